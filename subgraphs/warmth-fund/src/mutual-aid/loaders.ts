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
import { cardsOf, coversInForce, theseCards } from './begunCovers.ts';
import { Coverage } from './Coverage.ts';
import { MutualAidPlan } from './MutualAidPlan.ts';
import { coverageScope, seesCoverage } from './scope.ts';

const isInForce = ({ status, from, to }: Coverage, today: string): boolean => status === 'ACTIVE' && from <= today && today <= to;

/** The last cover of each key that is written, one of today before all others; none that the viewer may not see. */
const writtenBy = ({ db, viewer, now }: ReadContext, key: Sql, keys: readonly string[]): Promise<Coverage[]> =>
  rows<Coverage>(
    db,
    sql`
    select distinct on (${key}) ${columns(Coverage, 'c')} from coverage c
    where ${key} = any(${keys}::uuid[]) and c.status <> 'VOID' and ${coverageScope(viewer)}
    order by ${key}, (c.status = 'ACTIVE' and ${civilDay(now)} between c.from_day and c.to_day) desc, c.from_day desc, c.opened_version desc, c.id`,
  );

interface Keyed {
  readonly key: Sql;
  readonly keyOf: (coverage: Coverage) => string;
  readonly cards: (keys: readonly string[]) => Sql;
}

/**
 * The cover of today of each key, whether or not a task has written it, or the last one; null where there is none or the viewer may not see it.
 */
const currentBy =
  ({ key, keyOf, cards }: Keyed): Batch<string, Coverage | null> =>
  async (ctx, keys) => {
    const written = await writtenBy(ctx, key, keys);
    const today = civilDay(ctx.now);
    const covered = new Set(written.filter((coverage) => isInForce(coverage, today)).map(keyOf));
    const others = keys.filter((each) => !covered.has(each));
    const begun = others.length === 0 ? [] : await coversInForce(ctx, cards(others));
    const seen = begun.filter((coverage) => seesCoverage(ctx.viewer, coverage));
    const found = new Map([...written, ...seen].map((coverage) => [keyOf(coverage), coverage]));
    return keys.map((each) => found.get(each) ?? null);
  };

export const coverageOfMember = currentBy({ key: raw('c.member_id'), keyOf: ({ memberId }) => memberId, cards: cardsOf });

export const coverageOfCard = currentBy({ key: raw('c.card_id'), keyOf: ({ cardId }) => cardId, cards: theseCards });

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
