import { inScope, READERS, type Role, type Viewer } from '@union-graph/identity';
import { definePolicy } from '@union-graph/subgraph';
import type { JobReferral } from './JobReferral.ts';

/** Those who work on referrals to work, each inside its own part of the tree. */
export const REFERRERS: readonly Role[] = READERS.jobReferral.inScope;

type Row = Pick<JobReferral, 'memberId' | 'scopePath'>;

const isStaff = (viewer: Viewer, { scopePath }: Row): boolean => inScope(viewer, scopePath, ...REFERRERS);

/** Whether the viewer may see a referral to work: their own, or of their part of the tree. */
export const seesJobReferral = (viewer: Viewer, row: Row): boolean =>
  (row.memberId !== null && viewer.personId === row.memberId) || isStaff(viewer, row);

/** Who may do what with referrals to work. */
export const referralPolicy = definePolicy<Row>()({
  referToJob: (viewer, row) => viewer.personId !== null && isStaff(viewer, row),
  recordReferralOutcome: isStaff,
});
