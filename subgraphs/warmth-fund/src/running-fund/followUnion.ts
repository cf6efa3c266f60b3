import { unionActivated, unionDissolved } from '@union-graph/events';
import { defineKnown } from '@union-graph/subgraph';
import { UnionStanding } from './UnionStanding.ts';

/** The unions that organisation has told of. */
export const unions = defineKnown(UnionStanding, { id: 'unionId', what: 'union' });

/** Keeps which unions there are, of which kind, and which of them have ended. */
export const followUnion = [
  unions.follow(unionActivated, ({ data: { kind } }) => ({ kind, hasEnded: false })),
  unions.follow(unionDissolved, ({ data: { kind } }) => ({ kind, hasEnded: true })),
];
