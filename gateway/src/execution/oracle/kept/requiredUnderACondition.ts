import type { Case } from '../check.ts';

export const kept: Case = {
  world: {
    subgraphs: ['a', 'b', 'c', 'z'],
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
        keys: { a: ['spot { part place }'], c: ['id'] },
        stubsResolvable: true,
        fields: [
          { name: 'id', type: 'ID!', args: [], in: [], identity: 'id', sound: true },
          { name: 'spot', type: 'Spot!', identity: 'object', args: [], in: [], sound: true },
          {
            name: 'f1',
            type: '[E0]',
            args: [],
            in: [
              { subgraph: 'c', mode: 'own' },
              { subgraph: 'a', mode: 'external' },
            ],
            sound: true,
          },
          {
            name: 'f2',
            type: '[V0!]',
            args: [{ name: 'words', type: '[String]', default: ['a'] }],
            in: [
              { subgraph: 'c', mode: 'own' },
              { subgraph: 'a', mode: 'external' },
            ],
            sound: true,
          },
          {
            name: 'f4',
            type: 'E0!',
            args: [],
            in: [{ subgraph: 'a', mode: 'own', requires: 'f2(words: ["p", "q \\"r\\""]) { v01 }', provides: 'f1 { id }' }],
          },
        ],
      },
      {
        name: 'E1',
        primaryKey: 'id',
        keys: { a: ['id no'], b: ['id no'], c: ['id', 'id no'] },
        stubsResolvable: false,
        fields: [
          { name: 'id', type: 'ID!', args: [], in: [], identity: 'id', sound: true },
          { name: 'no', type: 'Int!', identity: 'number', args: [], in: [], sound: true },
        ],
      },
    ],
    values: [
      {
        name: 'Spot',
        fields: [
          { name: 'part', type: 'Int!', args: [], in: [], identity: 'quotient', sound: true },
          { name: 'place', type: 'Int!', args: [], in: [], identity: 'remainder', sound: true },
        ],
      },
      { name: 'V0', fields: [{ name: 'v01', type: '[Int]', args: [], in: [], sound: true }] },
    ],
    interfaces: [
      {
        name: 'I0',
        members: ['E0', 'E1'],
        home: 'c',
        fields: [],
        asObject: {
          subgraph: 'z',
          fields: [
            {
              name: 'f6',
              type: 'Mood!',
              args: [
                { name: 'x', type: 'Int', default: 7 },
                { name: 'must', type: 'String!' },
              ],
              in: [{ subgraph: 'z', mode: 'own' }],
            },
          ],
        },
        in: { a: ['E0', 'E1'], b: ['E0', 'E1'], d: ['E0', 'E1'], e: ['E0', 'E1'] },
      },
    ],
    unions: [],
    queries: [{ name: 'q1', type: 'E0!', args: [], in: [{ subgraph: 'b', mode: 'own' }] }],
    mutations: [],
    data: { seed: 535, count: 2, nulls: 0, failures: 0, breaches: 0, missing: [] },
  },
  operation: {
    text: 'query Drawn($v0: Int, $v1: String!, $v2: Boolean!, $v3: Boolean = true) {\n  q1 {\n    f1 @skip(if: $v2) @include(if: $v3) {\n      f4 {\n        f6(x: $v0, must: "")\n        f6_64579: f6(must: $v1)\n      }\n    }\n  }\n}',
    variables: { v0: null, v1: 'é\\n', v2: false },
  },
};
