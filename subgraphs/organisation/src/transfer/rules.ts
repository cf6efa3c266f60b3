import type { Transitions } from '@union-graph/subgraph';

export type TransferStatus = 'REQUESTED' | 'ACCEPTED' | 'RETURNED';

/** A transfer's life (domain rule 2.1.3, membership). */
export const TRANSFER_TRANSITIONS: Transitions<TransferStatus> = {
  REQUESTED: ['ACCEPTED', 'RETURNED'],
  ACCEPTED: [],
  RETURNED: [],
};
