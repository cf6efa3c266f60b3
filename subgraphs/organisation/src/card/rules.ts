import type { Transitions } from '@union-graph/subgraph';

export type CardStatus = 'APPLIED' | 'ISSUED';

/** Card life (domain rule 2.1.3). */
export const CARD_TRANSITIONS: Transitions<CardStatus> = {
  APPLIED: ['ISSUED'],
  ISSUED: [],
};
