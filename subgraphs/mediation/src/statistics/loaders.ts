import { type Batch, civilDay, join, raw, rows, sql } from '@union-graph/subgraph';
import { BEFORE_AGREEMENT } from '../case/rules.ts';
import type { CountedStats } from './rules.ts';

/** What to count: by a district's code or an organisation's id, and a span of civil days. */
export interface StatsKey {
  readonly id: string;
  readonly from: string;
  readonly to: string;
}

type Counted = Omit<CountedStats, 'stationIds'>;

/**
 * Counts by the day on which each thing happened, all keys in one statement, each count by an index of its own. A case
 * whose time is over counts as failed from the next day on, whether or not that was written down.
 */
const countedBy =
  (column: 'district_code' | 'org_id', type: 'text' | 'uuid'): Batch<StatsKey, Counted> =>
  async ({ db, now }, keys) => {
    const own = raw(`c.${column} = asked.id`);
    const inSpan = raw('between asked.first and asked.last');
    const unsigned = sql`c.status = 'AGREED' and c.signed_at is null and c.sign_by_on < ${civilDay(now)}::date`;
    return rows<Counted>(
      db,
      sql`select
      (select count(*)::int from mediation_case c where ${own} and c.received_on ${inSpan} and c.ownership is not null) as received,
      (select count(*)::int from mediation_case c where ${own} and c.received_on ${inSpan} and c.is_collective) as collective,
      (select count(*)::int from mediation_case c where ${own} and civil_day(c.accepted_at) ${inSpan}) as accepted,
      (select count(*)::int from mediation_case c where ${own} and civil_day(c.agreed_at) ${inSpan}) -
      (select count(*)::int from mediation_case c where ${own} and ${unsigned} and civil_day(c.agreed_at) ${inSpan}) as agreed,
      (select count(*)::int from mediation_case c where ${own} and civil_day(c.failed_at) ${inSpan}) +
      (select count(*)::int from mediation_case c where ${own} and c.status in (${join(BEFORE_AGREEMENT)})
        and coalesce(c.extended_on, c.statutory_due_on) < ${civilDay(now)}::date
        and coalesce(c.extended_on, c.statutory_due_on) between asked.first - 1 and asked.last - 1) +
      (select count(*)::int from mediation_case c where ${own} and ${unsigned}
        and c.sign_by_on between asked.first - 1 and asked.last - 1) as failed,
      (select coalesce(sum(c.amount_fen), 0)::bigint from payment c where ${own} and c.paid_on ${inSpan}) as "recoveredFen",
      (select count(distinct c.case_id)::int from payment c where ${own} and c.paid_on ${inSpan}) as "payingCases"
    from unnest(${keys.map(({ id }) => id)}::${raw(type)}[], ${keys.map(({ from }) => from)}::date[], ${keys.map(({ to }) => to)}::date[])
      with ordinality as asked(id, first, last, at) order by asked.at`,
    );
  };

export const statsOfDistrict = countedBy('district_code', 'text');
export const statsOfOrg = countedBy('org_id', 'uuid');

/** Street stations without a mediation room, by district code. */
export const stationsWithoutRoom: Batch<string, string[]> = async ({ db }, codes) => {
  const found = await rows<{ code: string; id: string }>(
    db,
    sql`select s.district_code as code, s.service_point_id as id from street_station s
    where s.district_code = any(${codes}) and not exists (
      select from mediation_org o where o.service_point_id = s.service_point_id and o.status <> 'DISSOLVED')
    order by s.service_point_id`,
  );
  return codes.map((code) => found.filter((station) => station.code === code).map(({ id }) => id));
};
