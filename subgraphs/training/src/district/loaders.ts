import { addDays, type Batch, rows, sql, startOfDay } from '@union-graph/subgraph';
import { requiredHours } from '../staff-training/rules.ts';

/** A district and the days to count in, both included. */
export interface DistrictPeriod {
  readonly code: string;
  readonly from: string;
  readonly to: string;
}

export interface SkillsFigures {
  readonly enrolled: number;
  readonly certificates: number;
  readonly degreeSponsored: number;
  /** Officers on the district's list in the year in which the period ends. */
  readonly officers: number;
  /** Those of them who reached both hours. */
  readonly compliant: number;
}

/** Districts' figures, all in one statement; each count is read from an index that begins with the district. */
export const skillsStats: Batch<DistrictPeriod, SkillsFigures> = async ({ db, number }, keys) => {
  const starts = keys.map(({ from }) => startOfDay(from));
  const ends = keys.map(({ to }) => startOfDay(addDays(to, 1)));
  const required = keys.map(({ to }) => requiredHours(number, Number(to.slice(0, 4))));
  return rows<SkillsFigures>(
    db,
    sql`
    select enrolled.count as "enrolled", certificates.count as "certificates", sponsored.count as "degreeSponsored", staff.officers as "officers", staff.compliant as "compliant"
    from unnest(${keys.map(({ code }) => code)}::text[], ${keys.map(({ from }) => from)}::date[], ${keys.map(({ to }) => to)}::date[],
      ${starts}::timestamptz[], ${ends}::timestamptz[], ${required.map(({ city }) => city)}::int[], ${required.map(({ district }) => district)}::int[])
      with ordinality as p(code, first_day, last_day, starts_at, ends_at, city_hours, district_hours, at)
    cross join lateral (select count(*)::int from enrolment e
      where e.district_code = p.code and e.enrolled_at >= p.starts_at and e.enrolled_at < p.ends_at
        and e.status in ('CONFIRMED', 'ATTENDING', 'PASSED', 'FAILED', 'NO_SHOW')) as enrolled
    cross join lateral (select count(*)::int from certificate c
      where c.district_code = p.code and c.issued_at between p.first_day and p.last_day and c.status not in ('REVOKED', 'WITHDRAWN')) as certificates
    cross join lateral (select count(distinct s.member_id)::int as count from sponsorship s
      where s.district_code = p.code and s.approved_at between p.first_day and p.last_day) as sponsored
    cross join lateral (select count(*)::int as officers, (count(*) filter (
        where y.city_hours >= p.city_hours and y.district_hours >= p.district_hours))::int as compliant
      from staff_training_year y where y.district_code = p.code and y.year = extract(year from p.last_day)::int) as staff
    order by p.at`,
  );
};
