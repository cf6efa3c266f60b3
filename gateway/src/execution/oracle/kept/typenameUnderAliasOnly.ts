import type { Case } from '../check.ts';

/** Of an object only `__typename` is selected, under an alias. */
export const kept: Case = {
  world: {
    subgraphs: ['a', 'c', 'e'],
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
          a: [],
          e: [],
          c: [],
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
            name: 'f1',
            type: 'I0',
            args: [
              {
                name: 'wish',
                type: 'Wish',
              },
            ],
            in: [
              {
                subgraph: 'a',
                mode: 'own',
              },
            ],
          },
        ],
      },
    ],
    values: [],
    interfaces: [
      {
        name: 'I0',
        members: ['E0'],
        home: 'c',
        fields: [
          {
            name: 'f4',
            type: 'Mood',
            args: [],
            in: [
              {
                subgraph: 'c',
                mode: 'own',
              },
            ],
          },
        ],
        asObject: null,
        in: {
          a: ['E0'],
          b: ['E0'],
          d: ['E0'],
          e: ['E0'],
        },
      },
    ],
    unions: [],
    queries: [
      {
        name: 'q0',
        type: 'I0',
        args: [],
        in: [
          {
            subgraph: 'e',
            mode: 'own',
          },
        ],
      },
    ],
    mutations: [],
    data: {
      seed: 925,
      count: 4,
      nulls: 0,
      failures: 3,
      breaches: 2,
      missing: [],
    },
  },
  operation: {
    text: 'query Drawn($v0: Wish, $v1: Boolean = true, $v2: Boolean!) {\n  q0 {\n    ... on E0 {\n      f1(wish: $v0) {\n        kind: __typename\n      }\n    }\n    ...Part0\n  }\n}\n\nfragment Part0 on I0 {\n  f4 @include(if: $v1)\n  ... on I0 @include(if: $v2) {\n    id\n  }\n}',
    variables: {
      v0: {},
      v1: true,
      v2: false,
    },
  },
};
