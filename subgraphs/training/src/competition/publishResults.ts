import {
  assertTransition,
  civilDay,
  columns,
  insertRows,
  lastDayOf,
  newId,
  Refusal,
  refuseIf,
  rows,
  sql,
  type Tx,
  updateRow,
} from '@union-graph/subgraph';
import { CompetitionAward } from '../competition-award/CompetitionAward.ts';
import { CompetitionEntry } from '../competition-entry/CompetitionEntry.ts';
import { actingPerson } from '../member/scope.ts';
import { numbers } from '../rule/numbers.ts';
import type { PublishResultsInput } from '../schema.gen.ts';
import { Competition } from './Competition.ts';
import { getCompetition } from './getCompetition.ts';
import { competitionPolicy } from './policy.ts';
import { COMPETITION_TRANSITIONS, type FinalScore, ranked } from './rules.ts';

/** Ranks the finalists of every event by their scores, and tells everybody; the days of appeal begin (SKL-INV-7). */
export async function publishResults(tx: Tx, input: PublishResultsInput): Promise<{ competition: Competition }> {
  const before = await getCompetition(tx, input.competitionId, input.expectedVersion);
  competitionPolicy.authorise(tx.viewer, 'publishResults', before);
  assertTransition(COMPETITION_TRANSITIONS, 'competition', before.status, 'RESULTS');
  const finalists = await rows<CompetitionEntry>(
    tx.db,
    sql`select ${columns(CompetitionEntry, 'n')} from competition_entry n join competition_event e on e.id = n.event_id
      where e.competition_id = ${before.id} and n.status = 'QUALIFIED' order by n.event_id, n.id`,
  );
  refuseIf(finalists.length === 0, 'VALIDATION_FAILED', 'Nobody took part: there are no results to publish.', {
    rule: 'SKL-INV-7',
  });
  const eventIds = [...new Set(finalists.map(({ eventId }) => eventId))];
  const orders = eventIds.map((id) => rankedOrRefused(finalists.filter(({ eventId }) => eventId === id)));
  await insertRows(
    tx.db,
    CompetitionAward,
    orders.flatMap((order) => order.map(awardOf)),
  );
  const competition = await updateRow(tx.db, Competition, before, {
    status: 'RESULTS',
    publishedAt: tx.now,
    publishedBy: actingPerson(tx.viewer),
    appealsUntil: await lastDayOfAppeals(tx),
  });
  return { competition };
}

/** The last day of the time for appeals that begins today (2.3.2). */
export const lastDayOfAppeals = (tx: Tx): Promise<string> =>
  lastDayOf(tx.db, civilDay(tx.now), { days: tx.number(numbers.APPEAL_DAYS) });

/** The finalists of one event who came, in the order of their ranks. `VALIDATION_FAILED` where two are equal or nobody came. */
export function rankedOrRefused<Entry extends Pick<CompetitionEntry, 'id' | 'finalScore' | 'tieBreak'>>(
  finalists: readonly Entry[],
): Entry[] {
  const came = finalists.filter((entry): entry is Entry & FinalScore => entry.finalScore !== null);
  const { order, tied } = ranked(came);
  if (tied)
    throw new Refusal(
      'VALIDATION_FAILED',
      `The entries "${tied[0].id}" and "${tied[1].id}" are equal. Break the tie by "recordCompetitionScores" with "tieBreak" first.`,
      { rule: 'SKL-INV-7', field: 'tieBreak' },
    );
  refuseIf(order.length === 0, 'VALIDATION_FAILED', 'An event has finalists without scores: record its final first.', {
    rule: 'SKL-INV-7',
  });
  return order;
}

const awardOf = ({ id: entryId, eventId, memberId, scopePath }: CompetitionEntry, at: number): CompetitionAward => ({
  id: newId(),
  eventId,
  entryId,
  memberId,
  rank: at + 1,
  certificateId: null,
  scopePath,
  version: 1,
});
