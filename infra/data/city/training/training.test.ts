import { training } from '@union-graph/training';
import { peopleOf } from '../members.ts';
import { PROFILES, type Profile } from '../profile.ts';
import { tryLoadedSet, withoutTriggers } from '../testing/loadedSet.ts';
import { degreeSeeds } from './degree.ts';
import { enrolmentCount, sessionSeeds } from './sessions.ts';
import { trainingSet } from './set.ts';
import { subsidySeeds } from './subsidies.ts';

const sample = PROFILES.sample as Profile;
const city = PROFILES.city as Profile;
const { checks } = trainingSet(sample);

describe('training in a city (6.3)', () => {
  const loaded = tryLoadedSet(training, () => trainingSet(sample), sample.jointMembers);

  /** Tables whose own triggers keep most faults away. */
  const GUARDED = [
    'course_session',
    'credit_conversion',
    'credit_entry',
    'degree_application',
    'sponsorship',
    'sponsorship_instalment',
  ];
  const ONE = (table: string, where = 'true') => `(select id from ${table} where ${where} order by id limit 1)`;

  test.each<[check: string, ...faults: string[]]>([
    [
      'SKL-INV-1: sessions with other counts',
      `update course_session set waitlist_count = waitlist_count + 1 where id = ${ONE('course_session')}`,
    ],
    [
      'SKL-INV-1: members who wait',
      `update enrolment set arrival = 0 where id = ${ONE('enrolment', `status = 'WAITLISTED'`)}`,
      `update enrolment set arrival = 100 where id = ${ONE('enrolment', `status = 'CONFIRMED' and session_id = (select session_id from enrolment where arrival = 0)`)}`,
      'update course_session s set arrivals = (select max(arrival) from enrolment e where e.session_id = s.id)',
    ],
    [
      '2.3.2: results before',
      `update course_session set ends_at = '2013-10-30', starts_at = '2013-10-29' where ends_at < '2013-10-01'`,
    ],
    [
      'attendance in meetings',
      `update enrolment set status = 'WAITLISTED', score = null where id = (select enrolment_id from attendance limit 1)`,
    ],
    ['enrolments after', `update enrolment set enrolled_at = '2014-01-01' where id = ${ONE('enrolment')}`],
    ['SKL-INV-2: conversions', `update credit_conversion set credits = credits + 1 where status = 'COMMITTED'`],
    [
      'SKL-INV-2: credits for courses',
      `update credit_entry set credits = credits + 1 where id = ${ONE('credit_entry', 'enrolment_id is not null')}`,
    ],
    [
      'SKL-INV-3: subsidies',
      `update certificate set status = 'VERIFIED' where id = (select certificate_id from subsidy_application limit 1)`,
    ],
    [
      'S-64: things that are paid',
      `delete from payout_part where source_id = ${ONE('sponsorship_instalment', `status = 'PAID'`)}`,
    ],
    [
      'SKL-INV-4: applicants',
      `update degree_application set education = 'PRIMARY' where id = ${ONE('degree_application', `status = 'ELIGIBLE'`)}`,
    ],
    ['SKL-INV-4: scores', `update score_line set line = line - 1 where year = 2011`],
    ['SKL-INV-5: meetings', `insert into calendar_day (day, working, name_zh) values ('2012-03-10', true, '调休')`],
    [
      'SKL-INV-5: terms',
      `update attendance set mark = 'EXCUSED' where mark = 'PRESENT' and enrolment_id = (select e.id from enrolment e join degree_term_session d on d.session_id = e.session_id limit 1)`,
    ],
    ['2.3.2: truants', `update degree_application set status = 'WITHDRAWN' where status = 'DISMISSED'`],
    ['SKL-INV-8: sponsorships', `update sponsorship set total_fen = total_fen + 1 where id = ${ONE('sponsorship')}`],
    [
      'SKL-INV-9: years',
      `update staff_training_record set provider = 'CITY' where id = ${ONE('staff_training_record', `provider = 'DISTRICT'`)}`,
    ],
    [
      'S-31: officers that',
      `update directory_entry set detail = 'HQ_CADRE' where entry_id = (select staff_id from staff_training_year limit 1)`,
    ],
    [
      'S-31: training of',
      `update directory_entry set begins_on = '2013-10-18' where entry_id = (select staff_id from staff_training_record limit 1)`,
    ],
    ['rows about members', `delete from member_place where member_id = (select member_id from sponsorship limit 1)`],
    ['rows about firms', `delete from directory_entry where entry_id = (select enterprise_id from innovation_studio limit 1)`],
    ['S-60: studios', `update innovation_studio set district_code = '110105' where district_code <> '110105'`],
    [
      'SKL-INV-7: ranks',
      `update competition_entry set final_score = 1 where id = (select entry_id from competition_award where rank = 1 limit 1)`,
    ],
    [
      'SKL-INV-7: champions',
      `update certificate set occupation_code = '4-03-01-01' where source = 'COMPETITION' and occupation_code <> '4-03-01-01'`,
    ],
    [
      'S-59: certificates',
      `delete from job_ready_signature where body = 'COMMERCE' and certificate_id = ${ONE('job_ready_certificate', `status = 'ISSUED'`)}`,
    ],
    [
      'S-37: vacancies below',
      `update job_vacancy set wage_from_fen = 139999, minimum_wage_fen = 100000 where id = ${ONE('job_vacancy')}`,
    ],
    [
      'S-37: vacancies below',
      `update job_vacancy set open_until = '2013-09-20' where id = (select vacancy_id from job_referral order by id limit 1)`,
    ],
    [
      'S-37: vacancies outside',
      `update job_vacancy set district_code = '110105' where id = ${ONE('job_vacancy', `district_code <> '110105'`)}`,
    ],
  ])('a fault breaks the check of %s', async (check, ...faults) => {
    const failed = await loaded.failedChecks([...withoutTriggers(GUARDED), ...faults], checks);
    expect(failed).toContainEqual(expect.stringMatching(`^${check}`));
  });
});

test('the city is as large as it is', () => {
  const people = peopleOf(city);
  const degrees = degreeSeeds(people);
  const subsidies = subsidySeeds(people);
  expect([degrees.length, degrees.filter(({ student }) => student !== null).length]).toEqual([2_300, 1_400]);
  expect(degrees.filter(({ student, examYear }) => student !== null && examYear === 2011)).toHaveLength(140);
  expect(new Set(degrees.map(({ worker }) => worker.memberId)).size).toBe(2_300);
  expect([subsidies.length, subsidies.reduce((fen, { amountFen }) => fen + amountFen, 0)]).toEqual([300, 40_000_000]);
  // One member in ten takes part in a course of the year.
  expect(enrolmentCount(city)).toBe(35_040);
  const sessions = sessionSeeds(people);
  expect(new Set(sessions.flatMap(({ members }) => members)).size).toBe(35_040);
});
