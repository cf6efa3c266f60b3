import type { Length, Transitions } from '@union-graph/subgraph';

export type TransferStatus = 'REQUESTED' | 'ACCEPTED' | 'RETURNED';

/** A transfer's life (domain rule 2.1.3, membership). */
export const TRANSFER_TRANSITIONS: Transitions<TransferStatus> = {
  REQUESTED: ['ACCEPTED', 'RETURNED'],
  ACCEPTED: [],
  RETURNED: [],
};

/** That the receiving union has to accept (2.1.3). */
export const TIME_TO_ACCEPT: Length = { days: 30 };
