import type { Case } from '../check.ts';

/** The same after a mutation, with a field that may be skipped. */
export const kept: Case = {
  world: {
    subgraphs: ['a', 'c', 'z'],
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
        name: 'E1',
        primaryKey: 'id',
        keys: {
          a: [],
          c: [],
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
        ],
      },
    ],
    values: [],
    interfaces: [
      {
        name: 'I0',
        members: ['E0', 'E1'],
        home: 'a',
        fields: [],
        asObject: {
          subgraph: 'z',
          fields: [
            {
              name: 'f7',
              type: 'Int',
              args: [],
              in: [
                {
                  subgraph: 'z',
                  mode: 'own',
                },
              ],
            },
          ],
        },
        in: {
          b: ['E0', 'E1'],
          c: ['E1'],
        },
      },
    ],
    unions: [],
    queries: [
      {
        name: 'qI0',
        type: 'I0',
        args: [],
        in: [
          {
            subgraph: 'a',
            mode: 'own',
          },
        ],
      },
    ],
    mutations: [
      {
        name: 'm0',
        type: 'E1',
        args: [],
        in: [
          {
            subgraph: 'c',
            mode: 'own',
          },
        ],
      },
    ],
    data: {
      seed: 526,
      count: 2,
      nulls: 0,
      failures: 0,
      breaches: 0,
      missing: [],
    },
  },
  operation: {
    text: 'mutation Drawn($v0: Boolean!) {\n  m0 {\n    ...Part0\n  }\n}\n\nfragment Part0 on E1 {\n  f7 @skip(if: $v0)\n}',
    variables: {
      v0: false,
    },
  },
};
