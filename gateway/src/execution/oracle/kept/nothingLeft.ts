import type { Case } from '../check.ts';

/** The only field of the operation is left out by a literal. */
export const kept: Case = {
  world: {
    subgraphs: ['c'],
    enums: [
      {
        name: 'Mood',
        values: ['GLAD', 'SAD', 'CALM'],
      },
    ],
    inputs: [
      {
        name: 'Wish',
        fields: [
          {
            name: 'size',
            type: 'Int',
            default: 3,
          },
          {
            name: 'words',
            type: '[String!]',
          },
          {
            name: 'mood',
            type: 'Mood',
          },
        ],
      },
    ],
    entities: [
      {
        name: 'E0',
        primaryKey: 'id',
        keys: {
          c: ['part place'],
        },
        stubsResolvable: true,
        fields: [
          {
            name: 'part',
            type: 'Int!',
            identity: 'quotient',
            args: [],
            in: [],
            sound: true,
          },
          {
            name: 'place',
            type: 'Int!',
            identity: 'remainder',
            args: [],
            in: [],
            sound: true,
          },
        ],
      },
    ],
    values: [],
    interfaces: [],
    unions: [],
    queries: [
      {
        name: 'qE0',
        type: 'E0',
        args: [],
        in: [
          {
            subgraph: 'c',
            mode: 'shared',
          },
        ],
      },
    ],
    mutations: [],
    data: {
      seed: 49,
      count: 4,
      nulls: 0,
      failures: 0,
      breaches: 0,
      missing: [],
    },
  },
  operation: {
    text: 'query Drawn {\n  qE0 @include(if: false) {\n    part\n  }\n}',
    variables: {},
  },
};
