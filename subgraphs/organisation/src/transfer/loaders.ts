import { type Batch, grouped, inOrder, rows, sql } from '@union-graph/subgraph';
import { type NamedTransfer, visibleTransfers } from './queries.ts';

/** Transfers by id with the member's name; null for one that the viewer may not see. */
export const membershipTransfer: Batch<string, NamedTransfer | null> = async (ctx, ids) =>
  inOrder(ids, await rows<NamedTransfer>(ctx.db, visibleTransfers(ctx, sql`and t.id = any(${ids}::uuid[])`)), ({ id }) => id);

/** The transfers of each member that the viewer may see, the newest first. */
export const transfersOfMember: Batch<string, NamedTransfer[]> = async (ctx, memberIds) =>
  grouped(
    memberIds,
    await rows<NamedTransfer>(
      ctx.db,
      visibleTransfers(ctx, sql`and t.member_id = any(${memberIds}::uuid[]) order by t.requested_at desc, t.id desc`),
    ),
    ({ memberId }) => memberId,
  );
