import { rows, sql, type Tx } from '@union-graph/subgraph';
import { renewCoverage } from './renewCoverage.ts';

export const BEGIN_PLAN = 'begin_plan';
/** Cards of one transaction: few enough that a killed process loses little work. */
const CARDS_AT_ONCE = 200;

/**
 * On the first day of a plan: brings the cover of every card in line, some hundred at a time. Cards whose cover went on from the plan
 * before are under it already; this is for those that had none, since a gap lay between the plans.
 */
export async function beginPlan(tx: Tx, { after }: Record<string, unknown>): Promise<void> {
  const cards = await rows<{ id: string }>(
    tx.db,
    sql`select distinct card_id as id from card_event where ${(after as string | null) ?? null}::uuid is null or card_id > ${(after as string | null) ?? null}::uuid
      order by card_id limit ${CARDS_AT_ONCE}`,
  );
  for (const { id } of cards) await renewCoverage(tx, id);
  const last = cards.at(-1);
  if (last && cards.length === CARDS_AT_ONCE) await tx.schedule(BEGIN_PLAN, { after: last.id });
}
