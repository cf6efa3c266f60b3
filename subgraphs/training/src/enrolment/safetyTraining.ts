import { indicatorMeasured } from '@union-graph/events';
import { civilDay, raw, rows, sql, type Tx, underPaths } from '@union-graph/subgraph';
import type { CourseSession } from '../course/CourseSession.ts';
import type { Enrolment } from './Enrolment.ts';

/** What the plan calls the share of workers with training in safety and occupational health (S-06). */
const INDICATOR = 'IND-04';
const CITY = '/city/';

/**
 * Tells the plan how many workers passed a safety course that ended in the year, of all whom this service knows (IND-04's
 * part from training): for the city, and for the worker's district. Each worker counts once, whatever they passed.
 */
export async function tellSafetyTraining(tx: Tx, { scopePath }: Enrolment, { endsAt }: CourseSession): Promise<void> {
  const year = civilDay(endsAt).slice(0, 4);
  const district = /^\/city\/\d{6}\//.exec(scopePath)?.[0];
  // Those who pass at once are counted one after the other, so that the last count told has all of them.
  await tx.db.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [INDICATOR]);
  for (const part of district ? [CITY, district] : [CITY]) {
    const counts = await countTrained(tx, part, year);
    await tx.publish(
      indicatorMeasured,
      { id: `${INDICATOR} ${part} ${year}`, version: counts.numerator },
      { code: INDICATOR, scopePath: part, period: year, ...counts },
    );
  }
}

/** Of the workers of a part of the union tree those who passed a safety course that ended in the year, and how many are known. */
export async function countTrained(
  { db }: Pick<Tx, 'db'>,
  part: string,
  year: string,
): Promise<{ readonly numerator: number; readonly denominator: number }> {
  const [counts] = await rows<{ numerator: number; denominator: number }>(
    db,
    sql`with trained as (
      select distinct e.member_id from enrolment e
      join course_session s on s.id = e.session_id join course c on c.id = s.course_id and c.covers_safety
      where e.status = 'PASSED' and ${underPaths(raw('e.scope_path'), [part])}
        and s.ends_at >= (${`${year}-01-01`}::date::timestamp at time zone 'Asia/Shanghai')
        and s.ends_at < (${`${Number(year) + 1}-01-01`}::date::timestamp at time zone 'Asia/Shanghai'))
    select (select count(*) from trained)::int as numerator,
      ((select count(*) from member_place p where ${underPaths(raw('p.scope_path'), [part])})
        + (select count(*) from trained t where not exists (
          select from member_place p where p.member_id = t.member_id and ${underPaths(raw('p.scope_path'), [part])})))::int as denominator`,
  );
  return counts ?? { numerator: 0, denominator: 0 };
}
