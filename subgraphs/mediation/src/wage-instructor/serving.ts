import { hasRole, type Viewer } from '@union-graph/identity';
import { civilDay, type ReadContext, rows, type Sql, sql } from '@union-graph/subgraph';
import { leftStaff } from '../mediator/hasLeft.ts';

type Now = Pick<ReadContext, 'now'>;

/**
 * Whether the terms of a person as an instructor are all over or have yet to begin (S-54), as a condition in SQL. Somebody of whom no term was ever
 * written has the role by the word of their union alone.
 */
const isOutOfTerm = ({ now }: Now, person: Sql): Sql => sql`(exists (select from wage_instructor i where i.person_id = ${person})
  and not exists (select from wage_instructor i where i.person_id = ${person} and ${civilDay(now)}::date between i.appointed_on and i.term_to))`;

/**
 * A person, or null once they guide no more: who is out of term or has left the staff reads no more what they read as an instructor. An expression
 * in SQL.
 */
export const whileInstructing = (ctx: Now, person: Sql): Sql =>
  sql`(select ${person} where not ${isOutOfTerm(ctx, person)} and not exists (${leftStaff(person)}))`;

/**
 * A viewer without the role `WAGE_INSTRUCTOR` while they are out of term: a token tells of the role and not of the term (S-54). Everybody else stays as
 * they are, without a question to the database.
 */
export async function withInstructorTerm(viewer: Viewer, { db, now }: Pick<ReadContext, 'db' | 'now'>): Promise<Viewer> {
  const { personId, grants } = viewer;
  if (personId === null || !hasRole(viewer, 'WAGE_INSTRUCTOR')) return viewer;
  const [found] = await rows<{ isOut: boolean }>(db, sql`select ${isOutOfTerm({ now }, sql`${personId}::uuid`)} as "isOut"`);
  return found?.isOut ? { ...viewer, grants: grants.filter(({ role }) => role !== 'WAGE_INSTRUCTOR') } : viewer;
}
