import { indicatorCorrected } from '@union-graph/events';
import { civilDay, insertRow, newId, notFound, Refusal, refuseIf, type Tx } from '@union-graph/subgraph';
import { IndicatorMeasurement } from './IndicatorMeasurement.ts';
import { PlanIndicator } from './PlanIndicator.ts';
import { daysOfPeriod, rateBp } from './rules.ts';

/** What is to be written down, whoever measured it. */
export interface Measured {
  readonly indicatorCode: string;
  readonly scopePath: string;
  readonly period: string;
  readonly numerator?: number | null | undefined;
  readonly denominator?: number | null | undefined;
  readonly valueCount?: number | null | undefined;
  readonly source: string;
  readonly supersedes: string | null;
}

/**
 * Writes a measurement down (ORG-INV-6). `NOT_FOUND` for an unknown indicator, `BAD_USER_INPUT` for a period that is none
 * or to come and for numbers that do not fit the indicator's unit.
 */
export async function addMeasurement(tx: Tx, measured: Measured): Promise<IndicatorMeasurement> {
  const { indicatorCode, period } = measured;
  const indicator = await tx.db.findOneBy(PlanIndicator, { code: indicatorCode });
  if (!indicator) throw notFound('indicator', indicatorCode);
  const days = daysOfPeriod(period);
  if (!days)
    throw new Refusal('BAD_USER_INPUT', `"${period}" is no period. Write a year, quarter or month: 2013, 2013-Q3, 2013-09.`, {
      field: 'period',
    });
  refuseIf(days.from > civilDay(tx.now), 'BAD_USER_INPUT', `The period ${period} has not begun.`, { field: 'period' });
  const row = await insertRow(tx.db, IndicatorMeasurement, {
    id: newId(),
    indicatorCode,
    unit: indicator.unit,
    scope: measured.scopePath,
    period,
    periodEnd: days.to,
    ...fittingValue(indicator, measured),
    source: measured.source,
    measuredAt: tx.now,
    recordedById: tx.viewer.personId,
    supersedes: measured.supersedes,
  });
  if (row.supersedes) {
    await tx.publish(
      indicatorCorrected,
      { id: row.id, version: 1 },
      { code: indicatorCode, scopePath: row.scope, period, supersedes: row.supersedes },
    );
  }
  return row;
}

/** Five times as many as live in the city, and more than anything that the unions count. */
const MOST_COUNTED = 100_000_000;

type Value = Pick<IndicatorMeasurement, 'numerator' | 'denominator' | 'valueBp' | 'valueCount'>;

function fittingValue({ unit, code }: PlanIndicator, { numerator, denominator, valueCount }: Measured): Value {
  if (unit === 'RATE') {
    const fits = numerator != null && denominator != null && valueCount == null;
    refuseIf(!fits, 'BAD_USER_INPUT', `"${code}" is a rate: give "numerator" and "denominator".`, { field: 'numerator' });
    const [part, whole] = [numerator ?? 0, denominator ?? 0];
    refuseIf(
      part < 0 || whole < 1 || whole > MOST_COUNTED || part > whole,
      'BAD_USER_INPUT',
      `${part} of ${whole} is no share from 0 to 100 per cent.`,
      {
        rule: 'ORG-INV-6',
        field: 'numerator',
      },
    );
    return { numerator: part, denominator: whole, valueBp: rateBp(part, whole), valueCount: null };
  }
  const fits = valueCount != null && numerator == null && denominator == null;
  refuseIf(!fits, 'BAD_USER_INPUT', `"${code}" is counted: give "valueCount" alone.`, { field: 'valueCount' });
  const count = valueCount ?? 0;
  const most = unit === 'MILESTONE' ? 1 : MOST_COUNTED;
  refuseIf(count < 0 || count > most, 'BAD_USER_INPUT', `${count} is no value of "${code}".`, { field: 'valueCount' });
  return { numerator: null, denominator: null, valueBp: null, valueCount: count };
}
