import type { Transitions } from '@union-graph/subgraph';
import type { ReferralStatus } from '../schema.gen.ts';

/** A referral's life (S-37). A request to 12351 begins it as SEEKING, a station as REFERRED. Who seeks a course is ANSWERED without a vacancy. */
export const REFERRAL_TRANSITIONS: Transitions<ReferralStatus> = {
  SEEKING: ['REFERRED', 'ANSWERED', 'DECLINED'],
  REFERRED: ['HIRED', 'DECLINED'],
  HIRED: [],
  DECLINED: [],
  ANSWERED: [],
};
