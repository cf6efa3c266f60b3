import type { Transitions } from '@union-graph/subgraph';
import type { StudioFundingStatus } from '../schema.gen.ts';

/** The life of what a studio is given. Money that was with the bank when the name was taken back is paid all the same. */
export const STUDIO_FUNDING_TRANSITIONS: Transitions<StudioFundingStatus> = {
  PAYMENT_REQUESTED: ['PAID', 'PAYMENT_FAILED', 'PAYMENT_VOIDED', 'WITHDRAWN'],
  PAYMENT_FAILED: ['PAYMENT_REQUESTED', 'PAID', 'PAYMENT_VOIDED', 'WITHDRAWN'],
  PAYMENT_VOIDED: ['PAYMENT_REQUESTED', 'PAID', 'PAYMENT_FAILED', 'WITHDRAWN'],
  PAID: ['RETURNED'],
  RETURNED: ['PAYMENT_REQUESTED', 'PAID', 'PAYMENT_FAILED', 'PAYMENT_VOIDED', 'WITHDRAWN'],
  WITHDRAWN: ['PAID'],
};
