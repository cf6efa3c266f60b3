import type { Case } from '../check.ts';

export const kept: Case = {
  world: {
    subgraphs: ['a', 'z'],
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
        name: 'E3',
        primaryKey: 'id',
        keys: { a: [] },
        stubsResolvable: true,
        fields: [{ name: 'id', type: 'ID!', args: [], in: [], identity: 'id', sound: true }],
      },
    ],
    values: [],
    interfaces: [
      {
        name: 'I0',
        members: ['E1', 'E2', 'E3'],
        home: 'a',
        fields: [{ name: 'f9', type: '[Int]!', args: [{ name: 'wish', type: 'Wish' }], in: [{ subgraph: 'a', mode: 'own' }] }],
        asObject: { subgraph: 'z', fields: [{ name: 'f10', type: 'Mood', args: [], in: [{ subgraph: 'z', mode: 'own' }] }] },
        in: { b: ['E1', 'E2', 'E3'] },
      },
      { name: 'I1', members: ['E0', 'E3'], home: 'a', fields: [], asObject: null, in: { b: ['E0', 'E3'] } },
    ],
    unions: [],
    queries: [
      { name: 'qI0', type: 'I0', args: [], in: [{ subgraph: 'a', mode: 'own' }] },
      { name: 'qI1', type: 'I1', args: [], in: [{ subgraph: 'a', mode: 'own' }] },
    ],
    mutations: [],
    data: { seed: 662, count: 1, nulls: 0, failures: 15, breaches: 2, missing: [] },
  },
  operation: {
    text: 'query Drawn($v0: Boolean = true, $v1: Wish, $v2: Boolean!) {\n  qI1 {\n    ...Part0\n  }\n  qI0 @include(if: $v2) {\n    ...Part1\n  }\n}\n\nfragment Part0 on I1 {\n  ... on I0 @skip(if: $v0) {\n    f10\n    f9(wish: $v1)\n  }\n}\n\nfragment Part1 on I0 {\n  f9\n}',
    variables: { v2: false },
  },
};
