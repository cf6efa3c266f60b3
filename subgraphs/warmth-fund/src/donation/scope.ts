import { inScope, READERS as RIGHTS, type Role, type Viewer } from '@union-graph/identity';
import { type Sql, sql } from '@union-graph/subgraph';
import { CITY_PATH } from '../fund/access.ts';

const READERS: readonly Role[] = RIGHTS.donation.inScope;

/** Whether the viewer may see a donation: it is their own, or they keep the fund's books. */
export const seesDonation = (viewer: Viewer, { memberId }: { memberId: string | null }): boolean =>
  (memberId !== null && viewer.personId === memberId) || inScope(viewer, CITY_PATH, ...READERS);

/** The same rule as a condition in SQL on `donation d`. */
export const donationScope = (viewer: Viewer): Sql =>
  sql`(${inScope(viewer, CITY_PATH, ...READERS)} or d.member_id = ${viewer.personId}::uuid)`;
