import type { Case } from '../check.ts';

export const kept: Case = {
  world: {
    subgraphs: ['a', 'c', 'z'],
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
        keys: { a: [], c: [] },
        stubsResolvable: true,
        fields: [{ name: 'id', type: 'ID!', args: [], in: [], identity: 'id', sound: true }],
      },
      {
        name: 'E2',
        primaryKey: 'id',
        keys: { a: [], c: [] },
        stubsResolvable: true,
        fields: [{ name: 'id', type: 'ID!', args: [], in: [], identity: 'id', sound: true }],
      },
    ],
    values: [],
    interfaces: [
      {
        name: 'I0',
        members: ['E0', 'E1', 'E2'],
        home: 'a',
        fields: [{ name: 'f8', type: 'Float', args: [], in: [{ subgraph: 'a', mode: 'own' }] }],
        asObject: {
          subgraph: 'z',
          fields: [
            { name: 'f9', type: 'String', args: [], in: [{ subgraph: 'z', mode: 'own' }] },
            { name: 'f10', type: 'Int', args: [], in: [{ subgraph: 'z', mode: 'own' }] },
          ],
        },
        in: { b: ['E1', 'E2'], c: ['E1'] },
      },
      { name: 'I1', members: ['E0', 'E2'], home: 'c', fields: [], asObject: null, in: { a: ['E0'], b: ['E2'] } },
    ],
    unions: [],
    queries: [
      {
        name: 'qI0',
        type: 'I0',
        args: [
          { name: 'mood', type: 'Mood' },
          { name: 'must', type: 'String!' },
        ],
        in: [{ subgraph: 'z', mode: 'own' }],
      },
    ],
    mutations: [],
    data: { seed: 517, count: 1, nulls: 0, failures: 0, breaches: 5, missing: [] },
  },
  operation: {
    text: 'query Drawn($v0: Mood) {\n  qI0_42975: qI0(mood: $v0, must: "é\\\\n") {\n    f8\n  }\n  qI0(must: "text") {\n    ... on I1 {\n      my_id: id\n    }\n  }\n}',
    variables: { v0: 'CALM' },
  },
};
