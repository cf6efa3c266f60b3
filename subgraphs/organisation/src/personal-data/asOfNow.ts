import { type AsOfNow, civilDay, columns, inOrder, rows, sql } from '@union-graph/subgraph';
import { Card } from '../card/Card.ts';
import { currentCardStatus } from '../card/rules.ts';
import { Member } from '../member/Member.ts';
import { currentMembershipStatus } from '../member/rules.ts';
import { lapsedTransfer } from '../transfer/loaders.ts';

/** The states of cards by the rule of the field `Card.status`: a card expires, and is good again when the transfer that froze it lapsed. */
export const cardAsOfNow: AsOfNow = async (ctx, ids) => {
  const found = await rows<Card>(ctx.db, sql`select ${columns(Card, 'c')} from card c where c.id = any(${ids}::uuid[])`);
  const lapsed = await lapsedTransfer(
    ctx,
    found.map(({ memberId }) => memberId),
  );
  const states = found.map((card, at) => ({
    id: card.id,
    status: currentCardStatus(card, lapsed[at] ?? null, civilDay(ctx.now)),
  }));
  return inOrder(ids, states, ({ id }) => id).map((card) => card && { status: card.status });
};

/** The memberships of members by the rule of the field `Member.membershipStatus`: whose transfer lapsed is a member as before. */
export const memberAsOfNow: AsOfNow = async (ctx, ids) => {
  const found = await rows<Member>(ctx.db, sql`select ${columns(Member, 'm')} from member m where m.id = any(${ids}::uuid[])`);
  const lapsed = await lapsedTransfer(ctx, ids);
  return inOrder(ids, found, ({ id }) => id).map(
    (member, at) => member && { membership_status: currentMembershipStatus(member.membershipStatus, lapsed[at] ?? null) },
  );
};
