import type { Case } from '../check.ts';

export const kept: Case = {
  world: {
    subgraphs: ['a', 'b', 'c'],
    enums: [{ name: 'Mood', values: ['GLAD', 'SAD', 'CALM'], hidden: ['GRIM'] }],
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
          {
            name: 'f1',
            type: 'E0',
            args: [],
            in: [
              { subgraph: 'a', mode: 'own' },
              { subgraph: 'c', mode: 'external' },
            ],
            sound: true,
          },
          {
            name: 'f2',
            type: 'E0',
            args: [],
            in: [
              { subgraph: 'c', mode: 'own', requires: 'f1 { id }' },
              { subgraph: 'b', mode: 'external' },
            ],
            sound: true,
          },
          { name: 'f4', type: 'E0', args: [], in: [{ subgraph: 'b', mode: 'own', requires: 'f2 { id }' }] },
        ],
      },
    ],
    values: [],
    interfaces: [],
    unions: [],
    queries: [{ name: 'qE0', type: 'E0', args: [], in: [{ subgraph: 'c', mode: 'own' }] }],
    mutations: [],
    data: { seed: 467, count: 2, nulls: 0, failures: 0, breaches: 2, missing: [] },
  },
  operation: { text: 'query Drawn {\n  qE0 {\n    f2 {\n      id\n    }\n    f4 {\n      id\n    }\n  }\n}', variables: {} },
};
