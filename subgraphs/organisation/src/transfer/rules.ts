import { addDays, type Transitions } from '@union-graph/subgraph';

export type TransferStatus = 'REQUESTED' | 'ACCEPTED' | 'RETURNED';

/** A transfer's life (domain rule 2.1.3, membership). */
export const TRANSFER_TRANSITIONS: Transitions<TransferStatus> = {
  REQUESTED: ['ACCEPTED', 'RETURNED'],
  ACCEPTED: [],
  RETURNED: [],
};

/** Days that the receiving union has to accept (2.1.3); the first day is not counted (2.0 «Days»). */
const DAYS_TO_ACCEPT = 30;

/** The last day on which a transfer asked for on a day can be accepted. */
export const lastDayToAccept = (requestedOn: string): string => addDays(requestedOn, DAYS_TO_ACCEPT);
