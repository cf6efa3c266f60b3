import { civilDay, rows, sql, type Tx, updateRow } from '@union-graph/subgraph';
import { In } from 'typeorm';
import { AidApplication } from './AidApplication.ts';
import { AidCycle, type CycleStatus } from './AidCycle.ts';
import { isOpenOn, UNDECIDED } from './rules.ts';
import { getCycle } from './steps.ts';

interface Tally {
  readonly undecided: boolean;
  readonly paid: boolean;
  readonly unpaid: boolean;
}

/**
 * Has a cycle follow its applications (2.5.2): APPROVED with the last decision, PAYING from the first payment on, CLOSED with the last one,
 * which closes what was paid. An open cycle stays open.
 */
export async function settleCycle(tx: Tx, cycleId: string): Promise<void> {
  const { cycle } = await getCycle(tx, cycleId);
  if (isOpenOn(cycle, civilDay(tx.now))) return;
  const [tally] = await rows<Tally>(
    tx.db,
    sql`select coalesce(bool_or(a.status = any(${UNDECIDED as string[]})), false) as undecided,
        coalesce(bool_or(a.status in ('PAID', 'CLOSED')), false) as paid,
        coalesce(bool_or(a.status in ('APPROVED', 'PAYABLE')), false) as unpaid
      from aid_application a where a.cycle_id = ${cycleId}`,
  );
  const status = statusBy(tally as Tally);
  if (status !== cycle.status) await updateRow(tx.db, AidCycle, cycle, { status });
  if (status === 'CLOSED')
    await rows(
      tx.db,
      sql`with closed as (update aid_application set status = 'CLOSED', version = version + 1
        where cycle_id = ${cycleId} and status = 'PAID' returning id) select id from closed`,
    );
}

/** Whether an application in a cycle waits for a decision. */
export const isUndecided = ({ db }: Tx, cycleId: string): Promise<boolean> =>
  db.existsBy(AidApplication, { cycleId, status: In([...UNDECIDED]) });

function statusBy({ undecided, paid, unpaid }: Tally): CycleStatus {
  if (undecided) return 'FROZEN';
  if (!unpaid) return 'CLOSED';
  return paid ? 'PAYING' : 'APPROVED';
}
