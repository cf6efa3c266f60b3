import { STUDIOS } from '../../demo/organisation-plan.ts';
import type { Check } from '../../parts.ts';
import { staffCount } from '../directory.ts';
import { firmCount } from '../enterprises.ts';
import type { Profile } from '../profile.ts';
import { competitionCounts } from './competitions.ts';
import type { DegreeSeed } from './degree.ts';
import { domesticCounts } from './domestic.ts';
import type { EnrolmentSeed } from './enrolments.ts';
import { INVARIANTS } from './invariants.ts';
import { jobCounts } from './jobs.ts';
import { missingCount } from './officers.ts';
import { enrolmentCount, sessionCount } from './sessions.ts';
import { otherCertificateCount, type SubsidySeed } from './subsidies.ts';

const rows = (table: string, expected: number, where = 'true'): Check => ({
  name: where === 'true' ? `rows of "${table}"` : `rows of "${table}" where ${where}`,
  sql: `select count(*) from ${table} where ${where}`,
  expected,
});
const none = (name: string, sql: string): Check => ({ name, sql: `select count(*) from (${sql}) as broken`, expected: 0 });
const sum = (what: string, of: string, expected: number): Check => ({
  name: `sum of ${what} of ${of}`,
  sql: `select coalesce(sum(${what}), 0) from ${of}`,
  expected,
});

interface Loaded {
  readonly subsidies: readonly SubsidySeed[];
  readonly degrees: readonly DegreeSeed[];
  readonly enrolments: readonly EnrolmentSeed[];
}

const CITY_HOURS = 16;
const DISTRICT_HOURS = 40;
const TUITION_FEN = 600_000;

/** Every count and sum of domain rule 6.3 about training, and its invariants over all rows. */
export function trainingChecks(profile: Profile, { subsidies, degrees, enrolments }: Loaded): Check[] {
  const { jointMembers, jointUnions, degreeApplications, sponsored, firstClass } = profile;
  const statuses = [...new Set(enrolments.map(({ status }) => status))];
  return [
    rows('member_place', jointMembers),
    rows('employment', jointMembers),
    rows('directory_entry', staffCount(profile), `kind = 'STAFF'`),
    rows('directory_entry', firmCount(profile), `kind = 'ENTERPRISE'`),
    rows('certificate', profile.subsidies + otherCertificateCount(profile), `source <> 'COMPETITION'`),
    rows('subsidy_application', profile.subsidies, `status = 'PAID'`),
    sum(
      'amount_fen',
      'subsidy_application',
      subsidies.reduce((fen, { amountFen }) => fen + amountFen, 0),
    ),
    rows('staff_training_year', jointUnions, 'year = 2013'),
    rows('staff_training_year', missingCount(jointUnions), `city_hours < ${CITY_HOURS} or district_hours < ${DISTRICT_HOURS}`),
    none(
      'S-31: hours in all that are less than 16 and 40 for each officer',
      `select from staff_training_year having sum(city_hours) < ${CITY_HOURS * jointUnions} or sum(district_hours) < ${DISTRICT_HOURS * jointUnions}`,
    ),
    rows('course_session', sessionCount(profile), `exists (select from course c where c.id = course_id and c.kind <> 'DEGREE')`),
    ...statuses.map((status) =>
      rows('enrolment', enrolments.filter((one) => one.status === status).length, `status = '${status}' and ${IN_COLLEGES}`),
    ),
    rows('enrolment', enrolmentCount(profile), IN_COLLEGES),
    rows('degree_application', degreeApplications),
    rows('degree_application', degrees.filter(({ status }) => status === 'STUDYING').length, `status = 'STUDYING'`),
    rows('sponsorship', sponsored),
    rows(
      'sponsorship',
      firstClass,
      `exists (select from degree_application a where a.id = application_id and a.exam_year = 2011)`,
    ),
    sum('total_fen', 'sponsorship', sponsored * TUITION_FEN),
    sum('amount_fen', `sponsorship_instalment where status = 'PAID'`, (sponsored * TUITION_FEN) / 3),
    rows('innovation_studio', STUDIOS, `level = 'CITY' and status = 'ACTIVE'`),
    ...workChecks(profile),
    ...INVARIANTS,
  ];
}

function workChecks(profile: Profile): Check[] {
  const [competition, domestic, jobs] = [competitionCounts(profile), domesticCounts(profile), jobCounts(profile)];
  return [
    rows('competition_entry', competition.entries),
    rows('competition_award', competition.awards),
    rows('certificate', competition.champions, `source = 'COMPETITION'`),
    rows('job_ready_certificate', domestic.issued, `status = 'ISSUED'`),
    rows('job_ready_certificate', domestic.waiting, `status = 'SIGNING'`),
    rows('job_vacancy', jobs.vacancies),
    rows('job_referral', jobs.referrals),
    rows('job_referral', jobs.hired, `status = 'HIRED'`),
  ];
}

const IN_COLLEGES = `not exists (select from course_session s join course c on c.id = s.course_id where s.id = session_id and c.kind = 'DEGREE')`;
