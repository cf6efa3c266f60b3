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
        name: 'E1',
        primaryKey: 'id',
        keys: { a: [] },
        stubsResolvable: false,
        fields: [
          { name: 'id', type: 'ID!', args: [], in: [], identity: 'id', sound: true },
          { name: 'f8', type: '[I0]', args: [], in: [{ subgraph: 'a', mode: 'own' }] },
        ],
      },
      {
        name: 'E2',
        primaryKey: 'id',
        keys: { a: [] },
        stubsResolvable: true,
        fields: [{ name: 'id', type: 'ID!', args: [], in: [], identity: 'id', sound: true }],
      },
      {
        name: 'E3',
        primaryKey: 'id',
        keys: { a: [] },
        stubsResolvable: false,
        fields: [{ name: 'id', type: 'ID!', args: [], in: [], identity: 'id', sound: true }],
      },
    ],
    values: [],
    interfaces: [
      {
        name: 'I0',
        members: ['E1', 'E2', 'E3'],
        home: 'a',
        fields: [],
        asObject: { subgraph: 'z', fields: [{ name: 'f17', type: 'String', args: [], in: [{ subgraph: 'z', mode: 'own' }] }] },
        in: { b: ['E3'], c: ['E1', 'E2', 'E3'] },
      },
    ],
    unions: [],
    queries: [
      { name: 'qE1', type: 'E1', args: [], in: [{ subgraph: 'a', mode: 'own' }] },
      { name: 'qI0', type: 'I0', args: [], in: [{ subgraph: 'a', mode: 'own' }] },
    ],
    mutations: [],
    data: { seed: 829, count: 3, nulls: 0, failures: 0, breaches: 5, missing: [] },
  },
  operation: {
    text: 'query Drawn($v0: Boolean!, $v1: Boolean!) {\n  qE1 {\n    f8 {\n      f17\n      ...Part0\n      ... on E1 {\n        f17\n      }\n    }\n  }\n  qI0 {\n    f17\n    f17 @skip(if: $v0) @include(if: $v1)\n  }\n}\n\nfragment Part0 on E3 {\n  f17\n}',
    variables: { v0: true, v1: false },
  },
};
