import type { Viewer } from '@union-graph/identity';
import type { Operation } from '../measureOperations.ts';
import { admin, city, DISTRICT, DISTRICT_PATH, PAGE, person, YEAR } from '../viewers.ts';

const STATS = `select
  (select count(*) from enrolment e where e.district_code = $1 and e.enrolled_at >= $2::date::timestamp at time zone 'Asia/Shanghai'
    and e.enrolled_at < ($3::date + 1)::timestamp at time zone 'Asia/Shanghai'
    and e.status in ('CONFIRMED', 'ATTENDING', 'PASSED', 'FAILED', 'NO_SHOW')) as enrolled,
  (select count(*) from certificate c where c.district_code = $1 and c.issued_at between $2 and $3 and c.status <> 'REVOKED') as certificates,
  (select count(distinct s.member_id) from sponsorship s where s.district_code = $1 and s.approved_at between $2 and $3) as sponsored,
  (select count(*) from staff_training_year y where y.district_code = $1 and y.year = ${YEAR}) as officers,
  (select count(*) from staff_training_year y where y.district_code = $1 and y.year = ${YEAR} and y.city_hours >= 16 and y.district_hours >= 40) as compliant`;

/** Training's part of a district centre's dashboard (J-10). */
const stats = (name: string, from: string, to: string): Operation => ({
  name,
  bounded: false,
  rounds: [
    {
      question: {
        viewer: admin,
        query: `query ($of: [_Any!]!, $period: PeriodInput!) { _entities(representations: $of) { ... on District {
          skillsStats(period: $period) { enrolled certificates degreeSponsored staffCompliantBp } } } }`,
        variables: { of: [{ __typename: 'District', code: DISTRICT }], period: { from, to } },
      },
      bare: [{ text: STATS, values: [DISTRICT, from, to] }],
    },
  ],
});

/** A page of officers with the fewest hours first, by hand. */
const COMPLIANCE = `select coalesce(y.staff_id, d.entry_id) as id, coalesce(y.city_hours, 0) as city, coalesce(y.district_hours, 0) as district
  from (select * from directory_entry where kind = 'STAFF' and detail = 'JOINT_UNION_OFFICER' and not has_ended) d
  full join (select * from staff_training_year where year = ${YEAR}) y on y.staff_id = d.entry_id
  where coalesce(y.scope_path, d.scope_path) ^@ $1
  order by coalesce(y.city_hours, 0) + coalesce(y.district_hours, 0), 1 limit ${PAGE + 1}`;

const compliance = (name: string, viewer: Viewer, path: string, filter: string): Operation => ({
  name,
  bounded: true,
  rounds: [
    {
      question: {
        viewer,
        query: `{ staffTrainingCompliance(${filter}year: ${YEAR}, first: ${PAGE}) {
          nodes { staff { id } cityHours districtHours compliant } pageInfo { hasNextPage endCursor } } }`,
      },
      bare: [{ text: COMPLIANCE, values: [path] }],
    },
  ],
});

const NEAR = `select c.id, c.name_zh, c.hours, c.credits, c.institution_id from course c
  join institution i on i.id = c.institution_id and i.scope_path ^@ $1 order by c.name_zh, c.id limit ${PAGE + 1}`;
const OF_COURSES = `select s.* from course_session s where s.course_id in (select n.id from (${NEAR}) n) order by s.starts_at desc, s.id desc`;
const MEETINGS = `select m.session_id, m.starts_at, m.ends_at from meeting m where m.session_id in (select s.id from (${OF_COURSES}) s) order by m.starts_at`;
const INSTITUTIONS = `select i.id, i.name_zh from institution i where i.id in (select n.institution_id from (${NEAR}) n)`;

/** What a worker looks for: courses near them, with who holds them and when they meet. */
const coursesNear = (): Operation => ({
  name: 'courses of a district, with sessions and meetings',
  bounded: true,
  rounds: [
    {
      question: {
        viewer: person('MEMBER', DISTRICT_PATH),
        query: `{ courses(districtCode: "${DISTRICT}", first: ${PAGE}) { nodes { nameZh hours credits institution { nameZh }
          sessions { status capacity enrolledCount meetings { start end } } } pageInfo { hasNextPage endCursor } } }`,
      },
      bare: [NEAR, INSTITUTIONS, OF_COURSES, MEETINGS].map((text) => ({ text, values: [DISTRICT_PATH] })),
    },
  ],
});

/** What districts, the city and workers ask of training every day. */
export const operations = (): Operation[] => [
  stats('skillsStats of a district, this year (J-10)', '2013-01-01', '2013-10-19'),
  stats('skillsStats of a district, all years', '2008-01-01', '2013-10-19'),
  compliance('staffTrainingCompliance of the city', city, '/city/', ''),
  compliance('staffTrainingCompliance of a district', admin, DISTRICT_PATH, `districtCode: "${DISTRICT}", `),
  coursesNear(),
];
