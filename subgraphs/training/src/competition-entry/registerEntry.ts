import { civilDay, insertRow, newId, Refusal, refuseErased, refuseIf, type Tx } from '@union-graph/subgraph';
import { getEventOf } from '../competition/getCompetition.ts';
import { OUTSIDE_UNIONS, refuseDead } from '../member/place.ts';
import { actingPerson } from '../member/scope.ts';
import type { RegisterEntryInput } from '../schema.gen.ts';
import { CompetitionEntry } from './CompetitionEntry.ts';
import { entryPolicy } from './policy.ts';

/** Enters oneself for an event while registration is open. Once an event, by the index `competition_entry_once`. */
export async function registerEntry(tx: Tx, input: RegisterEntryInput): Promise<{ entry: CompetitionEntry }> {
  const memberId = actingPerson(tx.viewer);
  entryPolicy.authorise(tx.viewer, 'registerEntry', { memberId });
  await refuseErased(tx, [memberId]);
  await refuseDead(tx, [memberId]);
  const { competition, event } = await getEventOf(tx, input.eventId);
  const { status, registrationUntil } = competition;
  const today = civilDay(tx.now);
  refuseIf(status === 'ANNOUNCED', 'INVALID_TRANSITION', `Registration begins on ${competition.registrationFrom}.`, {
    field: 'eventId',
  });
  if (status !== 'REGISTRATION' || today > registrationUntil)
    throw new Refusal('DEADLINE_PASSED', `Registration ended on ${registrationUntil}.`, { field: 'eventId' });
  const entry = await insertRow(tx.db, CompetitionEntry, {
    id: newId(),
    eventId: event.id,
    memberId,
    status: 'REGISTERED' as const,
    preliminaryScore: null,
    finalScore: null,
    tieBreak: null,
    enteredAt: tx.now,
    scopePath: tx.viewer.unionPath ?? OUTSIDE_UNIONS,
    version: 1,
  });
  return { entry };
}
