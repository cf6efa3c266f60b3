import type { Case } from '../check.ts';

export const kept: Case = {
  world: {
    subgraphs: ['b', 'c', 'e'],
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
        name: 'E1',
        primaryKey: 'id',
        keys: { b: ['id'], c: ['id'], e: ['id'] },
        stubsResolvable: true,
        fields: [
          { name: 'id', type: 'ID!', args: [], in: [], identity: 'id', sound: true },
          {
            name: 'f2',
            type: '[Float]',
            args: [],
            in: [
              { subgraph: 'c', mode: 'own' },
              { subgraph: 'b', mode: 'external' },
            ],
            sound: true,
          },
          { name: 'f4', type: 'E1', args: [], in: [{ subgraph: 'b', mode: 'own', requires: 'f2', provides: 'f2' }] },
          { name: 'f6', type: 'Float', args: [], in: [{ subgraph: 'b', mode: 'own' }] },
        ],
      },
    ],
    values: [],
    interfaces: [],
    unions: [],
    queries: [{ name: 'qE1', type: 'E1', args: [], in: [{ subgraph: 'e', mode: 'own' }] }],
    mutations: [],
    data: { seed: 405, count: 4, nulls: 0, failures: 3, breaches: 0, missing: [] },
  },
  operation: {
    text: 'query Drawn {\n  qE1 {\n    ...Part0\n  }\n}\n\nfragment Part0 on E1 {\n  f4 {\n    id\n    f4 {\n      f6\n    }\n  }\n}',
    variables: {},
  },
};
