import type { Case } from '../check.ts';

export const kept: Case = {
  world: {
    subgraphs: ['a', 'b', 'c', 'd'],
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
        keys: { a: ['id'], b: [], c: ['id'], d: ['id'] },
        stubsResolvable: false,
        fields: [
          { name: 'id', type: 'ID!', args: [], in: [], identity: 'id', sound: true },
          {
            name: 'f1',
            type: 'Blob',
            args: [],
            in: [
              { subgraph: 'a', mode: 'own' },
              { subgraph: 'c', mode: 'external' },
              { subgraph: 'd', mode: 'external' },
            ],
            sound: true,
            requiredAfar: true,
          },
          {
            name: 'f2',
            type: 'E0',
            args: [
              { name: 'wish', type: 'Wish' },
              { name: 'must', type: 'String!' },
            ],
            in: [
              { subgraph: 'c', mode: 'own', requires: 'f1' },
              { subgraph: 'd', mode: 'external' },
            ],
            sound: true,
          },
          {
            name: 'f3',
            type: 'Blob',
            args: [
              { name: 'x', type: 'Int', default: 7 },
              { name: 'mood', type: 'Mood' },
            ],
            in: [{ subgraph: 'd', mode: 'own', requires: 'f2(must: "say \\"no\\"") { id f1 }' }],
          },
        ],
      },
      {
        name: 'E2',
        primaryKey: 'id',
        keys: { a: [], b: [], d: [] },
        stubsResolvable: false,
        fields: [
          { name: 'id', type: 'ID!', args: [], in: [], identity: 'id', sound: true },
          {
            name: 'f6',
            type: 'ID',
            args: [{ name: 'wish', type: 'Wish' }],
            in: [
              { subgraph: 'd', mode: 'own' },
              { subgraph: 'b', mode: 'external' },
            ],
            sound: true,
          },
          {
            name: 'f7',
            type: 'Blob',
            args: [],
            in: [
              { subgraph: 'b', mode: 'own', requires: 'f6(wish: {words: null, mood: CALM})' },
              { subgraph: 'd', mode: 'external' },
            ],
            sound: true,
          },
          { name: 'f8', type: 'V0', args: [], in: [{ subgraph: 'd', mode: 'own', requires: 'f7' }] },
        ],
      },
      {
        name: 'E3',
        primaryKey: 'id',
        keys: { a: [], d: [] },
        stubsResolvable: true,
        fields: [
          { name: 'id', type: 'ID!', args: [], in: [], identity: 'id', sound: true },
          {
            name: 'f10',
            type: 'ID',
            args: [],
            in: [
              { subgraph: 'a', mode: 'own' },
              { subgraph: 'd', mode: 'external' },
            ],
            sound: true,
          },
          {
            name: 'f12',
            type: 'E0',
            args: [],
            in: [
              { subgraph: 'a', mode: 'own' },
              { subgraph: 'd', mode: 'external' },
            ],
            sound: true,
          },
          {
            name: 'f13',
            type: 'Int',
            args: [],
            in: [
              { subgraph: 'd', mode: 'own', requires: 'f10 f12 { id }' },
              { subgraph: 'a', mode: 'external' },
            ],
            sound: true,
          },
          { name: 'f14', type: 'E2', args: [], in: [{ subgraph: 'a', mode: 'own', requires: 'f13' }] },
        ],
      },
    ],
    values: [{ name: 'V0', fields: [{ name: 'v00', type: 'Int', args: [], in: [] }] }],
    interfaces: [
      {
        name: 'I0',
        members: ['E1', 'E2', 'E3'],
        home: 'd',
        fields: [{ name: 'f15', type: 'E0', args: [], in: [{ subgraph: 'd', mode: 'own' }] }],
        asObject: null,
        in: { a: ['E1', 'E3'], b: ['E1', 'E2', 'E3'], c: ['E1', 'E2'] },
      },
    ],
    unions: [],
    queries: [{ name: 'qE3', type: 'E3', args: [], in: [{ subgraph: 'd', mode: 'own' }] }],
    mutations: [],
    data: { seed: 595, count: 3, nulls: 0, failures: 0, breaches: 5, missing: [] },
  },
  operation: {
    text: 'query Drawn($v0: Int = -5, $v1: Mood, $v2: Int, $v3: Wish, $v4: Int, $v5: Mood) {\n  qE3 {\n    f15 {\n      f3(x: $v0)\n    }\n    f12 {\n      f3(mood: $v1)\n      f3_61306: f3(x: $v2)\n    }\n    f12 {\n      f2(wish: $v3, must: "é\\\\n") {\n        f2(must: "é\\\\n") {\n          f3(x: $v4, mood: $v5)\n        }\n      }\n    }\n  }\n}',
    variables: { v0: 0, v1: 'CALM', v2: null, v3: { mood: 'CALM' }, v4: -5 },
  },
};
