import { staffTrained } from '@union-graph/events';
import {
  checkedNumber,
  civilDay,
  getWorkingStaff,
  insertRow,
  isId,
  newId,
  notFound,
  refuseIf,
  rows,
  sql,
  type Tx,
} from '@union-graph/subgraph';
import { Course } from '../course/Course.ts';
import { actingPerson } from '../member/scope.ts';
import type { RecordStaffTrainingInput } from '../schema.gen.ts';
import { seesTraining, staffTrainingPolicy } from './policy.ts';
import { firstRecordableDay, HOURS_OF_A_DAY } from './rules.ts';
import { StaffTrainingRecord } from './StaffTrainingRecord.ts';
import { hoursOf, TrainingCompliance } from './TrainingCompliance.ts';

/** Records an officer's hours of one day and adds them to the sums of that day's year (S-31, SKL-INV-9). */
export async function recordStaffTraining(tx: Tx, input: RecordStaffTrainingInput): Promise<{ record: StaffTrainingRecord }> {
  const { staffId, provider, hours, date } = input;
  if (!isId(staffId)) throw notFound('member of staff', staffId);
  const recordedBy = actingPerson(tx.viewer);
  staffTrainingPolicy.authorise(tx.viewer, provider, { staffId, scopePath: `/city/${input.districtCode}/` });
  checkedNumber(hours, 'hours', [1, HOURS_OF_A_DAY]);
  refuseIf(date > civilDay(tx.now), 'VALIDATION_FAILED', `"${date}" is in the future. Record training once it was attended.`, {
    field: 'date',
  });
  await getWorkingStaff(tx, [staffId], {
    field: 'staffId',
    within: `/city/${input.districtCode}/`,
    on: { day: date, field: 'date' },
  });
  const first = firstRecordableDay(civilDay(tx.now));
  refuseIf(date < first, 'VALIDATION_FAILED', `Training is recorded for days from ${first} on; got ${date}.`, {
    rule: 'S-31',
    field: 'date',
  });
  const courseId = await checkedCourse(tx, input.courseId ?? null);
  const year = await lockYear(tx, input, Number(date.slice(0, 4)));
  await refuseRepeated(tx, input, courseId);
  await checkDay(tx, input);
  const record = await insertRow(tx.db, StaffTrainingRecord, {
    id: newId(),
    staffId,
    provider,
    hours,
    date,
    courseId,
    recordedBy,
    recordedAt: tx.now,
  });
  await tx.db.increment(TrainingCompliance, { staffId, year: year.year }, hoursOf(provider), hours);
  const data = { staffId, provider, hours, year: year.year, scopePath: year.scopePath };
  await tx.publish(staffTrained, { id: record.id, version: 1 }, data);
  return { record };
}

async function checkedCourse({ db }: Tx, courseId: string | null): Promise<string | null> {
  if (courseId !== null && !(isId(courseId) && (await db.existsBy(Course, { id: courseId })))) throw notFound('course', courseId);
  return courseId;
}

/** The officer's year, made when this is its first record, and locked so that hours of one day are summed one by one. */
async function lockYear(
  { db, viewer }: Tx,
  { staffId, districtCode }: RecordStaffTrainingInput,
  year: number,
): Promise<TrainingCompliance> {
  await rows(
    db,
    sql`insert into staff_training_year (staff_id, year, scope_path) values (${staffId}, ${year}, ${`/city/${districtCode}/`})
    on conflict on constraint staff_training_year_pk do nothing`,
  );
  const known = await db.findOneOrFail(TrainingCompliance, { where: { staffId, year }, lock: { mode: 'pessimistic_write' } });
  // An officer whom another district has on its list is none of this viewer's.
  if (!seesTraining(viewer, known)) throw notFound('member of staff', staffId);
  return known;
}

/** Two records of one day that say the same are one training that was written down twice: its hours count once (S-31). */
async function refuseRepeated(
  { db }: Tx,
  { staffId, date, hours, provider }: RecordStaffTrainingInput,
  courseId: string | null,
): Promise<void> {
  const same = await rows(
    db,
    sql`select from staff_training_record r where r.staff_id = ${staffId} and r.date = ${date} and r.provider = ${provider}
      and r.hours = ${hours} and r.course_id is not distinct from ${courseId}::uuid
      and not exists (select from staff_training_void v where v.record_id = r.id) limit 1`,
  );
  refuseIf(
    same.length > 0,
    'DUPLICATE',
    `${hours} hours of this training on ${date} are recorded already. If there was another one, name its course, or record the hours of both together.`,
    { rule: 'S-31', field: 'date' },
  );
}

async function checkDay({ db }: Tx, { staffId, date, hours }: RecordStaffTrainingInput): Promise<void> {
  const [recorded] = await rows<{ hours: number }>(
    db,
    sql`select coalesce(sum(r.hours), 0)::int as hours from staff_training_record r where r.staff_id = ${staffId} and r.date = ${date}
      and not exists (select from staff_training_void v where v.record_id = r.id)`,
  );
  const sum = (recorded?.hours ?? 0) + hours;
  refuseIf(sum > HOURS_OF_A_DAY, 'BAD_USER_INPUT', `${date} would have ${sum} hours of training; a day has ${HOURS_OF_A_DAY}.`, {
    field: 'hours',
  });
}
