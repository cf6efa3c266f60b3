import type { Case } from '../check.ts';

export const kept: Case = {
  world: {
    subgraphs: ['c', 'd'],
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
        name: 'E1',
        primaryKey: 'id',
        keys: { c: ['id'], d: ['id'] },
        stubsResolvable: false,
        fields: [
          { name: 'id', type: 'ID!', args: [], in: [], identity: 'id', sound: true },
          {
            name: 'f6',
            type: 'Blob',
            args: [
              { name: 'x', type: 'Int', default: 7 },
              { name: 'words', type: '[String]', default: ['a'] },
            ],
            in: [
              { subgraph: 'c', mode: 'own' },
              { subgraph: 'd', mode: 'external' },
            ],
            sound: true,
          },
          {
            name: 'f7',
            type: 'String',
            args: [],
            in: [{ subgraph: 'd', mode: 'own', requires: 'f6(words: ["q \\"r\\"", "q \\"r\\""])' }],
          },
          { name: 'f8', type: 'V0', args: [], in: [{ subgraph: 'c', mode: 'shared' }] },
          { name: 'f9', type: 'Int', args: [], in: [{ subgraph: 'd', mode: 'own', requires: 'f6' }] },
        ],
      },
    ],
    values: [{ name: 'V0', fields: [{ name: 'v00', type: 'E1!', args: [], in: [] }] }],
    interfaces: [],
    unions: [],
    queries: [{ name: 'qE1', type: 'E1', args: [], in: [{ subgraph: 'c', mode: 'own' }] }],
    mutations: [],
    data: { seed: 789, count: 3, nulls: 0, failures: 0, breaches: 0, missing: [] },
  },
  operation: {
    text: 'query Drawn {\n  qE1 {\n    f8 {\n      v00 {\n        f7\n        f9\n      }\n    }\n  }\n}',
    variables: {},
  },
};
