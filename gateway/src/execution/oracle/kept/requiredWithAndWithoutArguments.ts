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
        stubsResolvable: true,
        fields: [
          { name: 'id', type: 'ID!', args: [], in: [], identity: 'id', sound: true },
          { name: 'no', type: 'Int!', identity: 'number', args: [], in: [], sound: true },
          {
            name: 'f1',
            type: 'Mood!',
            args: [],
            in: [
              { subgraph: 'a', mode: 'own' },
              { subgraph: 'b', mode: 'external' },
            ],
            sound: true,
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
          { name: 'part', type: 'Int!', identity: 'quotient', args: [], in: [], sound: true },
          { name: 'place', type: 'Int!', identity: 'remainder', args: [], in: [], sound: true },
        ],
      },
      {
        name: 'E2',
        primaryKey: 'id',
        keys: { a: [], b: [] },
        stubsResolvable: true,
        fields: [{ name: 'id', type: 'ID!', args: [], in: [], identity: 'id', sound: true }],
      },
      {
        name: 'E3',
        primaryKey: 'id',
        keys: { a: ['id'], b: ['id'] },
        stubsResolvable: true,
        fields: [
          { name: 'id', type: 'ID!', args: [], in: [], identity: 'id', sound: true },
          { name: 'f9', type: 'E0!', args: [], in: [{ subgraph: 'b', mode: 'own', provides: 'f1' }] },
          {
            name: 'f11',
            type: '[Float!]!',
            args: [{ name: 'words', type: '[String]', default: ['a'] }],
            in: [
              { subgraph: 'b', mode: 'own' },
              { subgraph: 'a', mode: 'external' },
            ],
            sound: true,
          },
          { name: 'f12', type: 'I1!', args: [], in: [{ subgraph: 'a', mode: 'own', requires: 'f11(words: [])' }] },
          { name: 'f13', type: '[E2]', args: [], in: [{ subgraph: 'a', mode: 'own', requires: 'f11' }] },
        ],
      },
    ],
    values: [],
    interfaces: [
      { name: 'I0', members: ['E2'], home: 'b', fields: [], asObject: null, in: { a: ['E2'] } },
      {
        name: 'I1',
        members: ['E1'],
        home: 'a',
        fields: [{ name: 'f16', type: '[Float]', args: [], in: [{ subgraph: 'a', mode: 'own' }] }],
        asObject: null,
        in: { b: ['E1'] },
      },
    ],
    unions: [],
    queries: [
      { name: 'qE3', type: '[E3]!', args: [], in: [{ subgraph: 'b', mode: 'own' }] },
      { name: 'qI1', type: '[I1!]', args: [], in: [{ subgraph: 'a', mode: 'own' }] },
    ],
    mutations: [],
    data: { seed: 596, count: 3, nulls: 0, failures: 0, breaches: 0, missing: [] },
  },
  operation: {
    text: 'query Drawn {\n  qI1 {\n    ...Part0\n  }\n  qE3 {\n    f11\n    f12 {\n      id\n    }\n  }\n}\n\nfragment Part0 on I1 {\n  f16\n}',
    variables: {},
  },
};
