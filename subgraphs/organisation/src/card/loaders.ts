import { type Batch, columns, inOrder, type ReadContext, raw, rows, type Sql, sql } from '@union-graph/subgraph';
import { memberScope } from '../member/scope.ts';
import { Card } from './Card.ts';

const visibleCards = (ctx: ReadContext, distinct: Sql, where: Sql, order: Sql): Promise<Card[]> =>
  rows(
    ctx.db,
    sql`select ${distinct} ${columns(Card, 'c')} from card c join member m on m.id = c.member_id
    where ${where} and ${memberScope(ctx, 'm')} ${order}`,
  );

/** Cards by id; null for one that the viewer may not see. */
export const card: Batch<string, Card | null> = async (ctx, ids) =>
  inOrder(ids, await visibleCards(ctx, raw(''), sql`c.id = any(${ids}::uuid[])`, raw('')), ({ id }) => id);

/** The card of each member: the live one, else the last one applied for. */
export const cardOfMember: Batch<string, Card | null> = async (ctx, memberIds) => {
  const found = await visibleCards(
    ctx,
    raw('distinct on (c.member_id)'),
    sql`c.member_id = any(${memberIds}::uuid[])`,
    raw(`order by c.member_id, (c.status in ('APPLIED', 'ISSUED', 'ACTIVE', 'FROZEN')) desc, c.applied_at desc, c.id desc`),
  );
  return inOrder(memberIds, found, ({ memberId }) => memberId);
};

export interface CardBenefit {
  readonly code: string;
  readonly nameZh: string;
  readonly free: boolean;
  readonly discountBp: number | null;
}

/** What an active card gives on each of some days; public. */
export const cardBenefits: Batch<string, CardBenefit[]> = async ({ db }, days) => {
  const found = await rows<CardBenefit & { day: string }>(
    db,
    sql`
    select day.day::text as day, b.code, b.name_zh as "nameZh", b.free, b.discount_bp as "discountBp"
    from unnest(${days}::date[]) as day(day) join card_benefit b on day.day between b.valid_from and coalesce(b.valid_to, 'infinity')
    order by b.code`,
  );
  return days.map((day) => found.filter((benefit) => benefit.day === day));
};
