import type { Case } from '../check.ts';

export const kept: Case = {
  world: {
    subgraphs: ['b', 'z'],
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
        keys: { b: [] },
        stubsResolvable: true,
        fields: [{ name: 'id', type: 'ID!', args: [], in: [], identity: 'id', sound: true }],
      },
      {
        name: 'E2',
        primaryKey: 'id',
        keys: { b: [] },
        stubsResolvable: false,
        fields: [{ name: 'id', type: 'ID!', args: [], in: [], identity: 'id', sound: true }],
      },
    ],
    values: [],
    interfaces: [
      {
        name: 'I0',
        members: ['E0', 'E2', 'E3'],
        home: 'b',
        fields: [],
        asObject: { subgraph: 'z', fields: [{ name: 'f8', type: 'Int', args: [], in: [{ subgraph: 'z', mode: 'own' }] }] },
        in: { a: ['E0', 'E3'] },
      },
      { name: 'I1', members: ['E0', 'E2', 'E3'], home: 'b', fields: [], asObject: null, in: { a: ['E0', 'E2', 'E3'] } },
    ],
    unions: [],
    queries: [{ name: 'qI0', type: 'I0', args: [], in: [{ subgraph: 'b', mode: 'own' }] }],
    mutations: [],
    data: { seed: 101, count: 4, nulls: 0, failures: 15, breaches: 0, missing: [] },
  },
  operation: {
    text: 'query Drawn {\n  qI0 {\n    my_f8: f8\n    ...Part0\n  }\n}\n\nfragment Part0 on E2 {\n  f8\n}',
    variables: {},
  },
};
