import type { Case } from '../check.ts';

/** The alias of a field is the name of a key of the same type. */
export const kept: Case = {
  world: {
    subgraphs: ['a', 'b', 'd'],
    enums: [
      {
        name: 'Mood',
        values: ['GLAD', 'SAD', 'CALM'],
      },
    ],
    inputs: [
      {
        name: 'Wish',
        fields: [
          {
            name: 'size',
            type: 'Int',
            default: 3,
          },
          {
            name: 'words',
            type: '[String!]',
          },
          {
            name: 'mood',
            type: 'Mood',
          },
        ],
      },
    ],
    entities: [
      {
        name: 'E0',
        primaryKey: 'id',
        keys: {
          d: [],
          b: [],
        },
        stubsResolvable: true,
        fields: [
          {
            name: 'id',
            type: 'ID!',
            args: [],
            in: [],
            identity: 'id',
            sound: true,
          },
          {
            name: 'f4',
            type: 'I1',
            args: [],
            in: [
              {
                subgraph: 'b',
                mode: 'own',
              },
            ],
          },
        ],
      },
      {
        name: 'E1',
        primaryKey: 'id',
        keys: {
          a: [],
          b: [],
          d: ['spot { part place }'],
        },
        stubsResolvable: false,
        fields: [
          {
            name: 'id',
            type: 'ID!',
            args: [],
            in: [],
            identity: 'id',
            sound: true,
          },
          {
            name: 'spot',
            type: 'Spot!',
            identity: 'object',
            args: [],
            in: [],
            sound: true,
          },
        ],
      },
    ],
    values: [
      {
        name: 'Spot',
        fields: [
          {
            name: 'part',
            type: 'Int!',
            args: [],
            in: [],
            identity: 'quotient',
            sound: true,
          },
          {
            name: 'place',
            type: 'Int!',
            args: [],
            in: [],
            identity: 'remainder',
            sound: true,
          },
        ],
      },
    ],
    interfaces: [
      {
        name: 'I0',
        members: ['E0', 'E1', 'E3'],
        home: 'b',
        fields: [
          {
            name: 'f10',
            type: 'ID',
            args: [
              {
                name: 'x',
                type: 'Int',
                default: 7,
              },
              {
                name: 'wish',
                type: 'Wish',
              },
            ],
            in: [
              {
                subgraph: 'b',
                mode: 'own',
              },
            ],
          },
        ],
        asObject: null,
        in: {
          a: ['E0', 'E1', 'E3'],
          c: ['E3'],
          d: ['E0', 'E1'],
        },
      },
      {
        name: 'I1',
        members: ['E0', 'E1', 'E2'],
        home: 'd',
        fields: [],
        asObject: null,
        in: {
          a: ['E1', 'E2'],
          b: ['E0', 'E1'],
          c: ['E0', 'E2'],
        },
      },
    ],
    unions: [],
    queries: [
      {
        name: 'q1',
        type: 'E0',
        args: [],
        in: [
          {
            subgraph: 'a',
            mode: 'own',
          },
        ],
      },
    ],
    mutations: [],
    data: {
      seed: 827,
      count: 2,
      nulls: 0,
      failures: 0,
      breaches: 0,
      missing: [],
    },
  },
  operation: {
    text: 'query Drawn($v0: Boolean = true, $v1: Int, $v2: Wish = {size: 4, words: null, mood: SAD}, $v3: Int) {\n  ... on Query @include(if: $v0) {\n    q1 {\n      id: f4 {\n        ... on E1 {\n          f10(x: $v1)\n        }\n        ... on E1 {\n          f10_32869: f10(wish: $v2)\n          f10_61337: f10(x: $v3)\n        }\n      }\n    }\n  }\n}',
    variables: {
      v1: 1,
      v3: 1,
    },
  },
};
