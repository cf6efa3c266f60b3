import { civilDay, isId, notFound, refuseIf, type Tx } from '@union-graph/subgraph';
import { District } from '../district/District.ts';
import type { RecordMeasurementInput } from '../schema.gen.ts';
import { addMeasurement } from './addMeasurement.ts';
import { IndicatorMeasurement } from './IndicatorMeasurement.ts';
import { Plan } from './Plan.ts';
import { PlanIndicator } from './PlanIndicator.ts';
import { planPolicy } from './policy.ts';
import { scopePathOf } from './queries.ts';
import { daysOfPeriod } from './rules.ts';

/** Records a value that the unions counted themselves, or corrects one (ORG-INV-6). */
export async function recordMeasurement(tx: Tx, input: RecordMeasurementInput): Promise<{ measurement: IndicatorMeasurement }> {
  const { indicatorCode, period, numerator, denominator, valueCount } = input;
  const scopePath = scopePathOf(input.scope);
  planPolicy.authorise(tx.viewer, 'recordMeasurement', { scopePath });
  const districtCode = input.scope?.districtCode ?? null;
  if (districtCode !== null && !(await tx.db.existsBy(District, { code: districtCode })))
    throw notFound('district', districtCode);
  const supersedes = input.supersedesId ?? null;
  if (supersedes !== null && !(isId(supersedes) && (await tx.db.existsBy(IndicatorMeasurement, { id: supersedes }))))
    throw notFound('measurement', supersedes);
  await refusePeriod(tx, indicatorCode, period);
  const source = 'organisation';
  const measured = { indicatorCode, scopePath, period, numerator, denominator, valueCount, source, supersedes };
  return { measurement: await addMeasurement(tx, measured) };
}

/** What is counted by hand is counted when its period is over, and not for years before the plan. */
async function refusePeriod({ db, now }: Tx, indicatorCode: string, period: string): Promise<void> {
  const days = daysOfPeriod(period);
  const indicator = await db.findOneBy(PlanIndicator, { code: indicatorCode });
  if (!days || !indicator) return;
  const { from: fromYear } = await db.findOneByOrFail(Plan, { code: indicator.planCode });
  refuseIf(days.from < `${fromYear}-01-01`, 'BAD_USER_INPUT', `The plan begins in ${fromYear}, and ${period} lies before.`, {
    field: 'period',
  });
  refuseIf(days.to >= civilDay(now), 'BAD_USER_INPUT', `The period ${period} is not over: its last day is ${days.to}.`, {
    field: 'period',
  });
}
