import type { Case } from '../check.ts';

export const kept: Case = {
  world: {
    subgraphs: ['a', 'b', 'c'],
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
        keys: { b: ['id'], c: ['id'] },
        stubsResolvable: true,
        fields: [
          { name: 'id', type: 'ID!', args: [], in: [], identity: 'id', sound: true },
          { name: 'code', type: 'String!', identity: 'text', args: [], in: [], sound: true },
          {
            name: 'f1',
            type: 'E1',
            args: [{ name: 'x', type: 'Int', default: 7 }],
            in: [{ subgraph: 'c', mode: 'own', provides: 'f4 { id }' }],
          },
        ],
      },
      {
        name: 'E1',
        primaryKey: 'id',
        keys: { a: [], b: [], c: ['id'] },
        stubsResolvable: true,
        fields: [
          { name: 'id', type: 'ID!', args: [], in: [], identity: 'id', sound: true },
          { name: 'code', type: 'String!', identity: 'text', args: [], in: [], sound: true },
          {
            name: 'f4',
            type: 'E1',
            args: [],
            in: [
              { subgraph: 'b', mode: 'own' },
              { subgraph: 'c', mode: 'external' },
            ],
            sound: true,
          },
        ],
      },
      {
        name: 'E2',
        primaryKey: 'id',
        keys: { a: ['id'], b: ['id'], c: [] },
        stubsResolvable: true,
        fields: [
          { name: 'id', type: 'ID!', args: [], in: [], identity: 'id', sound: true },
          {
            name: 'f5',
            type: '[E0]',
            args: [
              { name: 'x', type: 'Int', default: 7 },
              { name: 'wish', type: 'Wish' },
            ],
            in: [
              { subgraph: 'a', mode: 'own' },
              { subgraph: 'b', mode: 'external' },
            ],
            sound: true,
          },
          {
            name: 'f6',
            type: 'String',
            args: [],
            in: [
              { subgraph: 'b', mode: 'own', requires: 'f5(wish: null) { id }' },
              { subgraph: 'a', mode: 'external' },
            ],
            sound: true,
          },
          { name: 'f7', type: 'Boolean!', args: [], in: [{ subgraph: 'a', mode: 'own', requires: 'f6' }], sound: true },
          { name: 'f8', type: '[ID]', args: [], in: [{ subgraph: 'b', mode: 'own', requires: 'f5(x: -5) { id }' }] },
        ],
      },
    ],
    values: [],
    interfaces: [],
    unions: [],
    queries: [
      { name: 'qE0', type: 'E0', args: [], in: [{ subgraph: 'c', mode: 'own' }] },
      { name: 'qE2', type: 'E2', args: [], in: [{ subgraph: 'b', mode: 'own' }] },
    ],
    mutations: [],
    data: { seed: 747, count: 4, nulls: 0, failures: 0, breaches: 0, missing: [] },
  },
  operation: {
    text: 'query Drawn($v0: Boolean!) {\n  qE0 {\n    ...Part0\n  }\n  qE2 {\n    f7\n    f8 @skip(if: $v0)\n    f8 @include(if: $v0)\n  }\n}\n\nfragment Part0 on E0 {\n  f1 {\n    id\n  }\n}',
    variables: { v0: false },
  },
};
