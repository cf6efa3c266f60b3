import { rows, sql, type Tx } from '@union-graph/subgraph';

/** The last day of a period of months that begins with a day: the next working day where that one is off (C-01). */
export async function lastDayOfMonths(tx: Tx, day: string, months: number): Promise<string> {
  const [row] = await rows<{ day: string }>(
    tx.db,
    sql`select rolled_day((${day}::date + make_interval(months => ${months}::int))::date)::text as day`,
  );
  return (row as { day: string }).day;
}
