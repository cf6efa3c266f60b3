import { personId } from '../../demo/persons.ts';
import { agencies } from '../../demo/training-agencies.ts';
import { programmes, scoreLines } from '../../demo/training-credits.ts';
import { enterpriseEntry } from '../../directoryEntries.ts';
import { id } from '../../ids.ts';
import type { Row } from '../../load.ts';
import type { DataSet, Part } from '../../parts.ts';
import { staffCount, staffEntries } from '../directory.ts';
import { enterpriseRows, firmCount, firmId } from '../enterprises.ts';
import { employmentOf, memberId, type People, peopleOf, unionOf } from '../members.ts';
import type { Profile } from '../profile.ts';
import { slices } from '../slices.ts';
import { trainingChecks } from './checks.ts';
import { competitionRows } from './competitions.ts';
import { conversionRows, creditRows } from './credits.ts';
import { applicationRows, type DegreeSeed, degreeSeeds } from './degree.ts';
import { domesticRows } from './domestic.ts';
import { attendanceRows, type EnrolmentSeed, enrolmentRows, enrolmentSeeds, servedRows } from './enrolments.ts';
import { institutionRows, teacherRows, UNIVERSITY } from './institutions.ts';
import { referralRows, vacancyRows } from './jobs.ts';
import { trainingRecordRows, trainingYearRows } from './officers.ts';
import { courseRows, meetingRows, type SessionSeed, sessionRows, sessionSeeds, teacherCounts } from './sessions.ts';
import { instalmentParts, instalmentRows, paidInstalmentsOf, sponsorshipRows } from './sponsorships.ts';
import { studioRows } from './studios.ts';
import {
  otherCertificateCount,
  otherCertificateRows,
  type SubsidySeed,
  subsidyParts,
  subsidyRows,
  subsidySeeds,
  technicianRows,
} from './subsidies.ts';
import { studentsServed, termRows } from './terms.ts';

/** What training has of a profile's people. */
interface Training {
  readonly people: People;
  readonly subsidies: readonly SubsidySeed[];
  readonly degrees: readonly DegreeSeed[];
  readonly sessions: readonly SessionSeed[];
  readonly enrolments: readonly EnrolmentSeed[];
}

function trainingOf(people: People): Training {
  const sessions = sessionSeeds(people);
  return {
    people,
    subsidies: subsidySeeds(people),
    degrees: degreeSeeds(people),
    sessions,
    enrolments: enrolmentSeeds(sessions),
  };
}

/** Training's rows of a profile, in the order of their foreign keys: what is known of members, staff and firms; courses; the degree plan; studios. */
export function trainingSet(profile: Profile): DataSet {
  const training = trainingOf(peopleOf(profile));
  return {
    name: profile.name,
    parts: [...knownParts(training), ...courseParts(training), ...degreeParts(training), ...otherParts(training)],
    keysLast: profile.keysLast ? ['attendance'] : [],
    afterwards: [],
    checks: trainingChecks(profile, training),
  };
}

const part = (table: string, count: number, rows: Part['rows'], name = table): Part => ({ name, table, count, rows });
const table = (of: string, rows: readonly Row[], name = of): Part => part(of, rows.length, () => rows, name);

function knownParts({ people, subsidies }: Training): Part[] {
  const { profile, unions } = people;
  return [
    ...slices('member_place', profile.jointMembers, profile.partRows, (from, to) => placeRows(people, from, to)),
    ...slices('employment', profile.jointMembers, profile.partRows, (from, to) => employmentRows(people, from, to)),
    part('directory_entry', staffCount(profile), () => staffEntries(profile, unions), 'staff known'),
    part('directory_entry', firmCount(profile), () => firmEntries(people), 'firms known'),
    ...agencies.map(({ table: of, rows }) => table(of, rows)),
    part('certificate', subsidies.length, () => technicianRows(subsidies), 'certificates of technicians'),
    part('certificate', otherCertificateCount(profile), () => otherCertificateRows(people), 'other certificates'),
    part('subsidy_application', subsidies.length, () => subsidyRows(subsidies)),
    table('payout_part', subsidyParts(subsidies), 'payouts of subsidies'),
    table('staff_training_year', trainingYearRows(people)),
    table('staff_training_record', trainingRecordRows(people)),
  ];
}

function* placeRows(people: People, from: number, to: number) {
  for (let at = from; at < to; at++)
    yield { member_id: memberId(people, at), scope_path: unionOf(people, at).scopePath, seen_version: 0 };
}

function* employmentRows(people: People, from: number, to: number) {
  for (let at = from; at < to; at++) {
    const { firm } = employmentOf(people, at);
    yield { member_id: memberId(people, at), employer_id: firm === null ? null : firmId(firm), seen_version: 0 };
  }
}

function* firmEntries({ profile, unions }: People) {
  for (const { id: firm, district_code, name_zh } of enterpriseRows(profile, unions))
    yield enterpriseEntry({ id: firm, districtCode: district_code as string, nameZh: name_zh });
}

function courseParts({ people, sessions, enrolments, degrees }: Training): Part[] {
  const terms = termRows(degrees);
  const marks = [...attendanceRows(enrolments)];
  const colleges = [...new Set(sessions.map(({ districtCode }) => districtCode))];
  return [
    table('institution', institutionRows()),
    table('teacher', teacherRows(new Map([...teacherCounts(sessions), [UNIVERSITY, terms.teacherCount]]))),
    table('course', [...courseRows(colleges), ...terms.courses]),
    ...planParts(people.profile),
    table('course_session', [...sessionRows(sessions), ...terms.sessions]),
    table('meeting', [...meetingRows(sessions), ...terms.meetings]),
    part('enrolment', enrolments.length, () => enrolmentRows(people, enrolments)),
    table('enrolment', terms.enrolments, 'enrolments of students'),
    table('attendance', marks),
    table('attendance', terms.attendance, 'attendance of students'),
    table('credit_entry', creditRows(people, enrolments)),
  ];
}

/** Plans of the quality project; they ask for one worker in ten of the joint unions, and figures and sponsors are invented. */
function planParts({ jointMembers }: Profile): Part[] {
  const plans = [2011, 2012, 2013].map((year) => ({
    id: id('training-programme', `city-${year}`),
    name_zh: `首都职工素质建设工程${year}年度计划`,
    year,
    target_headcount: Math.floor(jointMembers / 10),
    budget_fen: 200_000_000,
    created_by: personId('shen-ping'),
    created_at: `${year}-01-15T10:00:00+08:00`,
  }));
  const MODULES = ['GENERAL_ABILITY', 'ENTERPRISE_POST', 'THEME_EDUCATION', 'KEY_GROUPS', 'SKILL_COMPETITION', 'CREDIT_BANK'];
  return [
    table('training_programme', plans),
    table(
      'training_programme_sponsor',
      plans.map(({ id: programme_id }) => ({ programme_id, agency_code: 'HRSS', position: 1 })),
    ),
    table(
      'training_programme_module',
      plans.flatMap(({ id: programme_id }) => MODULES.map((module_code) => ({ programme_id, module_code }))),
    ),
  ];
}

function degreeParts({ people, degrees }: Training): Part[] {
  const terms = termRows(degrees);
  const { conversions, entries } = conversionRows(degrees);
  return [
    table('degree_programme', programmes),
    table('score_line', scoreLines),
    part('degree_application', degrees.length, () => applicationRows(people, degrees)),
    table('sponsorship', sponsorshipRows(degrees)),
    table('sponsorship_instalment', instalmentRows(degrees)),
    table('payout_part', instalmentParts(paidInstalmentsOf(degrees)), 'payouts of instalments'),
    table('degree_term', terms.terms),
    table('degree_term_session', terms.termSessions),
    // A conversion and its entries are compared when the transaction ends.
    {
      ...table('credit_conversion', conversions),
      with: [{ table: 'credit_entry', count: entries.length, rows: () => entries }],
    },
  ];
}

function otherParts({ people }: Training): Part[] {
  const { studios, coNamers, projects, evaluations } = studioRows(people);
  return [
    // Who co-named a studio of the city is looked for when the transaction ends.
    {
      ...table('innovation_studio', studios),
      with: [{ table: 'studio_co_namer', count: coNamers.length, rows: () => coNamers }],
    },
    table('studio_project', projects),
    table('studio_evaluation', evaluations),
    ...workParts(people),
  ];
}

function workParts(people: People): Part[] {
  const { certificates, signatures } = domesticRows(people);
  const [[competition, held], ...parts] = competitionRows(people);
  return [
    // Ranks and champions' certificates are compared when the transaction ends.
    { ...table(competition, held), with: parts.map(([of, rows]) => ({ table: of, count: rows.length, rows: () => rows })) },
    // So are a certificate's state and its signatures.
    {
      ...table('job_ready_certificate', certificates),
      with: [{ table: 'job_ready_signature', count: signatures.length, rows: () => signatures }],
    },
    table('job_vacancy', vacancyRows(people)),
    table('job_referral', referralRows(people)),
  ];
}

/** Who is on the lists of colleges and of the university, as training tells organisation. */
export function servedPersonRows(people: People): Row[] {
  const { enrolments, degrees } = trainingOf(people);
  const university = institutionRows().find((institution) => institution.id === UNIVERSITY)?.scope_path as string;
  return [...servedRows(people, enrolments), ...studentsServed(degrees, university)];
}
