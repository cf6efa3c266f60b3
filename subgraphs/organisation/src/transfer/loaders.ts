import { type Batch, civilDay, grouped, inOrder, rows, sql } from '@union-graph/subgraph';
import { lapsedOn, type NamedTransfer, visibleTransfers } from './queries.ts';

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

export interface LapsedTransfer {
  readonly memberId: string;
  /** The card that the transfer froze. */
  readonly frozenCardId: string | null;
}

/** The transfer of each member that has lapsed and was not returned yet; null for those who have none. Whoever may read the member may know it. */
export const lapsedTransfer: Batch<string, LapsedTransfer | null> = async ({ db, now }, memberIds) => {
  const found = await rows<LapsedTransfer>(
    db,
    sql`select t.member_id as "memberId", t.frozen_card_id as "frozenCardId" from membership_transfer t
    where t.member_id = any(${memberIds}::uuid[]) and ${lapsedOn(civilDay(now))}`,
  );
  return inOrder(memberIds, found, ({ memberId }) => memberId);
};
