import { getForUpdate, refuseIf, type Tx, updateRow } from '@union-graph/subgraph';
import { getEventOf } from '../competition/getCompetition.ts';
import { seesPerson } from '../member/scope.ts';
import type { WithdrawEntryInput } from '../schema.gen.ts';
import { CompetitionEntry } from './CompetitionEntry.ts';
import { entryPolicy } from './policy.ts';

/** Steps back from an event before the preliminary round. */
export async function withdrawEntry(tx: Tx, input: WithdrawEntryInput): Promise<{ entry: CompetitionEntry }> {
  const before = await getForUpdate(tx, CompetitionEntry, input.entryId, {
    what: 'entry',
    visible: (viewer, { memberId, scopePath }) => memberId !== null && seesPerson(viewer, memberId, scopePath),
    expectedVersion: input.expectedVersion,
  });
  entryPolicy.authorise(tx.viewer, 'withdrawEntry', before);
  const { competition } = await getEventOf(tx, before.eventId);
  refuseIf(
    before.status !== 'REGISTERED' || competition.status !== 'REGISTRATION',
    'INVALID_TRANSITION',
    `The entry is ${before.status}, the competition ${competition.status}. Entries are taken back while registration is open.`,
    { field: 'status' },
  );
  return { entry: await updateRow(tx.db, CompetitionEntry, before, { status: 'WITHDRAWN' }) };
}
