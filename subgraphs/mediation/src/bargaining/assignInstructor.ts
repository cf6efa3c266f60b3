import { civilDay, insertRow, isId, newId, notFound, refuseIf, rows, sql, type Tx } from '@union-graph/subgraph';
import { refuseGone } from '../mediator/hasLeft.ts';
import type { AssignInstructorInput } from '../schema.gen.ts';
import { InstructorAssignment } from '../wage-instructor/InstructorAssignment.ts';
import { WageInstructor } from '../wage-instructor/WageInstructor.ts';
import type { BargainingRound } from './BargainingRound.ts';
import { authoriseRound, changeRound, lockRound, type TakenRound } from './takeRound.ts';

/** Sends an instructor of the round's district to it, in place of the one before (S-54). A round of the industrial line is where its employers are. */
export async function assignInstructor(tx: Tx, input: AssignInstructorInput): Promise<{ round: BargainingRound }> {
  const taken = await lockRound(tx, input);
  await authoriseRound(tx, 'assignInstructor', taken);
  const { round } = taken;
  const { instructorId } = input;
  const instructor = isId(instructorId) ? await tx.db.findOneBy(WageInstructor, { id: instructorId }) : null;
  if (!instructor) throw notFound('instructor', instructorId);
  checkInstructor(tx, taken, instructor, await districtsOf(tx, taken));
  await refuseGone(tx, [instructor], { rule: 'S-54', field: 'instructorId' });
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

/** The district of a round, or those of its employers, as organisation tells of them. */
async function districtsOf({ db }: Tx, { round, employers }: TakenRound): Promise<string[]> {
  if (round.districtCode !== null) return [round.districtCode];
  const found = await rows<{ code: string }>(
    db,
    sql`select distinct p.district_code as code from employer_place p
      where p.enterprise_id = any(${employers.map(({ enterpriseId }) => enterpriseId)}::uuid[]) order by code`,
  );
  return found.map(({ code }) => code);
}

function checkInstructor(tx: Tx, { round, reps }: TakenRound, instructor: WageInstructor, districts: readonly string[]): void {
  const { districtCode, appointedOn, termTo, personId } = instructor;
  const today = civilDay(tx.now);
  refuseIf(
    !districts.includes(districtCode),
    'VALIDATION_FAILED',
    `The instructor works in ${districtCode}, and the round is in ${districts.join(', ')}. Choose one of its district.`,
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
