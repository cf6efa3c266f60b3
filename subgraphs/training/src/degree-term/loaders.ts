import { type Batch, columns, grouped, inOrder, type ReadContext, rows, type Sql, sql } from '@union-graph/subgraph';
import type { EntityManager } from 'typeorm';
import { DegreeTerm } from './DegreeTerm.ts';

/** The terms of applications that stand, in their order; who may see an application may see them. */
export const termsOfApplication: Batch<string, DegreeTerm[]> = ({ db }, applicationIds) =>
  termsWhere(db, applicationIds, sql`t.corrected_at is null`);

/** The terms of applications that a correction took the place of, in their order. */
export const correctedTermsOfApplication: Batch<string, DegreeTerm[]> = ({ db }, applicationIds) =>
  termsWhere(db, applicationIds, sql`t.corrected_at is not null`);

async function termsWhere(db: EntityManager, applicationIds: readonly string[], condition: Sql): Promise<DegreeTerm[][]> {
  const found = await rows<DegreeTerm>(
    db,
    sql`select ${columns(DegreeTerm, 't')} from degree_term t
    where t.application_id = any(${applicationIds as string[]}::uuid[]) and ${condition} order by t.term, t.attempt, t.recorded_at`,
  );
  return grouped(applicationIds, found, ({ applicationId }) => applicationId);
}

/**
 * Credits towards the diploma, by application: those of courses passed in closed terms, each course once, and those converted to the programme. A course
 * that was stored in the credit bank counts there alone.
 */
export const creditsOfApplication: Batch<string, number> = async (ctx, applicationIds) => {
  const found = await rows<{ id: string; credits: number }>(ctx.db, creditsOf(applicationIds));
  return inOrder(applicationIds, found, ({ id }) => id).map((row) => row?.credits ?? 0);
};

const creditsOf = (applicationIds: readonly string[]) => sql`
  select a.id, (coalesce(taught.credits, 0) + coalesce(converted.credits, 0))::int as credits from degree_application a
  left join lateral (
    select sum(c.credits) as credits from course c
    where c.id in (
      select s.course_id from degree_term t join degree_term_session d on d.term_id = t.id
      join course_session s on s.id = d.session_id
      join enrolment e on e.session_id = s.id and e.member_id = a.member_id and e.status = 'PASSED'
      where t.application_id = a.id and t.passed and t.corrected_at is null)
    and c.id not in (
      select s.course_id from credit_entry n join enrolment e on e.id = n.enrolment_id join course_session s on s.id = e.session_id
      where n.member_id = a.member_id and n.status <> 'VOIDED')) taught on true
  left join lateral (
    select sum(v.credits) as credits from credit_conversion v
    where v.member_id = a.member_id and v.programme_id = a.programme_id and v.status = 'COMMITTED') converted on true
  where a.id = any(${applicationIds}::uuid[])`;

/** The same for one, in an open transaction. */
export async function creditsNow({ db }: Pick<ReadContext, 'db'>, applicationId: string): Promise<number> {
  const [found] = await rows<{ credits: number }>(db, creditsOf([applicationId]));
  return found?.credits ?? 0;
}
