import {
  addDays,
  checkedEmail,
  checkedPersonName,
  civilDay,
  insertRow,
  lastDayOfTerm,
  newId,
  refuseIf,
  type Tx,
  updateRow,
} from '@union-graph/subgraph';
import { getMember } from '../member/getMember.ts';
import type { Member } from '../member/Member.ts';
import { refuseDead } from '../member/refusals.ts';
import { numbers } from '../rule/numbers.ts';
import type { HireStaffInput, StaffEmployer } from '../schema.gen.ts';
import { getUnion } from '../union/getUnion.ts';
import { refuseBeforeFounding } from '../union/refusals.ts';
import type { Union } from '../union/Union.ts';
import { staffPolicy } from './policy.ts';
import { publishStaffListed } from './publishStaffListed.ts';
import { refuseOwn } from './refusals.ts';
import { ONE_YEAR, worksAtCityFederation } from './rules.ts';
import { StaffMember } from './StaffMember.ts';

/** Takes a person on, on probation (S-14), also one who left before. Somebody with a worker's record keeps their one id. */
export async function hireStaff(tx: Tx, input: HireStaffInput): Promise<{ staff: StaffMember }> {
  const { role, employer, hiredAt } = input;
  const union = await getUnion(tx, input.unionId);
  staffPolicy.authorise(tx.viewer, 'hireStaff', { staffPath: union.scopePath, employer });
  refuseUnion(union, employer);
  const today = civilDay(tx.now);
  refuseIf(
    hiredAt < addDays(today, -ONE_YEAR) || hiredAt > addDays(today, ONE_YEAR),
    'BAD_USER_INPUT',
    `The first day is within a year of today; got ${hiredAt}.`,
    { field: 'hiredAt' },
  );
  refuseBeforeFounding(union, hiredAt, 'hiredAt');
  const probationUntil = input.probationUntil ?? lastDayOfTerm(hiredAt, tx.number(numbers.PROBATION_MONTHS));
  refuseIf(
    probationUntil <= hiredAt || probationUntil > addDays(hiredAt, ONE_YEAR),
    'BAD_USER_INPUT',
    `A probation ends after the first day and within a year; got ${probationUntil}.`,
    { field: 'probationUntil' },
  );
  const worker = input.memberId == null ? null : await getMember(tx, input.memberId);
  refuseOwn(tx, worker?.id, 'memberId');
  const nameZh = checkedPersonName(input.nameZh, 'nameZh');
  if (worker) refuseOtherPerson(worker, nameZh);
  const staff = await takeOn(tx, worker?.id ?? newId(), {
    nameZh,
    role,
    employer,
    hiredAt,
    status: 'PROBATION',
    probationUntil,
    leftAt: null,
    onPublicDuty: input.onPublicDuty ?? false,
    unionId: union.id,
    scopePath: union.scopePath,
    departmentId: null,
  });
  await tx.db.query('update staff_member set work_phone = $2, work_email = $3 where id = $1', [
    staff.id,
    input.workPhone ?? null,
    input.workEmail == null ? null : checkedEmail(input.workEmail, 'workEmail'),
  ]);
  await publishStaffListed(tx, staff);
  return { staff };
}

/** Makes the record of somebody new, or opens that of somebody who left: the database keeps the earlier term, and one record for each person. */
async function takeOn(tx: Tx, id: string, term: Omit<StaffMember, 'id' | 'version'>): Promise<StaffMember> {
  const former = await tx.db.findOne(StaffMember, { where: { id, status: 'LEFT' }, lock: { mode: 'pessimistic_write' } });
  return former ? updateRow(tx.db, StaffMember, former, term) : insertRow(tx.db, StaffMember, { id, ...term, version: 1 });
}

function refuseUnion({ status, kind, nameZh }: Union, employer: StaffEmployer): void {
  const field = 'unionId';
  refuseIf(status !== 'ACTIVE', 'VALIDATION_FAILED', `"${nameZh}" is ${status} and takes nobody on.`, { field });
  refuseIf(
    worksAtCityFederation(employer) && kind !== 'CITY_FEDERATION',
    'VALIDATION_FAILED',
    'Who works for the headquarters or for the foundation is on the staff of the city federation.',
    { rule: 'S-18', field },
  );
}

/** Who is taken on is the person of the record that is named. */
function refuseOtherPerson(worker: Member, nameZh: string): void {
  refuseDead(worker, 'memberId');
  refuseIf(
    worker.nameZh !== nameZh,
    'VALIDATION_FAILED',
    'The worker’s record that is named has another name. Name the right record, or have the name corrected with "correctMember" first.',
    { rule: 'S-14', field: 'nameZh' },
  );
}
