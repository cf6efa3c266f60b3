import type { Case } from '../check.ts';

/** The alias of a key is the name of another field. */
export const kept: Case = {
  world: {
    subgraphs: ['b', 'd'],
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
          b: ['id no'],
          d: ['id no'],
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
            name: 'no',
            type: 'Int!',
            identity: 'number',
            args: [],
            in: [],
            sound: true,
          },
          {
            name: 'f1',
            type: 'Int',
            args: [],
            in: [
              {
                subgraph: 'd',
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
            type: 'String',
            args: [],
            in: [
              {
                subgraph: 'b',
                mode: 'own',
                requires: 'f1',
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
        name: 'qE0',
        type: 'E0',
        args: [],
        in: [
          {
            subgraph: 'd',
            mode: 'own',
          },
        ],
      },
    ],
    mutations: [],
    data: {
      seed: 859,
      count: 3,
      nulls: 0,
      failures: 0,
      breaches: 0,
      missing: [],
    },
  },
  operation: {
    text: 'query Drawn($v0: Boolean = true) {\n  qE0 {\n    f2 @include(if: $v0)\n    f1: no\n  }\n}',
    variables: {
      v0: true,
    },
  },
};
