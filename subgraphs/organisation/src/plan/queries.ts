import { addDays, civilDay, columns, empty, type ReadContext, Refusal, rows, sql, startOfDay } from '@union-graph/subgraph';
import type { Context } from '../context.ts';
import { numbers } from '../rule/numbers.ts';
import type { DocBundle, IndicatorValue, RightDimension, ScopeInput, WorkforceStat } from '../schema.gen.ts';
import type { Plan } from './Plan.ts';
import { PlanIndicator } from './PlanIndicator.ts';
import { PrincipleDocument } from './PrincipleDocument.ts';
import { gap, indicatorStatus } from './rules.ts';

/** The part of the tree that a scope names. */
export const scopePathOf = (scope: ScopeInput | null | undefined): string =>
  scope?.districtCode ? `/city/${scope.districtCode}/` : '/city/';

export const principleDocuments = ({ db }: ReadContext, bundle: DocBundle): Promise<PrincipleDocument[]> =>
  rows(db, sql`select ${columns(PrincipleDocument, 'd')} from principle_document d where d.bundle = ${bundle} order by d.seq`);

/** An indicator that was asked for as of a day: its `current` looks from there. */
export interface IndicatorAsOf extends PlanIndicator {
  readonly asOf: string;
}

/** The indicators of the plans that run on a day. */
export async function cityIndicators(
  ctx: ReadContext,
  asOf: string | null,
  dimension: RightDimension | null,
): Promise<IndicatorAsOf[]> {
  const on = checkedDay(ctx, asOf);
  const found = await rows<PlanIndicator>(
    ctx.db,
    sql`select ${columns(PlanIndicator, 'i')} from plan_indicator i join plan p on p.code = i.plan_code
    where ${Number(on.slice(0, 4))}::int between p.from_year and p.to_year ${dimension ? sql`and i.dimension = ${dimension}` : empty}
    order by i.plan_code, i.code`,
  );
  return found.map((indicator) => ({ ...indicator, asOf: on }));
}

/** Where an indicator stands at the end of a day (ORG-INV-6); `BAD_USER_INPUT` for a day to come. */
export async function currentValue(
  ctx: Context,
  indicator: PlanIndicator | IndicatorAsOf,
  scope: ScopeInput | null | undefined,
  asOf: string | null | undefined,
): Promise<IndicatorValue> {
  const on = checkedDay(ctx, asOf ?? ('asOf' in indicator ? indicator.asOf : null));
  const key = { code: indicator.code, scopePath: scopePathOf(scope), until: startOfDay(addDays(on, 1)) };
  const [plan, measured] = await Promise.all([
    ctx.loaders.plan.load(indicator.planCode),
    ctx.loaders.currentMeasurement.load(key),
  ]);
  return {
    valueBp: measured?.valueBp ?? null,
    valueCount: measured?.valueCount ?? null,
    gapBp: gap(indicator.targetBp, measured?.valueBp ?? null),
    gapCount: gap(indicator.targetCount, measured?.valueCount ?? null),
    status: indicatorStatus(indicator, measured, plan as Plan, on, ctx.number(numbers.TOLERANCE_BP, on)),
    period: measured?.period ?? null,
    measuredAt: measured?.measuredAt ?? null,
    sourceSubgraph: measured?.source ?? null,
  };
}

function checkedDay({ now }: ReadContext, asOf: string | null): string {
  const today = civilDay(now);
  if (asOf === null || asOf <= today) return asOf ?? today;
  throw new Refusal('BAD_USER_INPUT', `Nobody knows where an indicator will stand on ${asOf}.`, { field: 'asOf' });
}

export async function workforceStat({ db }: ReadContext, year: number): Promise<WorkforceStat | null> {
  const [found] = await rows<WorkforceStat>(
    db,
    sql`select w.year, w.workers, w.note from workforce_stat w where w.year = ${year}`,
  );
  return found ?? null;
}
