import type { Case } from '../check.ts';

/** A field leads to an interface, of which only the type is asked. */
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
        name: 'E1',
        primaryKey: 'id',
        keys: {
          c: [],
          e: [],
          a: [],
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
            name: 'f5',
            type: 'U0',
            args: [],
            in: [
              {
                subgraph: 'a',
                mode: 'shared',
              },
              {
                subgraph: 'c',
                mode: 'shared',
              },
            ],
          },
        ],
      },
      {
        name: 'E2',
        primaryKey: 'id',
        keys: {
          a: [],
          c: [],
          e: [],
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
      {
        name: 'E3',
        primaryKey: 'id',
        keys: {
          a: [],
          e: [],
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
        members: ['E1', 'E2', 'E3'],
        home: 'a',
        fields: [],
        asObject: null,
        in: {
          b: ['E2', 'E3'],
          c: ['E1', 'E2', 'E3'],
          d: ['E3'],
          e: ['E1', 'E2', 'E3'],
        },
      },
    ],
    unions: [
      {
        name: 'U0',
        members: ['E2', 'E3'],
        in: {
          a: ['E2'],
          b: ['E3'],
          c: ['E3'],
          d: ['E2', 'E3'],
          e: ['E2', 'E3'],
        },
      },
    ],
    queries: [
      {
        name: 'qE1',
        type: 'E1',
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
      seed: 538,
      count: 4,
      nulls: 0,
      failures: 0,
      breaches: 0,
      missing: [],
    },
  },
  operation: {
    text: 'query Drawn {\n  qE1 {\n    f5 {\n      __typename\n    }\n  }\n}',
    variables: {},
  },
};
