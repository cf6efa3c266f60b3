import { indicatorMeasured as measuredEvent } from '@union-graph/events';
import { columns, handle, lockByName, rows, sql } from '@union-graph/subgraph';
import { addMeasurement } from './addMeasurement.ts';
import { IndicatorMeasurement } from './IndicatorMeasurement.ts';

/**
 * Takes a value that another service measured (J-11). It supersedes what is known for the same period; an event that is older than that
 * changes nothing.
 */
export const indicatorMeasured = handle(measuredEvent, async (tx, { type, data }) => {
  const { code, scopePath, period, numerator, denominator, valueCount } = data;
  // Two services never measure the same indicator; two events of one service are taken one after the other.
  await lockByName(tx.db, `${code} ${scopePath} ${period}`);
  const [known] = await rows<IndicatorMeasurement>(
    tx.db,
    sql`select ${columns(IndicatorMeasurement, 'm')} from indicator_measurement m
    where m.indicator_code = ${code} and m.scope_path = ${scopePath} and m.period = ${period}
      and not exists (select from indicator_measurement later where later.supersedes_id = m.id)`,
  );
  // Events of one service come in their order: of two of one moment the second is the newer one.
  if (known && known.measuredAt > tx.now) return;
  await addMeasurement(tx, {
    indicatorCode: code,
    scopePath,
    period,
    numerator,
    denominator,
    valueCount,
    source: type.split('.')[0] as string,
    supersedes: known?.id ?? null,
  });
});
