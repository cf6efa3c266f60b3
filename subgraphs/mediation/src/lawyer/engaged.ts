import { civilDay, refuseIf, rows, sql, type Tx } from '@union-graph/subgraph';
import { refuseGone } from '../mediator/hasLeft.ts';
import type { Lawyer } from './Lawyer.ts';

/** Throws for a lawyer who serves no more, who has left the staff or died, or whose firm is under no contract today, wherever (S-51). */
export async function refuseUnengaged(tx: Tx, lawyer: Lawyer, field: string): Promise<void> {
  const { firmId, leftOn, nameZh } = lawyer;
  const today = civilDay(tx.now);
  const running = await rows(
    tx.db,
    sql`select from service_contract c where c.firm_id = ${firmId}::uuid and ${today}::date between c.from_on and c.to_on limit 1`,
  );
  refuseIf(
    running.length === 0 || (leftOn !== null && leftOn < today),
    'VALIDATION_FAILED',
    `No contract of the firm of "${nameZh}" runs, or the lawyer does not serve any more. Choose another one.`,
    { rule: 'S-51', field },
  );
  await refuseGone(tx, [lawyer], { rule: 'S-51', field });
}
