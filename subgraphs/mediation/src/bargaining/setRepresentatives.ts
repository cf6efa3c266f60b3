import {
  checkedPersonName,
  checkMemberNames,
  checkMembers,
  insertRows,
  newId,
  refuseDead,
  refuseIf,
  requireIds,
  type Tx,
} from '@union-graph/subgraph';
import { checkedRef } from '../references.ts';
import { numbers } from '../rule/numbers.ts';
import type { BargainingSide, RepInput, SetRepresentativesInput } from '../schema.gen.ts';
import type { BargainingRound } from './BargainingRound.ts';
import { RoundRep } from './RoundRep.ts';
import { checkSide, onBothSides, otherSide } from './rules.ts';
import { authoriseRound, changeRound, lockRound, moveRound, type TakenRound } from './takeRound.ts';
import { refuseWorkersSide } from './workersSide.ts';

const MOST_REPRESENTATIVES = 50;

/** Names the representatives of a side (P14 arts. 19 to 24); when both sides have as many, they talk. */
export async function setRepresentatives(tx: Tx, input: SetRepresentativesInput): Promise<{ round: BargainingRound }> {
  const taken = await lockRound(tx, input);
  const { side } = input;
  await authoriseRound(tx, 'setRepresentatives', taken, { side, onPaper: Boolean(input.paperRef?.trim()) });
  const reps = checkedReps(tx, input.representatives);
  const others = taken.reps.filter((rep) => rep.side === otherSide(side));
  checkAgainst(taken, reps, others);
  if (side === 'EMPLOYER') await refuseWorkersSide(tx, taken.round, reps);
  await checkPersons(tx, side, reps);
  await tx.db.update(RoundRep, { roundId: taken.round.id, side, isCurrent: true }, { isCurrent: false });
  const paperRef = input.paperRef == null ? null : checkedRef(input.paperRef, 'paperRef');
  await insertRows(
    tx.db,
    RoundRep,
    reps.map(({ nameZh, personId = null, chief, outsider }, position) => ({
      id: newId(),
      roundId: taken.round.id,
      side,
      position,
      nameZh,
      personId,
      chief,
      outsider,
      paperRef,
      diedOn: null,
      isCurrent: true,
    })),
  );
  return { round: await goOn(tx, taken.round, others.length > 0) };
}

function checkedReps(tx: Tx, given: readonly RepInput[]): RepInput[] {
  refuseIf(given.length > MOST_REPRESENTATIVES, 'BAD_USER_INPUT', `A side has at most ${MOST_REPRESENTATIVES} representatives.`, {
    field: 'representatives',
  });
  for (const { personId } of given) requireIds({ personId });
  const reps = given.map((rep) => ({ ...rep, nameZh: checkedPersonName(rep.nameZh, 'nameZh') }));
  checkSide(reps, {
    least: tx.number(numbers.SIDE_LEAST_REPRESENTATIVES),
    outsiderTwelfths: tx.number(numbers.SIDE_OUTSIDERS_TWELFTHS),
  });
  return reps;
}

/**
 * Workers are represented by workers: who stands for them and is named by a record is on the register, by the name written here. Outsiders and
 * the employers' people are on no register, so that only a name that a register contradicts is refused, and only to who may read that record. Nobody of either
 * side has died: who names somebody by their id is told so.
 */
async function checkPersons(tx: Tx, side: BargainingSide, reps: readonly RepInput[]): Promise<void> {
  const workers = side === 'WORKERS' ? reps.filter(({ outsider }) => !outsider) : [];
  const workerIds = workers.map(({ personId }) => personId);
  await checkMembers(tx, workerIds, 'personId');
  const named = reps.flatMap(({ personId, nameZh }) => (personId == null ? [] : [{ memberId: personId, nameZh }]));
  await checkMemberNames(tx, named, 'nameZh');
  await refuseDead(
    tx,
    named.map(({ memberId }) => memberId),
    'personId',
  );
}

function checkAgainst({ instructor }: TakenRound, reps: readonly RepInput[], others: readonly RoundRep[]): void {
  const double = onBothSides(reps, others);
  refuseIf(
    double !== undefined,
    'VALIDATION_FAILED',
    `"${double?.nameZh}" represents the other side. Choose somebody else, or give the ids of two persons of one name.`,
    { rule: '2.2.3', field: 'representatives' },
  );
  refuseIf(
    others.length > 0 && others.length !== reps.length,
    'VALIDATION_FAILED',
    `The other side has ${others.length} representatives; both sides have as many. Got ${reps.length}.`,
    { rule: '2.2.3', field: 'representatives' },
  );
  refuseIf(
    instructor !== null && reps.some(({ personId }) => personId === instructor.personId),
    'CONFLICT_OF_INTEREST',
    'The instructor of a round represents no side of it.',
    { rule: 'S-54', field: 'representatives' },
  );
}

async function goOn(tx: Tx, round: BargainingRound, isComplete: boolean): Promise<BargainingRound> {
  if (round.status === 'REPLIED') return moveRound(tx, round, 'PREPARING');
  return round.status === 'PREPARING' && isComplete ? moveRound(tx, round, 'NEGOTIATING') : changeRound(tx, round, {});
}
