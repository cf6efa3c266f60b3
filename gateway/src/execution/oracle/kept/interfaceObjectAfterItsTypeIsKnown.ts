import type { Case } from '../check.ts';

export const kept: Case = {
  world: {
    subgraphs: ['a', 'e', 'z'],
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
        keys: { a: [], e: [] },
        stubsResolvable: true,
        fields: [{ name: 'id', type: 'ID!', args: [], in: [], identity: 'id', sound: true }],
      },
      {
        name: 'E1',
        primaryKey: 'id',
        keys: { a: [], e: [] },
        stubsResolvable: true,
        fields: [{ name: 'id', type: 'ID!', args: [], in: [], identity: 'id', sound: true }],
      },
    ],
    values: [{ name: 'V0', fields: [{ name: 'v01', type: 'Float!', args: [], in: [] }] }],
    interfaces: [
      {
        name: 'I0',
        members: ['E0', 'E1'],
        home: 'e',
        fields: [
          { name: 'f3', type: 'V0', args: [], in: [{ subgraph: 'e', mode: 'own' }] },
          {
            name: 'f4',
            type: 'Float',
            args: [
              { name: 'x', type: 'Int', default: 7 },
              { name: 'must', type: 'String!' },
            ],
            in: [{ subgraph: 'e', mode: 'own' }],
          },
        ],
        asObject: null,
        in: { a: ['E1'], b: ['E0', 'E1'], c: ['E0', 'E1'], d: ['E0', 'E1'] },
      },
      {
        name: 'I1',
        members: ['E0', 'E1'],
        home: 'a',
        fields: [],
        asObject: {
          subgraph: 'z',
          fields: [
            { name: 'f5', type: 'String', args: [], in: [{ subgraph: 'z', mode: 'own' }] },
            { name: 'f6', type: 'Int', args: [], in: [{ subgraph: 'z', mode: 'own' }] },
          ],
        },
        in: { b: ['E1'], c: ['E0', 'E1'], d: ['E0'], e: ['E0', 'E1'] },
      },
    ],
    unions: [],
    queries: [{ name: 'qI1', type: 'I1', args: [], in: [{ subgraph: 'z', mode: 'own' }] }],
    mutations: [],
    data: { seed: 42, count: 1, nulls: 0, failures: 0, breaches: 0, missing: [] },
  },
  operation: {
    text: 'query Drawn($v0: String!, $v1: Boolean = true, $v2: Boolean!) {\n  qI1 {\n    ...Part2\n  }\n}\n\nfragment Part0 on E1 {\n  my_id: id\n}\n\nfragment Part1 on I1 {\n  id\n}\n\nfragment Part2 on I0 {\n  f4(must: $v0)\n  ... on I1 {\n    f6 @include(if: $v1)\n  }\n  ...Part0\n  ... on E0 @include(if: $v2) {\n    f3 {\n      v01\n    }\n  }\n  ...Part1\n}',
    variables: { v0: 'é\\n', v2: false },
  },
};
