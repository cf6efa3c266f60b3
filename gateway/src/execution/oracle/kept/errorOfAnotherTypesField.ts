import type { Case } from '../check.ts';

export const kept: Case = {
  world: {
    subgraphs: ['a', 'z'],
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
        keys: { a: [] },
        stubsResolvable: false,
        fields: [{ name: 'id', type: 'ID!', args: [], in: [], identity: 'id', sound: true }],
      },
    ],
    values: [],
    interfaces: [
      {
        name: 'I0',
        members: ['E0'],
        home: 'a',
        fields: [
          { name: 'f5', type: 'Float', args: [], in: [{ subgraph: 'a', mode: 'own' }] },
          { name: 'f6', type: 'Boolean', args: [], in: [{ subgraph: 'a', mode: 'own' }] },
        ],
        asObject: { subgraph: 'z', fields: [{ name: 'f7', type: 'String', args: [], in: [{ subgraph: 'z', mode: 'own' }] }] },
        in: { b: ['E0'], c: ['E0'], d: ['E0'] },
      },
      {
        name: 'I1',
        members: ['E0'],
        home: 'a',
        fields: [{ name: 'f8', type: 'E0', args: [], in: [{ subgraph: 'a', mode: 'own' }] }],
        asObject: null,
        in: { b: ['E0'], c: ['E0'], d: ['E0'] },
      },
    ],
    unions: [],
    queries: [{ name: 'qI0', type: 'I0', args: [], in: [{ subgraph: 'a', mode: 'own' }] }],
    mutations: [],
    data: { seed: 198, count: 4, nulls: 0, failures: 15, breaches: 5, missing: [] },
  },
  operation: {
    text: 'query Drawn($v0: Boolean!, $v1: Boolean!, $v2: Boolean = true) {\n  qI0 {\n    ...Part1 @include(if: $v0)\n    f6 @skip(if: $v1)\n    f6 @include(if: $v2)\n  }\n}\n\nfragment Part0 on I1 {\n  id\n}\n\nfragment Part1 on E0 {\n  f8 {\n    f5\n    ...Part0\n  }\n  f7\n}',
    variables: { v0: false, v1: false },
  },
};
