import { defineKnown } from '@union-graph/subgraph';
import { UnionStanding } from './UnionStanding.ts';

/** The unions that organisation has told of. In the third revision they are told again, with the union that each was merged into. */
export const unions = defineKnown(UnionStanding, { id: 'unionId', what: 'union', revision: 3 });
