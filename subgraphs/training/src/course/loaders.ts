import { type Batch, columns, grouped, inOrder, raw, rows, sql } from '@union-graph/subgraph';
import type { EntityTarget, ObjectLiteral } from 'typeorm';
import { Course } from './Course.ts';
import { CourseSession } from './CourseSession.ts';
import { Institution } from './Institution.ts';
import { Meeting } from './Meeting.ts';
import { Teacher } from './Teacher.ts';
import { TrainingModule } from './TrainingModule.ts';

/** The catalogue is public: rows by id, without a scope. */
const publicById =
  <Row extends { id: string }>(entity: EntityTarget<ObjectLiteral>, table: string): Batch<string, Row | null> =>
  async ({ db }, ids) =>
    inOrder(
      ids,
      await rows<Row>(db, sql`select ${columns(entity, 't')} from ${raw(table)} t where t.id = any(${ids}::uuid[])`),
      ({ id }) => id,
    );

export const course: Batch<string, Course | null> = publicById(Course, 'course');
export const courseSession: Batch<string, CourseSession | null> = publicById(CourseSession, 'course_session');
export const institution: Batch<string, Institution | null> = publicById(Institution, 'institution');
export const teacher: Batch<string, Teacher | null> = publicById(Teacher, 'teacher');

/** Modules by code. */
export const trainingModule: Batch<string, TrainingModule | null> = async ({ db }, codes) => {
  const found = await rows<TrainingModule>(
    db,
    sql`select ${columns(TrainingModule, 'm')} from training_module m where m.code = any(${codes})`,
  );
  return inOrder<string, TrainingModule>(codes, found, ({ code }) => code);
};

/** A course's sessions, the latest first. */
export const sessionsOfCourse: Batch<string, CourseSession[]> = async ({ db }, courseIds) => {
  const found = await rows<CourseSession>(
    db,
    sql`select ${columns(CourseSession, 's')} from course_session s
    where s.course_id = any(${courseIds}::uuid[]) order by s.starts_at desc, s.id desc`,
  );
  return grouped(courseIds, found, ({ courseId }) => courseId);
};

/** A session's meetings in order. */
export const meetingsOfSession: Batch<string, Meeting[]> = async ({ db }, sessionIds) => {
  const found = await rows<Meeting>(
    db,
    sql`select ${columns(Meeting, 'm')} from meeting m
    where m.session_id = any(${sessionIds}::uuid[]) order by m.starts_at`,
  );
  return grouped(sessionIds, found, ({ sessionId }) => sessionId);
};

/** The courses that come before a course, by name. */
export const prerequisitesOfCourse: Batch<string, (Course & { ofCourse: string })[]> = async ({ db }, courseIds) => {
  const found = await rows<Course & { ofCourse: string }>(
    db,
    sql`select ${columns(Course, 'c')}, p.course_id as "ofCourse" from course_prerequisite p join course c on c.id = p.requires_id
    where p.course_id = any(${courseIds}::uuid[]) order by c.name_zh, c.id`,
  );
  return grouped(courseIds, found, ({ ofCourse }) => ofCourse);
};
