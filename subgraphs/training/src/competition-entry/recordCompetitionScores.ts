import { checkedNumber, Refusal, refuseIf, rows, sql, type Tx, updateRow } from '@union-graph/subgraph';
import { CompetitionEvent } from '../competition/CompetitionEvent.ts';
import { getEventOf } from '../competition/getCompetition.ts';
import { competitionPolicy } from '../competition/policy.ts';
import { actingPerson } from '../member/scope.ts';
import { numbers } from '../rule/numbers.ts';
import type { EntryScoreInput, RecordCompetitionScoresInput } from '../schema.gen.ts';

const MOST_AT_ONCE = 500;

/**
 * Records what entrants of an event reached in the round that is on: in the preliminary round with who goes to the final, in the final
 * with the order among equals. What was recorded before is replaced. Nobody records a round in which they take part.
 */
export async function recordCompetitionScores(tx: Tx, input: RecordCompetitionScoresInput): Promise<{ event: CompetitionEvent }> {
  competitionPolicy.authorise(tx.viewer, 'recordCompetitionScores', {});
  const { competition, event } = await getEventOf(tx, input.eventId);
  refuseIf(
    event.version !== input.expectedVersion,
    'VERSION_CONFLICT',
    'The event was changed since you read it. Read it again.',
    {
      field: 'expectedVersion',
    },
  );
  const { status } = competition;
  if (status !== 'PRELIMINARY' && status !== 'FINAL')
    throw new Refusal('INVALID_TRANSITION', `The competition is ${status}; scores are recorded in PRELIMINARY and FINAL.`, {
      field: 'eventId',
    });
  const scores = checkedScores(tx, input.scores, status);
  const recorder = actingPerson(tx.viewer);
  const [own] = await rows(
    tx.db,
    sql`select from competition_entry n where n.event_id = ${event.id} and n.member_id = ${recorder} and n.status <> 'WITHDRAWN'`,
  );
  refuseIf(own !== undefined, 'CONFLICT_OF_INTEREST', 'You take part in this event. Ask a colleague to record its scores.');
  await (status === 'FINAL' ? writeFinal : writePreliminary)(tx, event.id, scores);
  const scoredBy = [...new Set([...event.scoredBy, recorder])];
  return { event: await updateRow(tx.db, CompetitionEvent, event, { scoredBy }) };
}

/** Scores as they can be meant, each entry once. */
export function checkedScores(
  tx: Tx,
  scores: readonly EntryScoreInput[],
  round: 'PRELIMINARY' | 'FINAL',
): readonly EntryScoreInput[] {
  checkedNumber(scores.length, 'scores', [1, MOST_AT_ONCE]);
  const ids = scores.map(({ entryId }) => entryId.toLowerCase());
  refuseIf(new Set(ids).size < ids.length, 'BAD_USER_INPUT', 'Each entry is named once.', { field: 'entryId' });
  const most = tx.number(numbers.COMPETITION_MAX_SCORE);
  for (const { score, tieBreak, advances } of scores) {
    if (score != null) checkedNumber(score, 'score', [0, most]);
    if (tieBreak != null) checkedNumber(tieBreak, 'tieBreak', [1, MOST_AT_ONCE]);
    const fits = round === 'PRELIMINARY' ? advances != null && tieBreak == null : advances == null;
    refuseIf(!fits, 'BAD_USER_INPUT', 'In the preliminary round say "advances" and no "tieBreak"; in the final no "advances".', {
      field: round === 'PRELIMINARY' ? 'advances' : 'tieBreak',
    });
    refuseIf(score == null && (advances === true || tieBreak != null), 'VALIDATION_FAILED', 'Who did not come has no place.', {
      field: 'score',
    });
  }
  return scores;
}

const writePreliminary = (tx: Tx, eventId: string, scores: readonly EntryScoreInput[]): Promise<void> =>
  write(
    tx,
    scores,
    sql`update competition_entry n set preliminary_score = given.score, version = n.version + 1,
        status = case when given.advances then 'QUALIFIED' else 'ELIMINATED' end
      from unnest(${scores.map(({ entryId }) => entryId)}::text[], ${scores.map(({ score }) => score ?? null)}::int[],
        ${scores.map(({ advances }) => advances ?? false)}::bool[]) as given(id, score, advances)
      where n.id::text = lower(given.id) and n.event_id = ${eventId} and n.status <> 'WITHDRAWN' returning n.id`,
  );

/** Writes scores of finalists; also what an appeal that was upheld corrects. */
export const writeFinal = (tx: Tx, eventId: string, scores: readonly EntryScoreInput[]): Promise<void> =>
  write(
    tx,
    scores,
    sql`update competition_entry n set final_score = given.score, tie_break = given.tie_break, version = n.version + 1
      from unnest(${scores.map(({ entryId }) => entryId)}::text[], ${scores.map(({ score }) => score ?? null)}::int[],
        ${scores.map(({ tieBreak }) => tieBreak ?? null)}::int[]) as given(id, score, tie_break)
      where n.id::text = lower(given.id) and n.event_id = ${eventId} and n.status = 'QUALIFIED' returning n.id`,
  );

/** `NOT_FOUND` for entries that are not of the round. */
async function write({ db }: Tx, scores: readonly EntryScoreInput[], update: ReturnType<typeof sql>): Promise<void> {
  const [written] = (await db.query(update.text, update.values)) as [{ id: string }[], number];
  const missing = scores.find(({ entryId }) => !written.some(({ id }) => id === entryId.toLowerCase()));
  if (missing) throw new Refusal('NOT_FOUND', `The round of this event has no entry "${missing.entryId}".`, { field: 'entryId' });
}
