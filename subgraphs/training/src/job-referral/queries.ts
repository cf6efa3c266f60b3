import { scopePaths, type Viewer } from '@union-graph/identity';
import {
  type Batch,
  columns,
  empty,
  inOrder,
  type PageSource,
  raw,
  rows,
  type Sql,
  sql,
  underPaths,
} from '@union-graph/subgraph';
import type { ReferralStatus } from '../schema.gen.ts';
import { JobReferral } from './JobReferral.ts';
import { REFERRERS } from './policy.ts';

/** The rule of `seesJobReferral` in SQL, on `job_referral r`. */
const scope = (viewer: Viewer): Sql =>
  sql`(r.member_id = ${viewer.personId}::uuid or ${underPaths(raw('r.scope_path'), scopePaths(viewer, ...REFERRERS))})`;

/** By id; null for one that the viewer may not see. */
export const jobReferral: Batch<string, JobReferral | null> = async ({ db, viewer }, ids) => {
  const found = await rows<JobReferral>(
    db,
    sql`select ${columns(JobReferral, 'r')} from job_referral r where r.id = any(${ids}::uuid[]) and ${scope(viewer)}`,
  );
  return inOrder(ids, found, ({ id }) => id);
};

/** One's own, and those of one's part of the tree, the latest first. */
export const jobReferrals: PageSource<JobReferral, { readonly status?: ReferralStatus | null }> = {
  name: 'jobReferrals',
  select: ({ status }, { viewer }) =>
    sql`select ${columns(JobReferral, 'r')} from job_referral r where ${scope(viewer)} ${status ? sql`and r.status = ${status}` : empty}`,
  order: [
    { by: 'receivedAt', type: 'timestamptz', desc: true },
    { by: 'id', type: 'uuid', desc: true },
  ],
};
