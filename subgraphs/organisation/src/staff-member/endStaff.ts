import { addDays, assertTransition, civilDay, isId, refuseIf, rows, sql, type Tx, updateRow } from '@union-graph/subgraph';
import type { ConfirmStaffInput, EndStaffInput } from '../schema.gen.ts';
import { getStaff } from './getStaff.ts';
import { staffPolicy } from './policy.ts';
import { publishStaffListed } from './publishStaffListed.ts';
import { refuseOwn } from './refusals.ts';
import { STAFF_TRANSITIONS } from './rules.ts';
import { StaffMember } from './StaffMember.ts';

/** Ends a probation well (S-14). */
export async function confirmStaff(tx: Tx, input: ConfirmStaffInput): Promise<{ staff: StaffMember }> {
  const staff = await getStaff(tx, input.staffId, input.expectedVersion);
  staffPolicy.authorise(tx.viewer, 'confirmStaff', { staffPath: staff.scopePath, employer: staff.employer });
  refuseOwn(tx, staff.id, 'staffId');
  assertTransition(STAFF_TRANSITIONS, 'work', staff.status, 'ACTIVE');
  refuseIf(
    civilDay(tx.now) < staff.hiredAt,
    'VALIDATION_FAILED',
    `This person begins on ${staff.hiredAt}; a probation is confirmed once it has begun.`,
    { rule: 'S-14', field: 'staffId' },
  );
  return { staff: await updateRow(tx.db, StaffMember, staff, { status: 'ACTIVE' }) };
}

/**
 * Ends somebody's work: assignments end the same day, those that had not begun are given up, and no union has them as its chair any more. Contact points
 * are handed over before. A term that has not begun is given up.
 */
export async function endStaff(tx: Tx, input: EndStaffInput): Promise<{ staff: StaffMember }> {
  if (isId(input.staffId))
    // Unions are locked before their people, as by who moves one.
    await rows(tx.db, sql`select from trade_union u where u.chair_id = ${input.staffId} order by u.id for update`);
  const staff = await getStaff(tx, input.staffId, input.expectedVersion);
  staffPolicy.authorise(tx.viewer, 'endStaff', { staffPath: staff.scopePath, employer: staff.employer });
  refuseOwn(tx, staff.id, 'staffId');
  assertTransition(STAFF_TRANSITIONS, 'work', staff.status, 'LEFT');
  const leftAt = lastDayOf(staff, input.leftAt ?? null, civilDay(tx.now));
  await refuseLinked(tx, staff.id, leftAt);
  return { staff: await endWork(tx, staff, leftAt) };
}

/** The last day of a term that is ended today; of one that has not begun, the day before its first day. */
function lastDayOf({ hiredAt }: StaffMember, told: string | null, today: string): string {
  const field = 'leftAt';
  if (hiredAt > today) {
    const message = `This person begins on ${hiredAt}. To give that up, leave the last day out; got ${told}.`;
    refuseIf(told !== null, 'BAD_USER_INPUT', message, { field });
    return dayBefore(hiredAt);
  }
  const leftAt = told ?? today;
  const message = `The last day is from ${hiredAt} to today; got ${leftAt}.`;
  refuseIf(leftAt > today || leftAt < hiredAt, 'BAD_USER_INPUT', message, { field });
  return leftAt;
}

const dayBefore = (day: string): string => addDays(day, -1);

/**
 * Ends the work of a worker who has died, on the day of the death; gives it up where it was yet to begin. Contact points stay until another
 * cadre takes them over (ORG-INV-9). The worker's record is locked, and before it the unions that they chair.
 */
export async function endWorkOfDead(tx: Tx, id: string, diedOn: string): Promise<void> {
  const staff = await tx.db.findOne(StaffMember, { where: { id }, lock: { mode: 'pessimistic_write' } });
  if (staff && staff.status !== 'LEFT') await endWork(tx, staff, diedOn < staff.hiredAt ? dayBefore(staff.hiredAt) : diedOn);
}

/** The person is locked, so no assignment is added meanwhile. */
async function endWork(tx: Tx, staff: StaffMember, leftAt: string): Promise<StaffMember> {
  await tx.db.query('delete from staff_assignment where staff_member_id = $1 and from_day > $2::date', [staff.id, leftAt]);
  await tx.db.query(
    `update staff_assignment set to_day = $2::date, version = version + 1
     where staff_member_id = $1 and (to_day is null or to_day > $2::date)`,
    [staff.id, leftAt],
  );
  await tx.db.query('update trade_union set chair_id = null, version = version + 1 where chair_id = $1', [staff.id]);
  const left = await updateRow(tx.db, StaffMember, staff, { status: 'LEFT', leftAt });
  await publishStaffListed(tx, left);
  return left;
}

/** A cadre hands contact points over first, and was still there on the last day on which one was theirs. */
async function refuseLinked({ db }: Tx, cadreId: string, leftAt: string): Promise<void> {
  const [links] = await rows<{ open: boolean; last: string | null }>(
    db,
    sql`select coalesce(bool_or(l.ended_on is null), false) as open, max(l.ended_on)::text as last from cadre_link l where l.cadre_id = ${cadreId}`,
  );
  refuseIf(links?.open === true, 'VALIDATION_FAILED', 'This cadre has contact points. Let others take them over first.', {
    rule: 'ORG-INV-9',
    field: 'staffId',
  });
  const last = links?.last ?? null;
  const told = `This cadre had a contact point until ${last}, and did not leave before; got ${leftAt}.`;
  refuseIf(last !== null && leftAt < last, 'BAD_USER_INPUT', told, { field: 'leftAt' });
}
