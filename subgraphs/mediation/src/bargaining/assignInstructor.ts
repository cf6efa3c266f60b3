import { civilDay, insertRow, isId, newId, notFound, refuseIf, type Tx } from '@union-graph/subgraph';
import type { AssignInstructorInput } from '../schema.gen.ts';
import { InstructorAssignment } from '../wage-instructor/InstructorAssignment.ts';
import { WageInstructor } from '../wage-instructor/WageInstructor.ts';
import type { BargainingRound } from './BargainingRound.ts';
import { authoriseRound, changeRound, lockRound, type TakenRound } from './takeRound.ts';

/** Sends an instructor of the round's district to it, in place of the one before (S-54). */
export async function assignInstructor(tx: Tx, input: AssignInstructorInput): Promise<{ round: BargainingRound }> {
  const taken = await lockRound(tx, input);
  await authoriseRound(tx, 'assignInstructor', taken);
  const { round } = taken;
  const { instructorId } = input;
  const instructor = isId(instructorId) ? await tx.db.findOneBy(WageInstructor, { id: instructorId }) : null;
  if (!instructor) throw notFound('instructor', instructorId);
  checkInstructor(tx, taken, instructor);
  const today = civilDay(tx.now);
  await tx.db
    .createQueryBuilder()
    .update(InstructorAssignment)
    .set({ endedOn: today })
    .where('round_id = :roundId and ended_on is null', { roundId: round.id })
    .execute();
  await insertRow(tx.db, InstructorAssignment, {
    id: newId(),
    instructorId: instructor.id,
    roundId: round.id,
    assignedOn: today,
    endedOn: null,
  });
  return { round: await changeRound(tx, round, { instructorId: instructor.id }) };
}

function checkInstructor(tx: Tx, { round, reps }: TakenRound, instructor: WageInstructor): void {
  const { districtCode, appointedOn, termTo, personId } = instructor;
  const today = civilDay(tx.now);
  refuseIf(
    round.districtCode !== null && districtCode !== round.districtCode,
    'VALIDATION_FAILED',
    `The instructor works in ${districtCode}, and the round is in ${round.districtCode}. Choose one of its district.`,
    { rule: 'S-54', field: 'instructorId' },
  );
  refuseIf(
    today < appointedOn || today > termTo,
    'VALIDATION_FAILED',
    `The instructor's term is from ${appointedOn} to ${termTo}.`,
    { rule: 'S-54', field: 'instructorId' },
  );
  refuseIf(
    reps.some((rep) => rep.personId === personId),
    'CONFLICT_OF_INTEREST',
    'The instructor represents a side of this round. Choose another one.',
    { rule: 'S-54', field: 'instructorId' },
  );
  refuseIf(round.instructorId === instructor.id, 'INVALID_TRANSITION', 'The instructor guides this round already.', {
    field: 'instructorId',
  });
}
