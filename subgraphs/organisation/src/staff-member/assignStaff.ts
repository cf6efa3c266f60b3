import {
  addDays,
  civilDay,
  getForUpdate,
  insertRow,
  isId,
  newId,
  notFound,
  Refusal,
  refuseIf,
  type Tx,
  updateRow,
} from '@union-graph/subgraph';
import type { AssignStaffInput, EndAssignmentInput } from '../schema.gen.ts';
import { pointPath } from '../service-point/rules.ts';
import { ServicePoint } from '../service-point/ServicePoint.ts';
import { refuseBeforeFounding } from '../union/refusals.ts';
import { Union } from '../union/Union.ts';
import { getStaff } from './getStaff.ts';
import { staffPolicy } from './policy.ts';
import { maybeDedicated, ONE_YEAR } from './rules.ts';
import { StaffAssignment } from './StaffAssignment.ts';
import { StaffMember } from './StaffMember.ts';
import { seesStaff } from './scope.ts';

interface Place {
  readonly path: string;
  readonly point: ServicePoint | null;
  readonly union: Union | null;
}

/** The place of an assignment; `BAD_USER_INPUT` unless exactly one is named, `NOT_FOUND` for one that is none. */
async function findPlace(
  tx: Tx,
  { pointId, unionId }: { pointId?: string | null | undefined; unionId?: string | null | undefined },
): Promise<Place> {
  if ((pointId == null) === (unionId == null))
    throw new Refusal('BAD_USER_INPUT', 'Somebody is assigned to a service point or to a union: name one of the two.', {
      field: 'pointId',
    });
  if (pointId != null) {
    const point = isId(pointId) ? await tx.db.findOneBy(ServicePoint, { id: pointId }) : null;
    if (!point) throw notFound('service point', pointId);
    return { path: pointPath(point.districtCode), point, union: null };
  }
  // Held as it is, so that it does not end before somebody is placed there.
  const union = isId(unionId as string)
    ? await tx.db.findOne(Union, { where: { id: unionId as string }, lock: { mode: 'for_key_share' } })
    : null;
  if (!union) throw notFound('union', unionId as string);
  return { path: union.scopePath, point: null, union };
}

/** Assigns somebody to a point or a union (S-14, S-30). Whoever it is, is locked: their days never overlap. */
export async function assignStaff(tx: Tx, input: AssignStaffInput): Promise<{ assignment: StaffAssignment; staff: StaffMember }> {
  const place = await findPlace(tx, input);
  const staff = await getStaff(tx, input.staffId);
  staffPolicy.authorise(tx.viewer, 'assignStaff', {
    staffPath: staff.scopePath,
    employer: staff.employer,
    placePath: place.path,
  });
  const [from, to, dedicated] = [input.from ?? civilDay(tx.now), input.to ?? null, input.dedicated ?? false];
  refuseIf(staff.status === 'LEFT', 'VALIDATION_FAILED', 'This person is no longer with the union.', {
    rule: 'S-14',
    field: 'staffId',
  });
  refuseIf(from < staff.hiredAt, 'BAD_USER_INPUT', `This person begins on ${staff.hiredAt}.`, { field: 'from' });
  const latest = addDays(civilDay(tx.now), ONE_YEAR);
  refuseIf(from > latest, 'BAD_USER_INPUT', `The first day is within a year; got ${from}.`, { field: 'from' });
  if (place.union) refuseBeforeFounding(place.union, from, 'from');
  refuseIf(to !== null && to < from, 'BAD_USER_INPUT', 'The last day is not before the first.', { field: 'to' });
  refuseIf(
    place.union !== null && place.union.status !== 'ACTIVE',
    'VALIDATION_FAILED',
    `"${place.union?.nameZh}" is ${place.union?.status}; nobody is assigned to it.`,
    { field: 'unionId' },
  );
  refuseIf(
    dedicated && (place.union?.kind !== 'COMMUNITY_JOINT_UNION' || !maybeDedicated(staff.role)),
    'VALIDATION_FAILED',
    'Dedicated officers are those of joint unions: officers or social workers, assigned to the union.',
    { rule: 'S-30', field: 'dedicated' },
  );
  const assignment = await insertRow(tx.db, StaffAssignment, {
    id: newId(),
    staffMemberId: staff.id,
    servicePointId: place.point?.id ?? null,
    unionId: place.union?.id ?? null,
    from,
    to,
    dedicated,
    version: 1,
  });
  return { assignment, staff };
}

/** Ends an assignment with a day; gives it up where it has not begun and no day is told. One that has ended already stays as it is. */
export async function endAssignment(tx: Tx, input: EndAssignmentInput): Promise<{ assignment: StaffAssignment }> {
  const found = isId(input.assignmentId) ? await tx.db.findOneBy(StaffAssignment, { id: input.assignmentId }) : null;
  const staff =
    found && (await tx.db.findOne(StaffMember, { where: { id: found.staffMemberId }, lock: { mode: 'pessimistic_write' } }));
  if (!found || !staff || !seesStaff(tx.viewer, staff)) throw notFound('assignment', input.assignmentId);
  const assignment = await getForUpdate(tx, StaffAssignment, found.id, {
    what: 'assignment',
    visible: () => true,
    expectedVersion: input.expectedVersion,
  });
  const place = await findPlace(tx, { pointId: assignment.servicePointId, unionId: assignment.unionId });
  staffPolicy.authorise(tx.viewer, 'endAssignment', {
    staffPath: staff.scopePath,
    employer: staff.employer,
    placePath: place.path,
  });
  refuseIf(staff.status === 'LEFT', 'INVALID_TRANSITION', `This person left on ${staff.leftAt}, and so did the assignment end.`, {
    field: 'status',
  });
  const today = civilDay(tx.now);
  refuseIf(assignment.to !== null && assignment.to < today, 'INVALID_TRANSITION', `The assignment ended on ${assignment.to}.`, {
    field: 'status',
  });
  if (input.to == null && assignment.from > today) return { assignment: await giveUp(tx, assignment) };
  const to = input.to ?? today;
  refuseIf(
    to < assignment.from || to > addDays(today, ONE_YEAR),
    'BAD_USER_INPUT',
    'The last day is not before the first, and within a year. To give up an assignment that has not begun, leave the last day out.',
    { field: 'to' },
  );
  return { assignment: await updateRow(tx.db, StaffAssignment, assignment, { to }) };
}

/** Nobody served in it, so that nothing of it is kept but the record of the act. */
async function giveUp({ db }: Tx, assignment: StaffAssignment): Promise<StaffAssignment> {
  await db.delete(StaffAssignment, { id: assignment.id });
  return assignment;
}
