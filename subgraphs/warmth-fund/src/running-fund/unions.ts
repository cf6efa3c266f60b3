import { defineKnown } from '@union-graph/subgraph';
import { UnionStanding } from './UnionStanding.ts';

/** The unions that organisation has told of. */
export const unions = defineKnown(UnionStanding, { id: 'unionId', what: 'union' });
