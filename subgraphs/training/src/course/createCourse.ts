import { checkedName, checkedNumber, insertRow, isId, newId, notFound, Refusal, rows, sql, type Tx } from '@union-graph/subgraph';
import type { CreateCourseInput } from '../schema.gen.ts';
import { Course } from './Course.ts';
import { Institution } from './Institution.ts';
import { coursePolicy } from './policy.ts';

const MOST_HOURS = 2_000;
const MOST_CREDITS = 100;
const MOST_PREREQUISITES = 10;

/** Adds a course to the catalogue; who enrols later has passed the courses before it (S-57). */
export async function createCourse(tx: Tx, input: CreateCourseInput): Promise<{ course: Course }> {
  const { institutionId, module, kind, coversSafety } = input;
  const institution = isId(institutionId) ? await tx.db.findOneBy(Institution, { id: institutionId }) : null;
  if (!institution) throw notFound('institution', institutionId);
  coursePolicy.authorise(tx.viewer, 'createCourse', institution);
  const requiresIds = await checkedPrerequisites(tx, input.prerequisiteIds ?? []);
  const course = await insertRow(tx.db, Course, {
    id: newId(),
    nameZh: checkedName(input.nameZh, 'nameZh', 60, 2),
    moduleCode: module ?? null,
    institutionId: institution.id,
    kind,
    hours: checkedNumber(input.hours, 'hours', [1, MOST_HOURS]),
    credits: checkedNumber(input.credits, 'credits', [0, MOST_CREDITS]),
    coversSafety: coversSafety ?? false,
  });
  await rows(
    tx.db,
    sql`insert into course_prerequisite (course_id, requires_id) select ${course.id}, id from unnest(${requiresIds}::uuid[]) as required(id)`,
  );
  return { course };
}

/** Courses that exist already; so no course ever comes before itself. */
async function checkedPrerequisites({ db }: Tx, given: readonly string[]): Promise<string[]> {
  const field = 'prerequisiteIds';
  const ids = [...new Set(given.map((id) => id.toLowerCase()))];
  checkedNumber(ids.length, field, [0, MOST_PREREQUISITES]);
  const found = await rows<{ id: string }>(db, sql`select c.id from course c where c.id = any(${ids.filter(isId)}::uuid[])`);
  const missing = ids.find((id) => !found.some((one) => one.id === id));
  if (missing !== undefined) throw new Refusal('NOT_FOUND', `There is no course "${missing}".`, { field });
  return ids;
}
