import { assertTransition, civilDay, refuseIf, rows, sql, type Tx, updateRow } from '@union-graph/subgraph';
import type { ConfirmStaffInput, EndStaffInput } from '../schema.gen.ts';
import { getStaff } from './getStaff.ts';
import { staffPolicy } from './policy.ts';
import { publishStaffListed } from './publishStaffListed.ts';
import { STAFF_TRANSITIONS } from './rules.ts';
import { StaffMember } from './StaffMember.ts';

/** Ends a probation well (S-14). */
export async function confirmStaff(tx: Tx, input: ConfirmStaffInput): Promise<{ staff: StaffMember }> {
  const staff = await getStaff(tx, input.staffId, input.expectedVersion);
  staffPolicy.authorise(tx.viewer, 'confirmStaff', { staffPath: staff.scopePath, employer: staff.employer });
  assertTransition(STAFF_TRANSITIONS, 'work', staff.status, 'ACTIVE');
  return { staff: await updateRow(tx.db, StaffMember, staff, { status: 'ACTIVE' }) };
}

/** Ends somebody's work: assignments end the same day, those that had not begun are void. Contact points are handed over before. */
export async function endStaff(tx: Tx, input: EndStaffInput): Promise<{ staff: StaffMember }> {
  const staff = await getStaff(tx, input.staffId, input.expectedVersion);
  staffPolicy.authorise(tx.viewer, 'endStaff', { staffPath: staff.scopePath, employer: staff.employer });
  assertTransition(STAFF_TRANSITIONS, 'work', staff.status, 'LEFT');
  const leftAt = input.leftAt ?? civilDay(tx.now);
  refuseIf(
    leftAt > civilDay(tx.now) || leftAt < staff.hiredAt,
    'BAD_USER_INPUT',
    `The last day is from ${staff.hiredAt} to today; got ${leftAt}.`,
    { field: 'leftAt' },
  );
  const [{ linked } = { linked: false }] = await rows<{ linked: boolean }>(
    tx.db,
    sql`select exists (select from cadre_link l where l.cadre_id = ${staff.id} and l.ended_on is null) as linked`,
  );
  refuseIf(linked, 'VALIDATION_FAILED', 'This cadre has contact points. Let others take them over first.', {
    rule: 'ORG-INV-9',
    field: 'staffId',
  });
  // The person is locked, so no assignment is added meanwhile; one that had not begun keeps its first day alone.
  await tx.db.query(
    `update staff_assignment set to_day = greatest(from_day, $2::date), version = version + 1
     where staff_member_id = $1 and (to_day is null or to_day > $2::date)`,
    [staff.id, leftAt],
  );
  const left = await updateRow(tx.db, StaffMember, staff, { status: 'LEFT', leftAt });
  await publishStaffListed(tx, left);
  return { staff: left };
}
