import type { Case } from '../check.ts';

/** Fields of an interface that is an object elsewhere, through nested fragments. */
export const kept: Case = {
  world: {
    subgraphs: ['a', 'd', 'z'],
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
          a: [],
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
        members: ['E0'],
        home: 'a',
        fields: [],
        asObject: {
          subgraph: 'z',
          fields: [
            {
              name: 'f2',
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
          b: ['E0'],
          c: ['E0'],
          d: ['E0'],
        },
      },
      {
        name: 'I1',
        members: ['E0'],
        home: 'd',
        fields: [
          {
            name: 'f4',
            type: 'Blob',
            args: [
              {
                name: 'mood',
                type: 'Mood',
              },
              {
                name: 'must',
                type: 'String!',
              },
            ],
            in: [
              {
                subgraph: 'd',
                mode: 'own',
              },
            ],
          },
        ],
        asObject: null,
        in: {
          a: ['E0'],
          b: ['E0'],
          c: ['E0'],
          z: ['E0'],
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
    mutations: [],
    data: {
      seed: 723,
      count: 4,
      nulls: 0,
      failures: 8,
      breaches: 5,
      missing: [],
    },
  },
  operation: {
    text: 'query Drawn($v0: Boolean!, $v1: String!, $v2: String!, $v3: String!) {\n  qI0 {\n    ... on I1 {\n      ... on I1 {\n        ... on I1 @skip(if: $v0) {\n          f4(must: $v1)\n        }\n        ...Part0\n      }\n      f4_81722: f4(must: $v3)\n    }\n  }\n}\n\nfragment Part0 on I1 {\n  f4_81691: f4(must: $v2)\n}',
    variables: {
      v0: false,
      v1: 'é\\n',
      v2: 'say "no"',
      v3: 'say "no"',
    },
  },
};
