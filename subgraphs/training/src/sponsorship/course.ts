import { assertTransition, rows, sql, type Tx, updateRow } from '@union-graph/subgraph';
import type { DegreeApplication } from '../degree-application/DegreeApplication.ts';
import { SPONSORSHIP_TRANSITIONS } from './rules.ts';
import { Sponsorship } from './Sponsorship.ts';

/** The sponsorship of an application, locked behind it. */
const lockOf = ({ db }: Tx, { id }: DegreeApplication): Promise<Sponsorship | null> =>
  db.findOne(Sponsorship, { where: { applicationId: id }, lock: { mode: 'pessimistic_write' } });

/** The student studies now: an approved sponsorship is paid from here on. One that is only proposed waits for its approval. */
export async function activateSponsorship(tx: Tx, application: DegreeApplication): Promise<void> {
  const sponsorship = await lockOf(tx, application);
  if (sponsorship?.status === 'APPROVED') await updateRow(tx.db, Sponsorship, sponsorship, { status: 'ACTIVE' });
}

/** The studies ended without a diploma: nothing more is paid (domain rule 2.3.2). What is with the fund stays there. */
export async function stopSponsorship(tx: Tx, application: DegreeApplication, stoppedBecause: string): Promise<void> {
  const sponsorship = await lockOf(tx, application);
  if (sponsorship?.status !== 'ACTIVE') return;
  await cancelPlanned(tx, sponsorship);
  await updateRow(tx.db, Sponsorship, sponsorship, { status: 'STOPPED', stoppedBecause });
}

/** The student has the diploma. */
export async function completeSponsorship(tx: Tx, application: DegreeApplication): Promise<void> {
  const sponsorship = await lockOf(tx, application);
  if (!sponsorship) return;
  if (sponsorship.status !== 'ACTIVE') return;
  assertTransition(SPONSORSHIP_TRANSITIONS, 'sponsorship', sponsorship.status, 'COMPLETED');
  await cancelPlanned(tx, sponsorship);
  await updateRow(tx.db, Sponsorship, sponsorship, { status: 'COMPLETED' });
}

const cancelPlanned = ({ db }: Tx, { id }: Sponsorship): Promise<unknown> =>
  rows(
    db,
    sql`update sponsorship_instalment set status = 'CANCELLED', version = version + 1 where sponsorship_id = ${id} and status = 'PLANNED'`,
  );
