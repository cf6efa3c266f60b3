import { sponsorshipInstalmentWithdrawn } from '@union-graph/events';
import { assertTransition, rows, sql, statesBefore, type Tx, updateRow } from '@union-graph/subgraph';
import { In } from 'typeorm';
import type { DegreeApplication } from '../degree-application/DegreeApplication.ts';
import { Instalment } from './Instalment.ts';
import { INSTALMENT_TRANSITIONS, SPONSORSHIP_TRANSITIONS } from './rules.ts';
import { Sponsorship } from './Sponsorship.ts';

/** The states in which an instalment is with the fund and not paid. */
const WITHDRAWABLE = statesBefore(INSTALMENT_TRANSITIONS, 'WITHDRAWN');

/** The sponsorship of an application, locked behind it. */
const lockOf = ({ db }: Tx, { id }: DegreeApplication): Promise<Sponsorship | null> =>
  db.findOne(Sponsorship, { where: { applicationId: id }, lock: { mode: 'pessimistic_write' } });

/** The student studies now: an approved sponsorship is paid from here on. One that is only proposed waits for its approval. */
export async function activateSponsorship(tx: Tx, application: DegreeApplication): Promise<void> {
  const sponsorship = await lockOf(tx, application);
  if (sponsorship?.status === 'APPROVED') await updateRow(tx.db, Sponsorship, sponsorship, { status: 'ACTIVE' });
}

/** The studies ended without a diploma: nothing more is paid (domain rule 2.3.2), neither what is planned nor what waits with the fund. */
export async function stopSponsorship(tx: Tx, application: DegreeApplication, stoppedBecause: string): Promise<void> {
  const sponsorship = await lockOf(tx, application);
  if (!sponsorship || !SPONSORSHIP_TRANSITIONS[sponsorship.status].includes('STOPPED')) return;
  await cancelPlanned(tx, sponsorship);
  const stopped = await updateRow(tx.db, Sponsorship, sponsorship, { status: 'STOPPED', stoppedBecause });
  await withdrawUnpaid(tx, stopped);
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

/** Tells the fund what it is not to pay any more. */
async function withdrawUnpaid(tx: Tx, { id, version, memberId, scopePath }: Sponsorship): Promise<void> {
  const unpaid = await tx.db.find(Instalment, {
    where: { sponsorshipId: id, status: In(WITHDRAWABLE) },
    order: { position: 'asc' },
    lock: { mode: 'pessimistic_write' },
  });
  for (const before of unpaid) {
    const { id: instalmentId, amountFen } = await updateRow(tx.db, Instalment, before, {
      status: 'WITHDRAWN',
      paymentFailure: null,
    });
    await tx.publish(
      sponsorshipInstalmentWithdrawn,
      { id, version },
      { instalmentId, memberId, amountFen: amountFen.toString(), scopePath },
    );
  }
}
