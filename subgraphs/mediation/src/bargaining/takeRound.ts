import { assertTransition, civilDay, forbidden, getForUpdate, isId, rows, sql, type Tx, updateRow } from '@union-graph/subgraph';
import { lockContractOfRound } from '../contract/lockContractOfRound.ts';
import { whoHasLeft } from '../mediator/hasLeft.ts';
import type { BargainingSide } from '../schema.gen.ts';
import { WageInstructor } from '../wage-instructor/WageInstructor.ts';
import { BargainingRound } from './BargainingRound.ts';
import { roundPolicy, type Speech } from './policy.ts';
import { RoundEmployer } from './RoundEmployer.ts';
import { RoundRep } from './RoundRep.ts';
import { assertRoundAllows, currentRoundStatus, ROUND_TRANSITIONS, type RoundVerb, type StoredStatus } from './rules.ts';
import { roundScope } from './scope.ts';

interface RoundInput {
  readonly roundId: string;
  readonly expectedVersion: number;
}

/** A round that is locked for a change, and who takes part in it. */
export interface TakenRound {
  readonly round: BargainingRound;
  readonly employers: readonly RoundEmployer[];
  readonly reps: readonly RoundRep[];
  readonly instructor: WageInstructor | null;
  /** Whether the instructor has left the staff or died. */
  readonly isInstructorGone: boolean;
}

/** Takes a round for a change: locked, visible, at the version that the client read. */
export async function lockRound(tx: Tx, { roundId, expectedVersion }: RoundInput): Promise<TakenRound> {
  const isVisible = await sees(tx, roundId);
  if (!isVisible) await refuseOutOfTerm(tx, roundId);
  const round = await getForUpdate(tx, BargainingRound, roundId, {
    what: 'round of bargaining',
    visible: () => isVisible,
    expectedVersion,
  });
  const { db } = tx;
  const instructor = round.instructorId === null ? null : await db.findOneByOrFail(WageInstructor, { id: round.instructorId });
  return {
    round,
    employers: await db.find(RoundEmployer, { where: { roundId }, order: { enterpriseId: 'asc' } }),
    reps: await db.find(RoundRep, { where: { roundId, isCurrent: true }, order: { side: 'asc', position: 'asc' } }),
    instructor,
    isInstructorGone: instructor !== null && (await whoHasLeft(tx, [instructor.personId])).has(instructor.personId),
  };
}

async function sees({ db, viewer, now }: Tx, roundId: string): Promise<boolean> {
  if (!isId(roundId)) return false;
  const found = await rows(
    db,
    sql`select from bargaining_round r where r.id = ${roundId}::uuid and ${roundScope({ viewer, now })}`,
  );
  return found.length > 0;
}

/** Throws `FORBIDDEN` for whoever guides a round and is out of term, to whom it is no news that there is one. */
async function refuseOutOfTerm({ db, viewer }: Tx, roundId: string): Promise<void> {
  if (!isId(roundId) || viewer.personId === null) return;
  const [own] = await rows<{ termTo: string }>(
    db,
    sql`select i.term_to as "termTo" from bargaining_round r join wage_instructor i on i.id = r.instructor_id
      where r.id = ${roundId}::uuid and i.person_id = ${viewer.personId}::uuid`,
  );
  if (own)
    throw forbidden(
      viewer,
      `You guided this round, and are no instructor any more; your term was until ${own.termTo}. The union sends another one.`,
      { kind: 'person', anyOf: ['instructor in a term'] },
    );
}

/** Refuses a verb that is not the viewer's, or not for the state in which the round is today. */
export async function authoriseRound(tx: Tx, verb: RoundVerb, taken: TakenRound, speech: Partial<Speech> = {}): Promise<void> {
  roundPolicy.authorise(tx.viewer, verb, { ...speechOf(tx, taken), ...speech });
  const contract = await lockContractOfRound(tx, taken.round.id);
  assertRoundAllows(verb, currentRoundStatus(taken.round, contract?.status ?? null, civilDay(tx.now)));
}

/** The person who guides a round today: an instructor whose term is over, who has left or died guides none, until another one is sent (S-54). */
export const guideOf = ({ now }: Pick<Tx, 'now'>, taken: Pick<TakenRound, 'instructor' | 'isInstructorGone'>): string | null => {
  const { instructor, isInstructorGone } = taken;
  return instructor !== null && !isInstructorGone && civilDay(now) <= instructor.termTo ? instructor.personId : null;
};

const speechOf = (tx: Tx, taken: TakenRound): Speech => ({
  workersSideId: taken.round.workersSideId,
  scopePath: taken.round.scopePath,
  side: 'WORKERS',
  employerIds: acceptedBy(taken.employers),
  instructorPersonId: guideOf(tx, taken),
  chiefPersonId: null,
  onPaper: false,
});

/** The employers that accepted; only they speak for their side, and only they are covered. */
export const acceptedBy = (employers: readonly RoundEmployer[]): string[] =>
  employers.filter(({ answer }) => answer === 'ACCEPTED').map(({ enterpriseId }) => enterpriseId);

/** The chief of a side; undefined while the side has named nobody. */
export const chiefOf = ({ reps }: TakenRound, side: BargainingSide): RoundRep | undefined =>
  reps.find((rep) => rep.side === side && rep.chief);

/** Writes a change of a round that stays where it is. */
export const changeRound = (tx: Tx, round: BargainingRound, changes: Partial<BargainingRound>): Promise<BargainingRound> =>
  updateRow(tx.db, BargainingRound, round, changes);

/** Moves a round to a state, with what changes along; a pause that is over by its day has ended before. */
export async function moveRound(
  tx: Tx,
  round: BargainingRound,
  status: StoredStatus,
  changes: Partial<BargainingRound> = {},
): Promise<BargainingRound> {
  const from = round.status === 'PAUSED' && status !== 'NEGOTIATING' ? 'NEGOTIATING' : round.status;
  assertTransition(ROUND_TRANSITIONS, 'round', from, status);
  return changeRound(tx, round, { resumeOn: null, ...changes, status });
}
