import { type Batch, columns, grouped, rows, sql } from '@union-graph/subgraph';
import { Attendance } from './Attendance.ts';

/** The marks of enrolments, in the order of their meetings; who may see an enrolment may see them. */
export const attendanceOfEnrolment: Batch<string, Attendance[]> = async ({ db }, enrolmentIds) => {
  const found = await rows<Attendance>(
    db,
    sql`select ${columns(Attendance, 'm')} from attendance m where m.enrolment_id = any(${enrolmentIds}::uuid[]) order by m.starts_at`,
  );
  return grouped(enrolmentIds, found, ({ enrolmentId }) => enrolmentId);
};
