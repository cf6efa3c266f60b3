import type { Case } from '../check.ts';

/** An entity found in one subgraph is asked for in another that knows it only by its interface. */
export const kept: Case = {
  world: {
    subgraphs: ['c', 'd', 'z'],
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
          c: [],
          d: [],
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
        ],
      },
    ],
    values: [],
    interfaces: [
      {
        name: 'I0',
        members: ['E0'],
        home: 'c',
        fields: [],
        asObject: {
          subgraph: 'z',
          fields: [
            {
              name: 'f3',
              type: 'String',
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
          a: ['E0'],
          b: ['E0'],
          d: ['E0'],
        },
      },
    ],
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
      seed: 936,
      count: 4,
      nulls: 0,
      failures: 3,
      breaches: 2,
      missing: [],
    },
  },
  operation: {
    text: 'query Drawn {\n  qE0 {\n    f3\n  }\n}',
    variables: {},
  },
};
