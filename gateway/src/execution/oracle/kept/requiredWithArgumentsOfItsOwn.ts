import type { Case } from '../check.ts';

export const kept: Case = {
  world: {
    subgraphs: ['a', 'b', 'c', 'd'],
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
        keys: { a: ['id'], c: ['id'], d: ['id'] },
        stubsResolvable: false,
        fields: [
          { name: 'id', type: 'ID!', args: [], in: [], identity: 'id', sound: true },
          {
            name: 'f1',
            type: '[ID!]',
            args: [],
            in: [
              { subgraph: 'a', mode: 'own' },
              { subgraph: 'c', mode: 'external' },
            ],
            sound: true,
          },
          {
            name: 'f2',
            type: 'E1!',
            args: [],
            in: [
              { subgraph: 'c', mode: 'own', requires: 'f1' },
              { subgraph: 'd', mode: 'external' },
            ],
            sound: true,
          },
          {
            name: 'f4',
            type: 'Boolean',
            args: [
              { name: 'x', type: 'Int', default: 7 },
              { name: 'wish', type: 'Wish' },
            ],
            in: [{ subgraph: 'd', mode: 'own', requires: 'f2 { id f5 }' }],
          },
        ],
      },
      {
        name: 'E1',
        primaryKey: 'id',
        keys: { a: ['id'], b: ['id', 'spot { part place }'], d: ['spot { part place }'] },
        stubsResolvable: true,
        fields: [
          { name: 'id', type: 'ID!', args: [], in: [], identity: 'id', sound: true },
          { name: 'spot', type: 'Spot!', identity: 'object', args: [], in: [], sound: true },
          {
            name: 'f5',
            type: 'Boolean',
            args: [],
            in: [
              { subgraph: 'b', mode: 'own' },
              { subgraph: 'd', mode: 'external' },
              { subgraph: 'a', mode: 'external' },
            ],
            sound: true,
            requiredAfar: true,
          },
          {
            name: 'f6',
            type: 'V1!',
            args: [
              { name: 'x', type: 'Int', default: 7 },
              { name: 'words', type: '[String]', default: ['a'] },
            ],
            in: [
              { subgraph: 'a', mode: 'own', requires: 'f5' },
              { subgraph: 'd', mode: 'external' },
            ],
            sound: true,
          },
          {
            name: 'f7',
            type: '[Blob!]!',
            args: [{ name: 'must', type: 'String!' }],
            in: [{ subgraph: 'd', mode: 'own', requires: 'f5 f6(x: 0, words: []) { v10 }' }],
          },
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
      {
        name: 'V0',
        fields: [
          { name: 'v00', type: 'Float!', args: [], in: [] },
          { name: 'v01', type: 'Mood', args: [], in: [] },
          { name: 'v02', type: '[Int]', args: [], in: [] },
        ],
      },
      {
        name: 'V1',
        fields: [
          { name: 'v10', type: 'String!', args: [], in: [], sound: true },
          { name: 'v11', type: '[V0!]!', args: [], in: [] },
          { name: 'v12', type: 'Mood', args: [], in: [] },
        ],
      },
    ],
    interfaces: [
      {
        name: 'I0',
        members: ['E0', 'E1'],
        home: 'a',
        fields: [
          {
            name: 'f8',
            type: 'V1',
            args: [
              { name: 'words', type: '[String]', default: ['a'] },
              { name: 'must', type: 'String!' },
            ],
            in: [{ subgraph: 'a', mode: 'own' }],
          },
          {
            name: 'f9',
            type: '[Boolean!]',
            args: [
              { name: 'x', type: 'Int', default: 7 },
              { name: 'wish', type: 'Wish' },
            ],
            in: [{ subgraph: 'a', mode: 'own' }],
          },
        ],
        asObject: null,
        in: { b: ['E0'], c: ['E1'], d: ['E0', 'E1'] },
      },
      {
        name: 'I1',
        members: ['E1'],
        home: 'd',
        fields: [
          {
            name: 'f10',
            type: 'E0!',
            args: [
              { name: 'mood', type: 'Mood' },
              { name: 'wish', type: 'Wish' },
            ],
            in: [{ subgraph: 'd', mode: 'own' }],
          },
        ],
        asObject: null,
        in: { a: ['E1'], b: ['E1'], c: ['E1'] },
      },
    ],
    unions: [
      { name: 'U0', members: ['E1', 'V0', 'E0'], in: { a: ['E1', 'V0'], b: ['E1', 'V0'], c: ['E1', 'V0'], d: ['E0', 'E1'] } },
    ],
    queries: [
      { name: 'qE0', type: 'E0', args: [], in: [{ subgraph: 'a', mode: 'own' }] },
      { name: 'qE1', type: 'E1', args: [], in: [{ subgraph: 'a', mode: 'own' }] },
    ],
    mutations: [],
    data: { seed: 678, count: 3, nulls: 25, failures: 0, breaches: 0, missing: [] },
  },
  operation: {
    text: 'query Drawn($v0: String!, $v1: [String], $v2: Wish, $v3: Boolean!, $v4: Wish) {\n  qE1 {\n    f7(must: $v0)\n    f6(words: $v1) {\n      v10\n    }\n  }\n  ...Part0\n}\n\nfragment Part0 on Query {\n  qE0 {\n    f4(wish: $v2) @skip(if: $v3)\n    f9(wish: $v4)\n  }\n}',
    variables: { v0: '', v1: null, v3: true, v4: { words: null } },
  },
};
