import { indicatorMeasured } from '@union-graph/events';
import { civilDay, lockByName, raw, rows, sql, type Tx, underPaths } from '@union-graph/subgraph';
import { WHOLE_CITY } from '../agency/policy.ts';
import type { CourseSession } from '../course/CourseSession.ts';
import type { Enrolment } from './Enrolment.ts';

/** What the plan calls the share of workers with training in safety and occupational health (S-06). */
const INDICATOR = 'IND-04';

/** The task that tells the plan of safety training in one year, for the city and a district. */
export const TELL_SAFETY_TRAINING = 'tell_safety_training';

/** Results that are told one after the other are counted together: the plan hears of them once in so long. */
const WAIT_MS = 2_000;

/**
 * Has the plan told of a worker who passed a safety course. A class is told result by result; counting all workers for each would
 * take longer the larger the city is.
 */
export async function countLater(tx: Tx, { scopePath }: Enrolment, { endsAt }: CourseSession): Promise<void> {
  const year = civilDay(endsAt).slice(0, 4);
  const district = /^\/city\/\d{6}\//.exec(scopePath)?.[0] ?? null;
  await tx.schedule(
    TELL_SAFETY_TRAINING,
    { district, year },
    { at: new Date(tx.now.getTime() + WAIT_MS), jobKey: `safety ${district ?? WHOLE_CITY} ${year}`, keepsRunAt: true },
  );
}

/**
 * The task `tell_safety_training`: tells the plan how many workers passed a safety course that ended in the year, of all whom this
 * service knows (IND-04's part from training), for the city and a district. Each worker counts once, whatever they passed.
 */
export async function tellSafetyTraining(tx: Tx, { district, year }: Record<string, unknown>): Promise<void> {
  // Those who count at once do it one after the other, so that the last count told has everybody.
  await lockByName(tx.db, INDICATOR);
  for (const part of district === null ? [WHOLE_CITY] : [WHOLE_CITY, String(district)]) {
    const counts = await countTrained(tx, part, String(year));
    await tx.publish(
      indicatorMeasured,
      { id: `${INDICATOR} ${part} ${year}`, version: counts.numerator },
      { code: INDICATOR, scopePath: part, period: String(year), ...counts },
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
