import type { Case } from '../check.ts';

export const kept: Case = {
  world: {
    subgraphs: ['a', 'b'],
    enums: [{ name: 'Mood', values: ['GLAD', 'SAD', 'CALM'] }],
    inputs: [
      {
        name: 'Wish',
        fields: [
          { name: 'size', type: 'Int', default: 3 },
          { name: 'words', type: '[String!]' },
          { name: 'mood', type: 'Mood' },
        ],
      },
    ],
    entities: [
      {
        name: 'E0',
        primaryKey: 'id',
        keys: { a: [], b: [] },
        stubsResolvable: false,
        fields: [
          { name: 'id', type: 'ID!', args: [], in: [], identity: 'id', sound: true },
          {
            name: 'f1',
            type: 'I0',
            args: [
              { name: 'mood', type: 'Mood' },
              { name: 'must', type: 'String!' },
            ],
            in: [
              { subgraph: 'b', mode: 'shared' },
              { subgraph: 'a', mode: 'shared' },
            ],
          },
        ],
      },
      {
        name: 'E1',
        primaryKey: 'id',
        keys: { a: [], b: [] },
        stubsResolvable: true,
        fields: [
          { name: 'id', type: 'ID!', args: [], in: [], identity: 'id', sound: true },
          { name: 'f8', type: 'ID', args: [], in: [{ subgraph: 'a', mode: 'own' }] },
        ],
      },
    ],
    values: [],
    interfaces: [
      {
        name: 'I0',
        members: ['E0', 'E1'],
        home: 'b',
        fields: [
          { name: 'f10', type: 'Float!', args: [], in: [{ subgraph: 'b', mode: 'own' }] },
          { name: 'f11', type: 'E0!', args: [], in: [{ subgraph: 'b', mode: 'own' }] },
        ],
        asObject: null,
        in: { a: ['E0'] },
      },
    ],
    unions: [],
    queries: [{ name: 'qE0', type: 'E0', args: [], in: [{ subgraph: 'a', mode: 'own' }] }],
    mutations: [],
    data: { seed: 8, count: 1, nulls: 0, failures: 0, breaches: 2, missing: [] },
  },
  operation: {
    text: 'query Drawn($v0: Boolean = true, $v1: Boolean!) {\n  qE0 {\n    f1(must: "text") {\n      f10\n      id @include(if: $v0)\n      f11 {\n        id\n      }\n      ... on E1 {\n        f8 @include(if: $v1)\n      }\n    }\n  }\n}',
    variables: { v0: false, v1: true },
  },
};
