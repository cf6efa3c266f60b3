import type { Case } from '../check.ts';

export const kept: Case = {
  world: {
    subgraphs: ['a', 'c', 'd'],
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
        keys: { a: ['id'], c: ['id'] },
        stubsResolvable: true,
        fields: [
          { name: 'id', type: 'ID!', args: [], in: [], identity: 'id', sound: true },
          {
            name: 'f1',
            type: 'Int',
            args: [],
            in: [
              { subgraph: 'a', mode: 'own' },
              { subgraph: 'c', mode: 'external' },
              { subgraph: 'd', mode: 'external' },
            ],
            sound: true,
            requiredAfar: true,
          },
          {
            name: 'f2',
            type: 'E0',
            args: [],
            in: [
              { subgraph: 'a', mode: 'shared' },
              { subgraph: 'c', mode: 'shared' },
            ],
            sound: true,
          },
          { name: 'f3', type: 'Boolean', args: [], in: [{ subgraph: 'c', mode: 'own', requires: 'f1' }] },
        ],
      },
      {
        name: 'E1',
        primaryKey: 'id',
        keys: { a: [], c: [], d: ['spot { part place }'] },
        stubsResolvable: true,
        fields: [
          { name: 'spot', type: 'Spot!', identity: 'object', args: [], in: [], sound: true },
          {
            name: 'f5',
            type: 'E0',
            args: [],
            in: [
              { subgraph: 'c', mode: 'own' },
              { subgraph: 'd', mode: 'external' },
            ],
            sound: true,
          },
          { name: 'f7', type: 'E1', args: [], in: [{ subgraph: 'd', mode: 'own', requires: 'f5 { id f1 }' }] },
        ],
      },
    ],
    values: [
      {
        name: 'Spot',
        fields: [
          { name: 'part', type: 'Int!', args: [], in: [], identity: 'quotient', sound: true },
          { name: 'place', type: 'Int!', args: [], in: [], identity: 'remainder', sound: true },
        ],
      },
    ],
    interfaces: [],
    unions: [],
    queries: [{ name: 'qE0', type: 'E0', args: [], in: [{ subgraph: 'a', mode: 'own' }] }],
    mutations: [],
    data: { seed: 977, count: 2, nulls: 0, failures: 8, breaches: 0, missing: [] },
  },
  operation: {
    text: 'query Drawn($v0: Boolean = true) {\n  qE0 {\n    ...Part0\n  }\n}\n\nfragment Part0 on E0 {\n  f2 {\n    id @include(if: $v0)\n    f3\n  }\n  f3\n}',
    variables: {},
  },
};
