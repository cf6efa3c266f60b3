import { type Batch, columns, grouped, inOrder, rows, sql } from '@union-graph/subgraph';
import { IndicatorMeasurement } from './IndicatorMeasurement.ts';
import { Plan } from './Plan.ts';
import { PlanIndicator } from './PlanIndicator.ts';

/** Plans by code; public, as all of this noun. */
export const plan: Batch<string, Plan | null> = async ({ db }, codes) => {
  const found = await rows<Plan>(db, sql`select ${columns(Plan, 'p')} from plan p where p.code = any(${codes})`);
  return inOrder(codes, found, ({ code }) => code);
};

/** Indicators by code. */
export const planIndicator: Batch<string, PlanIndicator | null> = async ({ db }, codes) => {
  const found = await rows<PlanIndicator>(
    db,
    sql`select ${columns(PlanIndicator, 'i')} from plan_indicator i where i.code = any(${codes})`,
  );
  return inOrder(codes, found, ({ code }) => code);
};

/** The indicators of each plan, in its order. */
export const indicatorsOfPlan: Batch<string, PlanIndicator[]> = async ({ db }, codes) => {
  const found = await rows<PlanIndicator>(
    db,
    sql`select ${columns(PlanIndicator, 'i')} from plan_indicator i where i.plan_code = any(${codes}) order by i.code`,
  );
  return grouped(codes, found, ({ planCode }) => planCode);
};

interface Place {
  readonly code: string;
  readonly scopePath: string;
}

/** All values of an indicator for a part of the city, the latest period first, corrections before what they supersede. */
export const measurements: Batch<Place, IndicatorMeasurement[]> = async ({ db }, keys) => {
  const found = await rows<IndicatorMeasurement & { at: number }>(
    db,
    sql`select key.at::int as at, ${columns(IndicatorMeasurement, 'm')}
    from unnest(${keys.map(({ code }) => code)}::text[], ${keys.map(({ scopePath }) => scopePath)}::text[]) with ordinality as key(code, path, at)
    join indicator_measurement m on m.indicator_code = key.code and m.scope_path = key.path
    order by m.period_end desc, m.period, m.measured_at desc, m.id desc`,
  );
  return grouped(
    keys.map((_, at) => at + 1),
    found,
    ({ at }) => at,
  );
};

/** The value that counts for a part of the city at an instant: of the latest period measured until then, as corrected until then. */
export const currentMeasurement: Batch<Place & { until: Date }, IndicatorMeasurement | null> = async ({ db }, keys) => {
  const found = await rows<IndicatorMeasurement & { at: number }>(
    db,
    sql`select distinct on (key.at) key.at::int as at, ${columns(IndicatorMeasurement, 'm')}
    from unnest(${keys.map(({ code }) => code)}::text[], ${keys.map(({ scopePath }) => scopePath)}::text[],
      ${keys.map(({ until }) => until)}::timestamptz[]) with ordinality as key(code, path, until, at)
    join indicator_measurement m on m.indicator_code = key.code and m.scope_path = key.path and m.measured_at < key.until
    where not exists (select from indicator_measurement later where later.supersedes_id = m.id and later.measured_at < key.until)
    order by key.at, m.period_end desc, m.measured_at desc, m.id desc`,
  );
  return inOrder(
    keys.map((_, at) => at + 1),
    found,
    ({ at }) => at,
  );
};
