import {
  type Batch,
  civilDay,
  columns,
  grouped,
  inOrder,
  type ReadContext,
  raw,
  rows,
  type Sql,
  sql,
} from '@union-graph/subgraph';
import { BenefitRule } from './BenefitRule.ts';
import { Coverage } from './Coverage.ts';
import { MutualAidPlan } from './MutualAidPlan.ts';
import { coverageScope } from './scope.ts';

/** The cover of today of each key, or the last one; null where there is none or the viewer may not see it. */
const currentBy = async ({ db, viewer, now }: ReadContext, key: Sql, keys: readonly string[]): Promise<Coverage[]> => {
  const today = civilDay(now);
  return rows<Coverage>(
    db,
    sql`
    select distinct on (${key}) ${columns(Coverage, 'c')} from coverage c
    where ${key} = any(${keys}::uuid[]) and c.status <> 'VOID' and ${coverageScope(viewer)}
    order by ${key}, (c.status = 'ACTIVE' and ${today} between c.from_day and c.to_day) desc, c.from_day desc, c.opened_version desc, c.id`,
  );
};

export const coverageOfMember: Batch<string, Coverage | null> = async (ctx, memberIds) =>
  inOrder(memberIds, await currentBy(ctx, raw('c.member_id'), memberIds), ({ memberId }) => memberId);

export const coverageOfCard: Batch<string, Coverage | null> = async (ctx, cardIds) =>
  inOrder(cardIds, await currentBy(ctx, raw('c.card_id'), cardIds), ({ cardId }) => cardId);

export const mutualAidPlan: Batch<string, MutualAidPlan | null> = async ({ db }, ids) => {
  const found = await rows<MutualAidPlan>(
    db,
    sql`select ${columns(MutualAidPlan, 'p')} from mutual_aid_plan p
      where p.id = any(${ids}::uuid[])`,
  );
  return inOrder(ids, found, ({ id }) => id);
};

export const benefits: Batch<string, BenefitRule[]> = async ({ db }, planIds) => {
  const found = await rows<BenefitRule>(
    db,
    sql`
    select ${columns(BenefitRule, 'b')} from mutual_aid_benefit b where b.plan_id = any(${planIds}::uuid[]) order by b.code`,
  );
  return grouped(planIds, found, ({ planId }) => planId);
};
