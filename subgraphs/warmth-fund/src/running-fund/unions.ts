import { defineKnown } from '@union-graph/subgraph';
import { UnionStanding } from './UnionStanding.ts';

/** The unions that organisation has told of. In the second revision they are told again, with their paths. */
export const unions = defineKnown(UnionStanding, { id: 'unionId', what: 'union', revision: 2 });
