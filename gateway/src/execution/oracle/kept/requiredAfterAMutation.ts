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
        keys: { a: ['id'], b: ['id'], c: ['id'] },
        stubsResolvable: true,
        fields: [
          { name: 'id', type: 'ID!', args: [], in: [], identity: 'id', sound: true },
          { name: 'f1', type: '[[I0]!]', args: [], in: [{ subgraph: 'b', mode: 'own' }] },
          {
            name: 'f2',
            type: 'Mood!',
            args: [],
            in: [
              { subgraph: 'c', mode: 'own' },
              { subgraph: 'b', mode: 'external' },
            ],
            sound: true,
          },
          {
            name: 'f3',
            type: 'E1',
            args: [],
            in: [
              { subgraph: 'b', mode: 'own', requires: 'f2', provides: 'f7' },
              { subgraph: 'a', mode: 'external' },
            ],
            sound: true,
          },
          {
            name: 'f4',
            type: '[E0!]!',
            args: [
              { name: 'mood', type: 'Mood' },
              { name: 'words', type: '[String]', default: ['a'] },
            ],
            in: [{ subgraph: 'a', mode: 'own', requires: 'f3 { id }', provides: 'f5 { id }' }],
          },
          {
            name: 'f5',
            type: '[E1!]!',
            args: [],
            in: [
              { subgraph: 'c', mode: 'own' },
              { subgraph: 'a', mode: 'external' },
            ],
            sound: true,
          },
        ],
      },
      {
        name: 'E1',
        primaryKey: 'id',
        keys: { a: ['id', 'part place'], b: ['id', 'part place'], c: ['id'] },
        stubsResolvable: true,
        fields: [
          { name: 'id', type: 'ID!', args: [], in: [], identity: 'id', sound: true },
          { name: 'part', type: 'Int!', identity: 'quotient', args: [], in: [], sound: true },
          { name: 'place', type: 'Int!', identity: 'remainder', args: [], in: [], sound: true },
          { name: 'f6', type: '[[I1]!]', args: [], in: [{ subgraph: 'c', mode: 'own' }] },
          {
            name: 'f7',
            type: '[Mood!]!',
            args: [],
            in: [
              { subgraph: 'a', mode: 'own' },
              { subgraph: 'b', mode: 'external' },
            ],
            sound: true,
          },
        ],
      },
    ],
    values: [],
    interfaces: [
      { name: 'I0', members: ['E0'], home: 'c', fields: [], asObject: null, in: { a: ['E0'], b: ['E0'] } },
      { name: 'I1', members: ['E0'], home: 'a', fields: [], asObject: null, in: { b: ['E0'], c: ['E0'] } },
    ],
    unions: [],
    queries: [{ name: 'q0', type: 'I1', args: [], in: [{ subgraph: 'a', mode: 'own' }] }],
    mutations: [
      { name: 'm0', type: '[String!]', args: [], in: [{ subgraph: 'c', mode: 'own' }] },
      { name: 'm1', type: '[ID!]!', args: [], in: [{ subgraph: 'b', mode: 'own' }] },
      { name: 'm2', type: '[I1]', args: [], in: [{ subgraph: 'b', mode: 'own' }] },
    ],
    data: { seed: 92, count: 4, nulls: 10, failures: 0, breaches: 0, missing: [] },
  },
  operation: {
    text: 'mutation Drawn($v0: Boolean!, $v1: Boolean!, $v2: [String]) {\n  m0\n  m2 {\n    ...Part0 @include(if: $v1)\n    ...Part1\n    ... on E0 {\n      f4(words: $v2) {\n        id\n      }\n    }\n  }\n}\n\nfragment Part0 on E0 {\n  id\n}\n\nfragment Part1 on I0 {\n  id @include(if: $v0)\n}',
    variables: { v0: false, v1: true },
  },
};
