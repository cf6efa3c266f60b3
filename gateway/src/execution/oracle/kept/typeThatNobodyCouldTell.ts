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
        name: 'E1',
        primaryKey: 'id',
        keys: { b: [] },
        stubsResolvable: true,
        fields: [{ name: 'id', type: 'ID!', args: [], in: [], identity: 'id', sound: true }],
      },
    ],
    values: [],
    interfaces: [
      {
        name: 'I0',
        members: ['E1'],
        home: 'b',
        fields: [],
        asObject: { subgraph: 'z', fields: [{ name: 'f8', type: 'String', args: [], in: [{ subgraph: 'z', mode: 'own' }] }] },
        in: { a: ['E1'] },
      },
      {
        name: 'I1',
        members: ['E0', 'E1'],
        home: 'b',
        fields: [
          {
            name: 'f9',
            type: 'Int!',
            args: [
              { name: 'x', type: 'Int', default: 7 },
              { name: 'must', type: 'String!' },
            ],
            in: [{ subgraph: 'b', mode: 'own' }],
          },
        ],
        asObject: null,
        in: { a: ['E0'] },
      },
    ],
    unions: [],
    queries: [{ name: 'qI0', type: 'I0', args: [], in: [{ subgraph: 'z', mode: 'own' }] }],
    mutations: [],
    data: { seed: 309, count: 1, nulls: 0, failures: 8, breaches: 5, missing: [] },
  },
  operation: {
    text: 'query Drawn($v0: String!) {\n  qI0 {\n    ... on I1 {\n      f9(must: $v0)\n      f9_73389: f9(must: "say \\"no\\"")\n    }\n  }\n}',
    variables: { v0: 'é\\n' },
  },
};
