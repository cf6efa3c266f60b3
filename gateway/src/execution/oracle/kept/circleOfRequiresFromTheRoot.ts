import type { Case } from '../check.ts';

/** The root of a subgraph is asked for a field whose requirement requires another subgraph. */
export const kept: Case = {
  world: {
    subgraphs: ['b', 'c'],
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
          b: ['id'],
          c: ['id'],
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
            name: 'f1',
            type: 'V1',
            args: [],
            in: [
              {
                subgraph: 'c',
                mode: 'own',
              },
              {
                subgraph: 'b',
                mode: 'external',
              },
            ],
            sound: true,
          },
          {
            name: 'f2',
            type: 'V1',
            args: [],
            in: [
              {
                subgraph: 'b',
                mode: 'own',
                requires: 'f1 { v10 v11 }',
              },
              {
                subgraph: 'c',
                mode: 'external',
              },
            ],
            sound: true,
          },
          {
            name: 'f4',
            type: 'V0',
            args: [],
            in: [
              {
                subgraph: 'c',
                mode: 'own',
                requires: 'f2 { v11 }',
              },
            ],
          },
        ],
      },
    ],
    values: [
      {
        name: 'V0',
        fields: [
          {
            name: 'v02',
            type: 'Int',
            args: [],
            in: [],
          },
        ],
      },
      {
        name: 'V1',
        fields: [
          {
            name: 'v10',
            type: 'Float!',
            args: [],
            in: [],
            sound: true,
          },
          {
            name: 'v11',
            type: 'String!',
            args: [],
            in: [],
            sound: true,
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
            subgraph: 'b',
            mode: 'own',
          },
        ],
      },
    ],
    mutations: [],
    data: {
      seed: 243,
      count: 2,
      nulls: 0,
      failures: 0,
      breaches: 0,
      missing: [],
    },
  },
  operation: {
    text: 'query Drawn {\n  qE0 {\n    f4 {\n      v02\n    }\n  }\n}',
    variables: {},
  },
};
