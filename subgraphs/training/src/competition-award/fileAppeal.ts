import { checkedText, civilDay, insertRow, newId, Refusal, refuseIf, rows, sql, type Tx } from '@union-graph/subgraph';
import { getEventOf } from '../competition/getCompetition.ts';
import { refuseDead } from '../member/place.ts';
import { actingPerson } from '../member/scope.ts';
import type { FileAppealInput } from '../schema.gen.ts';
import { CompetitionAppeal } from './CompetitionAppeal.ts';

const LONGEST_GROUND = 1_000;

/** Appeals against the results of an event in which one took part, within the days of appeal (2.3.2). One open appeal an entry. */
export async function fileAppeal(tx: Tx, input: FileAppealInput): Promise<{ appeal: CompetitionAppeal }> {
  const memberId = actingPerson(tx.viewer);
  await refuseDead(tx, [memberId]);
  const { competition, event } = await getEventOf(tx, input.eventId);
  const ground = checkedText(input.ground, 'ground', LONGEST_GROUND, 2);
  const [entry] = await rows<{ id: string; scopePath: string }>(
    tx.db,
    sql`select n.id, n.scope_path as "scopePath" from competition_entry n
      where n.event_id = ${event.id} and n.member_id = ${memberId} and n.status <> 'WITHDRAWN'`,
  );
  if (!entry)
    throw new Refusal('NOT_FOUND', 'You did not take part in this event. Who took part may appeal.', { field: 'eventId' });
  const { status, appealsUntil } = competition;
  const isOver =
    status === 'APPEAL_CLOSED' || status === 'CERTIFIED' || (appealsUntil !== null && civilDay(tx.now) > appealsUntil);
  refuseIf(isOver, 'DEADLINE_PASSED', `Appeals could be filed until ${appealsUntil}.`, { field: 'eventId' });
  refuseIf(status !== 'RESULTS', 'INVALID_TRANSITION', `The competition is ${status}: there are no results yet.`, {
    field: 'eventId',
  });
  const appeal = await insertRow(tx.db, CompetitionAppeal, {
    id: newId(),
    eventId: event.id,
    entryId: entry.id,
    memberId,
    ground,
    status: 'OPEN' as const,
    filedAt: tx.now,
    decision: null,
    decidedBy: null,
    decidedAt: null,
    scopePath: entry.scopePath,
    version: 1,
  });
  return { appeal };
}
