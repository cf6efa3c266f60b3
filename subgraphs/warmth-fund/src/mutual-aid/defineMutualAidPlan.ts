import {
  addMonths,
  checkedName,
  checkedText,
  civilDay,
  insertRow,
  insertRows,
  lockByName,
  newId,
  refuseIf,
  startOfDay,
  type Tx,
} from '@union-graph/subgraph';
import { CITY_PATH } from '../fund/access.ts';
import { checkedAmount } from '../ledger/rules.ts';
import type { BenefitRuleInput, DefineMutualAidPlanInput } from '../schema.gen.ts';
import { BenefitRule } from './BenefitRule.ts';
import { BEGIN_PLAN } from './beginPlan.ts';
import { MutualAidPlan } from './MutualAidPlan.ts';
import { planPolicy } from './policy.ts';
import { checkedGrades } from './rules.ts';

/** Limits of safety: plans are one at a time and never change, so that a mistyped year would stand in the way of all that come after. */
const MONTHS_AHEAD = 60;
const MONTHS_OF_PLAN = 24;

/**
 * Defines the plan of a period to come, with what it pays (C-21). A plan that has begun never changes: what was covered stays so. On its
 * first day every active card comes under it.
 */
export async function defineMutualAidPlan(tx: Tx, input: DefineMutualAidPlanInput): Promise<{ plan: MutualAidPlan }> {
  planPolicy.authorise(tx.viewer, 'defineMutualAidPlan', { scopePath: CITY_PATH });
  const { periodFrom, periodTo, benefits } = input;
  refuseIf(periodFrom > periodTo, 'BAD_USER_INPUT', `The period ends on ${periodTo}, before it begins on ${periodFrom}.`, {
    field: 'periodTo',
  });
  refuseIf(periodFrom <= civilDay(tx.now), 'VALIDATION_FAILED', `A plan begins on a day to come; got ${periodFrom}.`, {
    rule: 'C-21',
    field: 'periodFrom',
  });
  refuseIf(
    periodFrom > addMonths(civilDay(tx.now), MONTHS_AHEAD) || periodTo > addMonths(periodFrom, MONTHS_OF_PLAN),
    'VALIDATION_FAILED',
    `A plan begins within ${MONTHS_AHEAD} months and lasts ${MONTHS_OF_PLAN} at the most; got ${periodFrom} to ${periodTo}.`,
    { rule: 'C-21', field: 'periodTo' },
  );
  const codes = benefits.map(({ code }) => code);
  refuseIf(
    codes.length === 0 || new Set(codes).size < codes.length,
    'BAD_USER_INPUT',
    'A plan pays for at least one event, and says once what it pays for each.',
    { field: 'benefits' },
  );
  await lockByName(tx.db, 'mutual aid plans');
  const plan = await insertRow(tx.db, MutualAidPlan, {
    id: newId(),
    code: checkedText(input.code, 'code', 40),
    nameZh: checkedName(input.nameZh, 'nameZh', 100),
    periodFrom,
    periodTo,
  });
  await insertRows(
    tx.db,
    BenefitRule,
    benefits.map((benefit) => checkedBenefit(plan.id, benefit)),
  );
  await tx.schedule(BEGIN_PLAN, { after: null }, { at: startOfDay(periodFrom), jobKey: `${BEGIN_PLAN}:${plan.id}` });
  return { plan };
}

function checkedBenefit(planId: string, { code, rateBp, capFen, byDisabilityGrade, documents }: BenefitRuleInput): BenefitRule {
  refuseIf(rateBp != null && (rateBp < 1 || rateBp > 10_000), 'BAD_USER_INPUT', `A rate is 1 to 10,000; got ${rateBp}.`, {
    field: 'rateBp',
  });
  const grades = checkedGrades(byDisabilityGrade ?? [], checkedAmount(capFen, 'capFen'));
  refuseIf(rateBp != null && grades.length > 0, 'BAD_USER_INPUT', 'A benefit goes by the loss or by grades, not by both.', {
    field: 'rateBp',
  });
  return { planId, code, rateBp: rateBp ?? null, capFen, byDisabilityGrade: grades, documents: [...new Set(documents ?? [])] };
}
