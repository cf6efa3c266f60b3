import { isId, rows, sql, type Tx } from '@union-graph/subgraph';
import { Evidence } from './Evidence.ts';
import { keyOf } from './rules.ts';

export const SWEEP_EVIDENCE = 'sweep_evidence';

/** An upload that began just before the end of its time may go on for so long. */
const AFTER_MS = 5 * 60_000;

/** Has a piece whose file never comes removed. */
export const scheduleSweep = (tx: Tx, { id, uploadUntil }: Evidence): Promise<void> =>
  tx.schedule(
    SWEEP_EVIDENCE,
    { evidenceId: id },
    { at: new Date(uploadUntil.getTime() + AFTER_MS), jobKey: `${SWEEP_EVIDENCE}:${id}` },
  );

/** The task `sweep_evidence`: removes a piece that is still awaited, and what was uploaded of it. */
export async function sweepEvidence(tx: Tx, { evidenceId }: Record<string, unknown>): Promise<void> {
  const id = String(evidenceId);
  const row = isId(id) ? await tx.db.findOne(Evidence, { where: { id }, lock: { mode: 'pessimistic_write' } }) : null;
  if (row?.status !== 'AWAITED') return;
  await tx.objects.remove(keyOf(row));
  await rows(tx.db, sql`delete from evidence where id = ${id}::uuid`);
}
