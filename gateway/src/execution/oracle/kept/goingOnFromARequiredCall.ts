import type { Case } from '../check.ts';

export const kept: Case = {
  world: {
    subgraphs: ['a', 'b', 'z'],
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
        keys: { a: ['id', 'spot { part place }'], b: ['spot { part place }'] },
        stubsResolvable: true,
        fields: [
          { name: 'id', type: 'ID!', args: [], in: [], identity: 'id', sound: true },
          { name: 'spot', type: 'Spot!', identity: 'object', args: [], in: [], sound: true },
          { name: 'f5', type: 'E2', args: [], in: [{ subgraph: 'b', mode: 'own', provides: 'f7' }] },
        ],
      },
      {
        name: 'E2',
        primaryKey: 'id',
        keys: { a: [], b: [] },
        stubsResolvable: true,
        fields: [
          { name: 'id', type: 'ID!', args: [], in: [], identity: 'id', sound: true },
          {
            name: 'f7',
            type: 'Boolean',
            args: [],
            in: [
              { subgraph: 'a', mode: 'own' },
              { subgraph: 'b', mode: 'external' },
            ],
            sound: true,
          },
          {
            name: 'f8',
            type: 'E1',
            args: [{ name: 'must', type: 'String!' }],
            in: [{ subgraph: 'b', mode: 'own', requires: 'f7' }],
          },
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
    ],
    interfaces: [
      {
        name: 'I0',
        members: ['E2'],
        home: 'a',
        fields: [],
        asObject: {
          subgraph: 'z',
          fields: [
            { name: 'f11', type: 'Int!', args: [], in: [{ subgraph: 'z', mode: 'own' }] },
            { name: 'f12', type: 'Int', args: [], in: [{ subgraph: 'z', mode: 'own' }] },
          ],
        },
        in: { b: ['E2'] },
      },
    ],
    unions: [],
    queries: [{ name: 'q0', type: 'E1', args: [], in: [{ subgraph: 'a', mode: 'own' }] }],
    mutations: [],
    data: { seed: 655, count: 1, nulls: 0, failures: 0, breaches: 0, missing: [] },
  },
  operation: {
    text: 'query Drawn($v0: String!) {\n  q0 {\n    f5 {\n      f8(must: $v0) {\n        id\n      }\n    }\n    f5 {\n      f12\n    }\n  }\n}',
    variables: { v0: 'text' },
  },
};
