import type { Case } from '../check.ts';

export const kept: Case = {
  world: {
    subgraphs: ['a', 'e'],
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
        name: 'E2',
        primaryKey: 'id',
        keys: { a: ['id'], e: ['id'] },
        stubsResolvable: false,
        fields: [
          { name: 'id', type: 'ID!', args: [], in: [], identity: 'id', sound: true },
          { name: 'f9', type: 'String', args: [], in: [{ subgraph: 'a', mode: 'shared' }] },
          {
            name: 'f10',
            type: 'Int',
            args: [{ name: 'x', type: 'Int', default: 7 }],
            in: [
              { subgraph: 'a', mode: 'own' },
              { subgraph: 'e', mode: 'external' },
            ],
            sound: true,
          },
          { name: 'f11', type: '[E2]', args: [], in: [{ subgraph: 'e', mode: 'own', requires: 'f10' }] },
          { name: 'f12', type: 'Mood', args: [], in: [{ subgraph: 'e', mode: 'own', requires: 'f10(x: 0)' }] },
        ],
      },
    ],
    values: [],
    interfaces: [],
    unions: [],
    queries: [
      {
        name: 'qE2',
        type: 'E2',
        args: [
          { name: 'words', type: '[String]', default: ['a'] },
          { name: 'must', type: 'String!' },
        ],
        in: [{ subgraph: 'e', mode: 'own' }],
      },
    ],
    mutations: [],
    data: { seed: 685, count: 1, nulls: 0, failures: 0, breaches: 0, missing: [] },
  },
  operation: {
    text: 'query Drawn {\n  qE2(must: "") {\n    f11 {\n      f12\n      f11 {\n        f9\n      }\n    }\n  }\n}',
    variables: {},
  },
};
