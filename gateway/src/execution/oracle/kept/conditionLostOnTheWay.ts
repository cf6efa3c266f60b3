import type { Case } from '../check.ts';

export const kept: Case = {
  world: {
    subgraphs: ['c', 'd'],
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
        keys: { d: [], c: [] },
        stubsResolvable: true,
        fields: [
          { name: 'id', type: 'ID!', args: [], in: [], identity: 'id', sound: true },
          { name: 'f2', type: 'Mood', args: [], in: [{ subgraph: 'c', mode: 'shared' }] },
        ],
      },
    ],
    values: [],
    interfaces: [
      {
        name: 'I0',
        members: ['E0'],
        home: 'd',
        fields: [
          { name: 'f4', type: 'I1', args: [], in: [{ subgraph: 'd', mode: 'own' }] },
          {
            name: 'f5',
            type: 'ID',
            args: [
              { name: 'mood', type: 'Mood' },
              { name: 'words', type: '[String]', default: ['a'] },
            ],
            in: [{ subgraph: 'd', mode: 'own' }],
          },
        ],
        asObject: null,
        in: { a: ['E0'], b: ['E0'], c: ['E0'] },
      },
      { name: 'I1', members: ['E0'], home: 'c', fields: [], asObject: null, in: { a: ['E0'], b: ['E0'], d: ['E0'] } },
    ],
    unions: [],
    queries: [{ name: 'qI1', type: 'I1', args: [{ name: 'must', type: 'String!' }], in: [{ subgraph: 'c', mode: 'own' }] }],
    mutations: [],
    data: { seed: 180, count: 3, nulls: 0, failures: 15, breaches: 0, missing: [] },
  },
  operation: {
    text: 'query Drawn($v0: Boolean!, $v1: Boolean!, $v2: Mood, $v3: Boolean = true) {\n  qI1(must: "text") {\n    ... on I0 @skip(if: $v0) {\n      f4 {\n        ... on E0 @include(if: $v1) {\n          __typename\n        }\n        ...Part0\n      }\n      f5\n      f5_55540: f5(mood: $v2) @include(if: $v3)\n      ... on E0 {\n        f2\n      }\n    }\n  }\n}\n\nfragment Part0 on I1 {\n  id\n}',
    variables: { v0: true, v1: true, v2: 'GLAD', v3: true },
  },
};
