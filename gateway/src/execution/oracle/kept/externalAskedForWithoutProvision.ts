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
        keys: { a: [], b: ['code'], c: [] },
        stubsResolvable: false,
        fields: [
          { name: 'id', type: 'ID!', args: [], in: [], identity: 'id', sound: true },
          { name: 'code', type: 'String!', identity: 'text', args: [], in: [], sound: true },
          {
            name: 'f1',
            type: 'Float',
            args: [],
            in: [
              { subgraph: 'b', mode: 'own' },
              { subgraph: 'c', mode: 'external' },
              { subgraph: 'a', mode: 'external' },
            ],
            sound: true,
          },
          {
            name: 'f2',
            type: 'String',
            args: [],
            in: [
              { subgraph: 'c', mode: 'own', requires: 'f1' },
              { subgraph: 'a', mode: 'external' },
              { subgraph: 'b', mode: 'external' },
            ],
            sound: true,
          },
          { name: 'f3', type: 'I0', args: [], in: [{ subgraph: 'a', mode: 'own', requires: 'f1 f2' }] },
          { name: 'f4', type: 'E2', args: [], in: [{ subgraph: 'b', mode: 'own', requires: 'f2' }] },
          {
            name: 'f5',
            type: 'E0',
            args: [],
            in: [
              { subgraph: 'c', mode: 'own' },
              { subgraph: 'b', mode: 'external' },
            ],
            sound: true,
          },
        ],
      },
      {
        name: 'E1',
        primaryKey: 'id',
        keys: { a: ['id'], b: ['id'] },
        stubsResolvable: false,
        fields: [
          { name: 'id', type: 'ID!', args: [], in: [], identity: 'id', sound: true },
          {
            name: 'f7',
            type: 'String',
            args: [{ name: 'words', type: '[String]', default: ['a'] }],
            in: [{ subgraph: 'a', mode: 'own', overrides: 'b' }],
          },
        ],
      },
      {
        name: 'E2',
        primaryKey: 'id',
        keys: { a: [], b: [], c: [] },
        stubsResolvable: true,
        fields: [
          { name: 'id', type: 'ID!', args: [], in: [], identity: 'id', sound: true },
          {
            name: 'f8',
            type: 'E0',
            args: [{ name: 'must', type: 'String!' }],
            in: [
              { subgraph: 'b', mode: 'own', provides: 'f5 { id }' },
              { subgraph: 'c', mode: 'external' },
            ],
            sound: true,
          },
          { name: 'f9', type: 'V0', args: [], in: [{ subgraph: 'c', mode: 'own', requires: 'f8(must: "") { id }' }] },
        ],
      },
    ],
    values: [{ name: 'V0', fields: [{ name: 'v00', type: '[Int]', args: [], in: [] }] }],
    interfaces: [
      {
        name: 'I0',
        members: ['E0', 'E2'],
        home: 'b',
        fields: [{ name: 'f11', type: 'Boolean', args: [{ name: 'mood', type: 'Mood' }], in: [{ subgraph: 'b', mode: 'own' }] }],
        asObject: null,
        in: { a: ['E0', 'E2'], c: ['E2'] },
      },
    ],
    unions: [],
    queries: [
      { name: 'qE0', type: 'E0', args: [], in: [{ subgraph: 'a', mode: 'own' }] },
      { name: 'qE1', type: 'E1', args: [], in: [{ subgraph: 'b', mode: 'own' }] },
      { name: 'q0', type: 'V0', args: [{ name: 'must', type: 'String!' }], in: [{ subgraph: 'c', mode: 'shared' }] },
    ],
    mutations: [],
    data: { seed: 386, count: 4, nulls: 0, failures: 3, breaches: 2, missing: [] },
  },
  operation: {
    text: 'query Drawn($v0: Mood, $v1: String!, $v2: [String] = null) {\n  qE0 {\n    f4 {\n      f11(mood: $v0)\n    }\n  }\n  q0(must: $v1) {\n    v00\n  }\n  qE1 {\n    f7(words: $v2)\n  }\n}',
    variables: { v1: '', v2: ['p'] },
  },
};
