import { indicatorMeasured } from '@union-graph/events';
import { civilDay, lockByName, rows, sql, type Tx } from '@union-graph/subgraph';
import type { InnovationStudio } from './InnovationStudio.ts';

/** What the plan calls the number of studios of the city (S-06). */
const INDICATOR = 'IND-07';

/**
 * Tells the plan how many studios of the city are active, after one of them began or ceased to be: nothing else counts. Those who change
 * one at once count one after the other, so that the last one told is the whole number.
 */
export async function tellCount(tx: Tx, { level }: InnovationStudio): Promise<void> {
  if (level !== 'CITY') return;
  await lockByName(tx.db, INDICATOR);
  const { valueCount, version } = await countStudios(tx);
  await tx.publish(
    indicatorMeasured,
    { id: INDICATOR, version },
    { code: INDICATOR, scopePath: '/city/', period: civilDay(tx.now).slice(0, 7), valueCount },
  );
}

/** How many studios of the city are active; the version grows with every change of one. */
export async function countStudios({ db }: Pick<Tx, 'db'>): Promise<{ valueCount: number; version: number }> {
  const [counted] = await rows<{ valueCount: number; version: number }>(
    db,
    sql`select count(*) filter (where s.status = 'ACTIVE')::int as "valueCount", coalesce(sum(s.version), 0)::int as version
      from innovation_studio s where s.level = 'CITY'`,
  );
  return counted as { valueCount: number; version: number };
}
