import type { Case } from '../check.ts';

/** One field with different arguments leads on to different subgraphs, one of which has overridden it. */
export const kept: Case = {
  world: {
    subgraphs: ['a', 'c'],
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
          a: ['id', 'spot { part place }'],
          c: ['id'],
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
          {
            name: 'f1',
            type: 'Boolean',
            args: [],
            in: [
              {
                subgraph: 'a',
                mode: 'own',
              },
              {
                subgraph: 'c',
                mode: 'external',
              },
            ],
            sound: true,
          },
          {
            name: 'f2',
            type: 'V0',
            args: [],
            in: [
              {
                subgraph: 'c',
                mode: 'own',
                requires: 'f1',
              },
            ],
          },
          {
            name: 'f3',
            type: 'E0',
            args: [],
            in: [
              {
                subgraph: 'a',
                mode: 'own',
              },
            ],
          },
          {
            name: 'f4',
            type: 'E0',
            args: [
              {
                name: 'x',
                type: 'Int',
                default: 7,
              },
            ],
            in: [
              {
                subgraph: 'c',
                mode: 'own',
                overrides: 'a',
              },
            ],
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
      {
        name: 'V0',
        fields: [
          {
            name: 'v01',
            type: 'String!',
            args: [],
            in: [],
          },
        ],
      },
    ],
    interfaces: [],
    unions: [],
    queries: [
      {
        name: 'qE0',
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
      seed: 998,
      count: 4,
      nulls: 0,
      failures: 8,
      breaches: 0,
      missing: [],
    },
  },
  operation: {
    text: 'query Drawn($v0: Int = 2147483647, $v1: Int) {\n  qE0 {\n    f4(x: $v0) {\n      f3 {\n        id\n      }\n    }\n  }\n  qE0 {\n    f4_61275: f4(x: $v1) {\n      f2 {\n        v01\n      }\n    }\n  }\n}',
    variables: {
      v1: 0,
    },
  },
};
