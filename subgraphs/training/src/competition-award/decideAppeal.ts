import {
  checkedText,
  columns,
  getForUpdate,
  isId,
  Refusal,
  refuseIf,
  rows,
  sql,
  type Tx,
  updateRow,
} from '@union-graph/subgraph';
import { In } from 'typeorm';
import { Competition } from '../competition/Competition.ts';
import { CompetitionEvent } from '../competition/CompetitionEvent.ts';
import { competitionPolicy } from '../competition/policy.ts';
import { lastDayOfAppeals, rankedOrRefused } from '../competition/publishResults.ts';
import { CompetitionEntry } from '../competition-entry/CompetitionEntry.ts';
import { checkedScores, writeFinal } from '../competition-entry/recordCompetitionScores.ts';
import { actingPerson, seesPerson } from '../member/scope.ts';
import type { DecideAppealInput, EntryScoreInput } from '../schema.gen.ts';
import { CompetitionAppeal } from './CompetitionAppeal.ts';

const LONGEST_DECISION = 1_000;

/**
 * Decides an appeal. One that is upheld corrects scores of its event, whose finalists are ranked anew; the days of appeal then begin
 * again, since others may be behind now. Who recorded the scores, and who appealed, do not decide.
 */
export async function decideAppeal(tx: Tx, input: DecideAppealInput): Promise<{ appeal: CompetitionAppeal }> {
  const competition = await lockCompetition(tx, input.appealId);
  const before = await getForUpdate(tx, CompetitionAppeal, input.appealId, {
    what: 'appeal',
    visible: (viewer, { memberId, scopePath }) => seesPerson(viewer, memberId ?? '', scopePath),
    expectedVersion: input.expectedVersion,
  });
  competitionPolicy.authorise(tx.viewer, 'decideAppeal', {});
  refuseIf(before.status !== 'OPEN', 'INVALID_TRANSITION', `The appeal is ${before.status}; that state is final.`, {
    field: 'status',
  });
  const decidedBy = actingPerson(tx.viewer);
  const event = await tx.db.findOneByOrFail(CompetitionEvent, { id: before.eventId });
  refuseIf(
    decidedBy === before.memberId || event.scoredBy.includes(decidedBy),
    'SEPARATION_OF_DUTIES',
    'Who appealed or recorded the scores does not decide. Ask a colleague.',
  );
  const decision = checkedText(input.decision, 'decision', LONGEST_DECISION, 2);
  const corrections = input.corrections ?? [];
  refuseIf(
    corrections.length > 0 !== input.upheld,
    'BAD_USER_INPUT',
    'An appeal that is upheld says which scores are corrected, and no other does.',
    { field: 'corrections' },
  );
  if (input.upheld && competition) {
    refuseIf(
      corrections.some(({ score }) => score == null),
      'BAD_USER_INPUT',
      'A correction has a score, 0 for who is disqualified.',
      { field: 'score' },
    );
    const checked = checkedScores(tx, corrections, 'FINAL');
    await checkCorrects(tx, checked);
    await writeFinal(tx, event.id, checked);
    await rankAnew(tx, event.id);
    await updateRow(tx.db, Competition, competition, { appealsUntil: await lastDayOfAppeals(tx) });
  }
  const status = input.upheld ? ('UPHELD' as const) : ('DISMISSED' as const);
  return { appeal: await updateRow(tx.db, CompetitionAppeal, before, { status, decision, decidedBy, decidedAt: tx.now }) };
}

/** A correction that leaves every score as it is corrects nothing, and begins no new days of appeal. */
async function checkCorrects({ db }: Tx, corrections: readonly EntryScoreInput[]): Promise<void> {
  const known = await db.findBy(CompetitionEntry, {
    id: In(corrections.map(({ entryId }) => entryId.toLowerCase()).filter(isId)),
  });
  const before = new Map(known.map((entry) => [entry.id, entry]));
  const isSame = ({ entryId, score, tieBreak }: EntryScoreInput): boolean => {
    const entry = before.get(entryId.toLowerCase());
    return entry !== undefined && entry.finalScore === score && entry.tieBreak === (tieBreak ?? null);
  };
  refuseIf(corrections.every(isSame), 'VALIDATION_FAILED', 'The corrections are the scores that there are. Dismiss the appeal.', {
    rule: 'SKL-INV-7',
    field: 'corrections',
  });
}

/** The competition is locked before its parts; null where there is no such appeal. */
async function lockCompetition({ db }: Tx, appealId: string): Promise<Competition | null> {
  const [found] = await rows<Competition>(
    db,
    sql`select ${columns(Competition, 'c')} from competition c join competition_event e on e.competition_id = c.id
      join competition_appeal a on a.event_id = e.id where a.id::text = lower(${appealId}) for update of c`,
  );
  return found ?? null;
}

/** Gives each award the rank that its entry now has; the ranks of an event are compared when the transaction ends. */
async function rankAnew({ db }: Tx, eventId: string): Promise<void> {
  const finalists = await rows<CompetitionEntry & { isRanked: boolean }>(
    db,
    sql`select ${columns(CompetitionEntry, 'n')}, exists (select from competition_award a where a.entry_id = n.id) as "isRanked"
      from competition_entry n where n.event_id = ${eventId} and n.status = 'QUALIFIED' and n.final_score is not null order by n.id`,
  );
  const absent = finalists.find(({ isRanked }) => !isRanked);
  if (absent) throw new Refusal('NOT_FOUND', `The results have no entry "${absent.id}".`, { field: 'entryId' });
  const order = rankedOrRefused(finalists).map(({ id }) => id);
  const update = sql`update competition_award a set rank = given.rank, version = a.version + 1
    from unnest(${order}::uuid[]) with ordinality as given(entry_id, rank) where a.entry_id = given.entry_id and a.rank <> given.rank`;
  await db.query(update.text, update.values);
}
