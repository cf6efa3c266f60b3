import { personalRows } from '@union-graph/subgraph';
import type { ReferralStatus } from '../schema.gen.ts';
import { JobReferral } from './JobReferral.ts';
import { REFERRERS } from './policy.ts';

/** Referrals by id, and all of them, the latest first: one's own, and those of one's part of the tree, as in `seesJobReferral`. */
export const { byId: jobReferral, all: jobReferrals } = personalRows<JobReferral, ReferralStatus>({
  entity: JobReferral,
  table: 'job_referral',
  readers: REFERRERS,
  list: 'jobReferrals',
  order: [
    { by: 'receivedAt', type: 'timestamptz', desc: true },
    { by: 'id', type: 'uuid', desc: true },
  ],
});
