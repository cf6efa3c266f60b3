import { type CloudEvent, columns, Refusal, rows, sql, type Tx } from '@union-graph/subgraph';
import { addMeasurement } from './addMeasurement.ts';
import { IndicatorMeasurement } from './IndicatorMeasurement.ts';

/**
 * Takes a value that another service measured (`<service>.indicator.measured`, J-11). It supersedes what is known for the
 * same period; an event that is older than that is ignored. Data: `code`, `scopePath`, `period`, and `numerator` with
 * `denominator`, or `valueCount`.
 */
export async function indicatorMeasured(tx: Tx, event: CloudEvent): Promise<void> {
  const { code, scopePath, period, ...value } = event.data;
  if (typeof code !== 'string' || typeof period !== 'string' || typeof scopePath !== 'string' || !isPart(scopePath))
    throw new Refusal(
      'BAD_USER_INPUT',
      'A measured indicator needs "code", "period" and the "scopePath" of the city or a district.',
    );
  // Two services never measure the same indicator; two events of one service are taken one after the other.
  await tx.db.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`${code} ${scopePath} ${period}`]);
  const [known] = await rows<IndicatorMeasurement>(
    tx.db,
    sql`select ${columns(IndicatorMeasurement, 'm')} from indicator_measurement m
    where m.indicator_code = ${code} and m.scope_path = ${scopePath} and m.period = ${period}
      and not exists (select from indicator_measurement later where later.supersedes_id = m.id)`,
  );
  if (known && known.measuredAt >= tx.now) return;
  await addMeasurement(tx, {
    indicatorCode: code,
    scopePath,
    period,
    numerator: whole(value.numerator),
    denominator: whole(value.denominator),
    valueCount: whole(value.valueCount),
    source: event.type.split('.')[0] as string,
    supersedes: known?.id ?? null,
  });
}

const isPart = (path: string): boolean => /^\/city\/(\d{6}\/)?$/.test(path);

const whole = (value: unknown): number | null => (Number.isSafeInteger(value) ? (value as number) : null);
