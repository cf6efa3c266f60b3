import { civilDay, getForUpdate, isId, refuseIf, survivorOf, type Tx, updateRow } from '@union-graph/subgraph';
import { getEventOf } from '../competition/getCompetition.ts';
import { seesPerson } from '../member/scope.ts';
import type { WithdrawEntryInput } from '../schema.gen.ts';
import { CompetitionEntry } from './CompetitionEntry.ts';
import { entryPolicy } from './policy.ts';

/** Steps back from an event while registration is open: on its last day at the latest, and before the preliminary round. */
export async function withdrawEntry(tx: Tx, input: WithdrawEntryInput): Promise<{ entry: CompetitionEntry }> {
  const known = isId(input.entryId) ? await tx.db.findOneBy(CompetitionEntry, { id: input.entryId }) : null;
  // A second entry in the event stayed with the record that was merged; it is the survivor's to take back (C-16).
  const ownerId = known?.memberId ? await survivorOf(tx.db, known.memberId) : null;
  const before = await getForUpdate(tx, CompetitionEntry, input.entryId, {
    what: 'entry',
    visible: (viewer, { scopePath }) => ownerId !== null && seesPerson(viewer, ownerId, scopePath),
    expectedVersion: input.expectedVersion,
  });
  entryPolicy.authorise(tx.viewer, 'withdrawEntry', { memberId: ownerId });
  const { competition } = await getEventOf(tx, before.eventId);
  refuseIf(
    before.status !== 'REGISTERED' || competition.status !== 'REGISTRATION',
    'INVALID_TRANSITION',
    `The entry is ${before.status}, the competition ${competition.status}. Entries are taken back while registration is open.`,
    { field: 'status' },
  );
  refuseIf(
    civilDay(tx.now) > competition.registrationUntil,
    'INVALID_TRANSITION',
    `Registration ended on ${competition.registrationUntil}. Entries are taken back while it is open.`,
    { field: 'entryId' },
  );
  return { entry: await updateRow(tx.db, CompetitionEntry, before, { status: 'WITHDRAWN' }) };
}
