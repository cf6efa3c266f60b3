import { newId } from '@union-graph/subgraph';
import { staff, testConformance } from '@union-graph/testing';
import { training } from './subgraph.ts';

testConformance(training, {
  seed: async ({ sql }) => {
    await sql(`insert into certificate (id, member_id, kind, level, occupation_code, cert_no, issued_by, issued_at, source, status, recorded_by, recorded_at, scope_path)
      select gen_random_uuid(), gen_random_uuid(), 'VOCATIONAL_QUALIFICATION', 2, case n % 2 when 0 then '6-05-02-01' else '6-04-01-01' end, 'BJ' || 100000 + n,
        'HRSS', date '2013-10-01' + n % 10, 'ASSESSMENT', 'RECORDED', gen_random_uuid(), '2013-10-12', '/city/110106/' from generate_series(1, 60) n`);
    await sql(`insert into subsidy_application (id, member_id, certificate_id, cert_no, level, issued_at, rule_code, rule_from, amount_fen, employer_id, employed_from, status, submitted_at, scope_path)
      select gen_random_uuid(), member_id, id, cert_no, level, issued_at, 'TECHNICIAN-2013', '2013-10-01', 100000, gen_random_uuid(), '2010-01-01', 'SUBMITTED', recorded_at, scope_path from certificate`);
    await sql(`insert into institution values (gen_random_uuid(), '职工大学', 'UNION_COLLEGE', '/city/')`);
    await sql(`insert into teacher select gen_random_uuid(), i.id, '张老师' || n from institution i, generate_series(1, 60) n`);
    await sql(
      `insert into course select gen_random_uuid(), '钳工' || n, 'GENERAL_ABILITY', i.id, 'SKILL', 40, 4 from institution i, generate_series(1, 60) n`,
    );
    await sql(`insert into course_session (id, course_id, teacher_id, status, starts_at, ends_at, capacity, enrolled_count, arrivals)
      select gen_random_uuid(), c.id, t.id, 'OPEN', '2013-11-02 01:00Z', '2013-11-02 09:00Z', 30, 1, 1 
      from (select id, row_number() over () n from course) c join (select id, row_number() over () n from teacher) t on t.n = c.n`);
    await sql(`insert into meeting select id, starts_at, ends_at from course_session`);
    await sql(`insert into enrolment (id, member_id, session_id, status, arrival, enrolled_at, scope_path)
      select gen_random_uuid(), c.member_id, s.id, 'CONFIRMED', 1, '2013-10-12', '/city/110106/'
      from (select id, row_number() over () n from course_session) s join (select member_id, row_number() over () n from certificate) c on c.n = s.n`);
  },
  offices: ['agency_delegate'],
  stays: [
    'member_place',
    'employment',
    'subsidy_application',
    'sponsorship_instalment',
    'degree_term',
    'attendance',
    'result_correction',
  ],
  viewer: staff(newId(), 'CITY_DEPT'),
  list: `query ($first: Int!) {
    subsidyApplications(first: $first) {
      totalCount
      nodes {
        amountFen status district { code skillsStats(period: { from: "2013-01-01", to: "2013-12-31" }) { enrolled certificates degreeSponsored staffCompliantBp } }
        certificate { certNo occupation { nameZh } }
        member {
          certificates { certNo occupation { nameZh } }
          enrolments(first: 5) { totalCount nodes { status waitlistPosition session {
            status place meetings { start } teacher { nameZh } course { nameZh module { nameZh courses(first: 2) { nodes { id } } } institution { nameZh } sessions { id } } } } }
        }
      }
    }
  }`,
  count: ({ subsidyApplications }) => subsidyApplications.nodes.length,
});
