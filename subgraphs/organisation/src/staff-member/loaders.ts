import { type Batch, civilDay, columns, grouped, inOrder, rows, sql } from '@union-graph/subgraph';
import { StaffAssignment } from './StaffAssignment.ts';
import { StaffMember } from './StaffMember.ts';
import { StaffTerm } from './StaffTerm.ts';
import { staffScope } from './scope.ts';

/** Staff by id; those not on public duty only for the staff above them. */
export const staffMember: Batch<string, StaffMember | null> = async ({ db, viewer }, ids) => {
  const found = await rows<StaffMember>(
    db,
    sql`select ${columns(StaffMember, 's')} from staff_member s
    where s.id = any(${ids}::uuid[]) and (s.on_public_duty or ${staffScope(viewer, 's')})`,
  );
  return inOrder(ids, found, ({ id }) => id);
};

/** The earlier terms of staff that the viewer has been given, the latest first. */
export const earlierTermsOfStaff: Batch<string, StaffTerm[]> = async ({ db }, ids) => {
  const found = await rows<StaffTerm>(
    db,
    sql`select ${columns(StaffTerm, 't')} from staff_term t where t.staff_member_id = any(${ids}::uuid[]) order by t.hired_at desc`,
  );
  return grouped(ids, found, ({ staffMemberId }) => staffMemberId);
};

export interface StaffContact {
  readonly workPhone: string | null;
  readonly workEmail: string | null;
}

/** How to reach members of the staff, for the members of the unions they serve today (亮身份, S-41) and the staff above them. */
export const staffContact: Batch<string, StaffContact | null> = async ({ db, viewer, now }, ids) => {
  const found = await rows<StaffContact & { id: string }>(
    db,
    sql`
    select s.id, s.work_phone as "workPhone", s.work_email as "workEmail" from staff_member s where s.id = any(${ids}::uuid[])
      and (${staffScope(viewer, 's')} or exists (select from member m where m.id = ${viewer.personId}::uuid and (m.union_id = s.union_id
        or exists (select from staff_assignment a where a.staff_member_id = s.id and a.union_id = m.union_id
          and ${civilDay(now)}::date between a.from_day and coalesce(a.to_day, 'infinity')))))`,
  );
  return inOrder(ids, found, ({ id }) => id);
};

/** Who is on duty at each service point on a civil day, by name. */
export const staffOfPoint: Batch<{ pointId: string; day: string }, StaffMember[]> = async ({ db }, keys) => {
  const found = await rows<StaffMember & { at: number }>(
    db,
    sql`
    select key.at::int as at, ${columns(StaffMember, 's')}
    from unnest(${keys.map(({ pointId }) => pointId)}::uuid[], ${keys.map(({ day }) => day)}::date[]) with ordinality as key(point_id, day, at)
    join staff_assignment a on a.service_point_id = key.point_id and key.day between a.from_day and coalesce(a.to_day, 'infinity')
    join staff_member s on s.id = a.staff_member_id and s.on_public_duty order by s.name_zh, s.id`,
  );
  const byPlace = grouped(
    keys.map((_, at) => at + 1),
    found,
    ({ at }) => at,
  );
  return byPlace.map((staff) => staff.map(({ at: _, ...person }) => person));
};

/** Where each serves, the latest first: all days for themselves and the staff above them, else today's of those on public duty. */
export const assignmentsOfStaff: Batch<{ staffId: string; day: string }, StaffAssignment[]> = async ({ db, viewer }, keys) => {
  const found = await rows<StaffAssignment & { at: number }>(
    db,
    sql`
    select key.at::int as at, ${columns(StaffAssignment, 'a')}
    from unnest(${keys.map(({ staffId }) => staffId)}::uuid[], ${keys.map(({ day }) => day)}::date[]) with ordinality as key(staff_id, day, at)
    join staff_member s on s.id = key.staff_id join staff_assignment a on a.staff_member_id = s.id
    where ${staffScope(viewer, 's')} or (s.on_public_duty and key.day between a.from_day and coalesce(a.to_day, 'infinity'))
    order by a.from_day desc, a.id`,
  );
  const byPlace = grouped(
    keys.map((_, at) => at + 1),
    found,
    ({ at }) => at,
  );
  return byPlace.map((held) => held.map(({ at: _, ...assignment }) => assignment));
};
