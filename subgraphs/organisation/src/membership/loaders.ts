import { type Batch, inOrder, rows, sql } from '@union-graph/subgraph';
import type { MembershipApplication } from './MembershipApplication.ts';
import { visibleApplications } from './queries.ts';

/** Applications by id; null for one that the viewer may not see. */
export const membershipApplication: Batch<string, MembershipApplication | null> = async (ctx, ids) =>
  inOrder(
    ids,
    await rows<MembershipApplication>(ctx.db, visibleApplications(ctx, sql`and a.id = any(${ids}::uuid[])`)),
    ({ id }) => id,
  );
