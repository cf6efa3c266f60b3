import type { Case } from '../check.ts';

/** What is selected at the end of a long way may be skipped. */
export const kept: Case = {
  world: {
    subgraphs: ['c', 'd'],
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
        name: 'E2',
        primaryKey: 'id',
        keys: {
          c: ['id'],
          d: ['id'],
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
            name: 'f7',
            type: 'Float',
            args: [],
            in: [
              {
                subgraph: 'c',
                mode: 'own',
              },
              {
                subgraph: 'd',
                mode: 'external',
              },
            ],
            sound: true,
          },
          {
            name: 'f8',
            type: 'E2',
            args: [],
            in: [
              {
                subgraph: 'd',
                mode: 'own',
                requires: 'f7',
              },
            ],
          },
        ],
      },
    ],
    values: [],
    interfaces: [],
    unions: [],
    queries: [
      {
        name: 'qE2',
        type: 'E2',
        args: [],
        in: [
          {
            subgraph: 'c',
            mode: 'own',
          },
        ],
      },
    ],
    mutations: [],
    data: {
      seed: 98,
      count: 3,
      nulls: 0,
      failures: 0,
      breaches: 0,
      missing: [],
    },
  },
  operation: {
    text: 'query Drawn($v0: Boolean!) {\n  qE2 {\n    f8 {\n      f8 {\n        f8 {\n          f8 {\n            id @skip(if: $v0)\n          }\n        }\n      }\n    }\n  }\n}',
    variables: {
      v0: true,
    },
  },
};
