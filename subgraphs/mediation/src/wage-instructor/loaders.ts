import { type Batch, columns, grouped, inOrder, rows, sql } from '@union-graph/subgraph';
import { roundScope } from '../bargaining/scope.ts';
import { InstructorAssignment } from './InstructorAssignment.ts';
import { WageInstructor } from './WageInstructor.ts';

/** Instructors by id; their names are public. */
export const wageInstructor: Batch<string, WageInstructor | null> = async ({ db }, ids) => {
  const found = await rows<WageInstructor>(
    db,
    sql`select ${columns(WageInstructor, 'i')} from wage_instructor i where i.id = any(${ids}::uuid[])`,
  );
  return inOrder(ids, found, ({ id }) => id);
};

/** The rounds that each instructor guides or guided, of those that the viewer may see, the latest first. */
export const assignmentsOfInstructor: Batch<string, InstructorAssignment[]> = async ({ db, viewer, now }, ids) => {
  const found = await rows<InstructorAssignment>(
    db,
    sql`select ${columns(InstructorAssignment, 'a')} from instructor_assignment a join bargaining_round r on r.id = a.round_id
    where a.instructor_id = any(${ids}::uuid[]) and ${roundScope({ viewer, now })} order by a.assigned_on desc, a.id desc`,
  );
  return grouped(ids, found, ({ instructorId }) => instructorId);
};
