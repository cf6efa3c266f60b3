import { personId } from '../../demo/persons.ts';
import { id } from '../../ids.ts';
import { draw } from '../draw.ts';
import { firmId } from '../enterprises.ts';
import { isMigrant, joinedOn, type People } from '../members.ts';
import { type Employed, employed, officerOf } from './people.ts';

/** The programme that everybody applies for. */
export const ADMINISTRATION = id('degree-programme', 'administration');
const LINES: Readonly<Record<number, number>> = { 2011: 130, 2012: 135, 2013: 140 };
export const DISMISSED_BECAUSE = '2013年春季学期无故缺勤4次';
export const WITHDREW_BECAUSE = '回原籍工作';

type Status = 'NOMINATED' | 'ELIGIBLE' | 'INELIGIBLE' | 'SCORE_PASSED' | 'SCORE_FAILED' | 'STUDYING' | 'WITHDRAWN' | 'DISMISSED';

/** A worker's way through the degree plan. Who is sponsored has a number among the sponsored. */
export interface DegreeSeed {
  readonly id: string;
  readonly worker: Employed;
  readonly examYear: number;
  readonly status: Status;
  readonly score: number | null;
  readonly student: number | null;
}

/** Where those stand who are not sponsored, ten after the other. */
const OTHERS: readonly (readonly [examYear: number, status: Status])[] = [
  [2011, 'SCORE_FAILED'],
  [2012, 'SCORE_FAILED'],
  [2012, 'SCORE_FAILED'],
  [2012, 'SCORE_FAILED'],
  [2012, 'INELIGIBLE'],
  [2013, 'SCORE_PASSED'],
  [2013, 'SCORE_PASSED'],
  [2013, 'SCORE_FAILED'],
  [2014, 'ELIGIBLE'],
  [2014, 'NOMINATED'],
];
/** Of fifty students one was dismissed and one withdrew [D]. */
const ENDED_SHARE = 50;
const nominatedOn = (examYear: number): string => (examYear === 2014 ? '2013-10-14' : `${examYear}-06-18`);

/** Migrant workers, spread over the city: the first class of 2011, then that of 2012, then those who are not sponsored. */
export function degreeSeeds(people: People): DegreeSeed[] {
  const { degreeApplications, sponsored, firstClass } = people.profile;
  // Everybody had joined a union before the nominations of 2013; those of earlier years came by the unions that they were in then.
  const workers = employed(
    people,
    degreeApplications,
    0.5,
    (place) => isMigrant(people, place) && joinedOn(place) < nominatedOn(2013),
  );
  // Dealt like cards, so that each class has workers of every district.
  const dealt = workers.map((worker, at) => ({ worker, at })).sort((a, b) => lot(a.at) - lot(b.at) || a.at - b.at);
  return dealt.map(({ worker }, number) => {
    const isStudent = number < sponsored;
    const [examYear, status] = isStudent
      ? [number < firstClass ? 2011 : 2012, studentStatus(number)]
      : (OTHERS[(number - sponsored) % OTHERS.length] as (typeof OTHERS)[number]);
    return {
      id: id('degree-application', `city-${number}`),
      worker,
      examYear,
      status,
      score: scoreOf(status, LINES[examYear], number),
      student: isStudent ? number : null,
    };
  });
}

const lot = (at: number): number => draw(343, at, 1_000_000);

function studentStatus(number: number): Status {
  if (number % ENDED_SHARE === 7) return 'DISMISSED';
  return number % ENDED_SHARE === 11 ? 'WITHDRAWN' : 'STUDYING';
}

function scoreOf(status: Status, line: number | undefined, number: number): number | null {
  if (line === undefined || status === 'INELIGIBLE') return null;
  return status === 'SCORE_FAILED' ? line - 1 - draw(340, number, 40) : line + draw(340, number, 60);
}

export const studentsOf = (seeds: readonly DegreeSeed[]): (DegreeSeed & { readonly student: number })[] =>
  seeds.filter((seed): seed is DegreeSeed & { student: number } => seed.student !== null);

/** The union that nominated a worker and their firm then: before 2013 an enterprise union's, whose firm they worked for. */
function nominator(people: People, { worker, examYear }: DegreeSeed) {
  const { profile, unions } = people;
  if (examYear >= 2013)
    return {
      union_id: worker.scopePath.split('/').at(-2),
      nominated_by: officerOf(people, worker.place),
      employer_id: firmId(worker.firm),
    };
  const enterprise = Math.floor((worker.place * profile.enterpriseUnions) / profile.jointMembers);
  return {
    union_id: unions.enterprise[enterprise]?.id,
    nominated_by: id('person', `chair-${unions.enterprise[enterprise]?.id}`),
    employer_id: firmId(profile.jointFirms + enterprise),
  };
}

const isChecked = ({ status }: DegreeSeed): boolean => status !== 'NOMINATED';
const isRegistered = ({ score }: DegreeSeed): boolean => score !== null;
const HAS_STARTED: Readonly<Record<number, string>> = { 2011: '2012-03-03', 2012: '2013-03-02' };

export function* applicationRows(people: People, seeds: readonly DegreeSeed[]) {
  for (const [at, seed] of seeds.entries()) {
    const { id: applicationId, worker, examYear, status, score, student } = seed;
    yield {
      id: applicationId,
      member_id: worker.memberId,
      programme_id: ADMINISTRATION,
      exam_year: examYear,
      ...nominator(people, seed),
      nominated_on: nominatedOn(examYear),
      agricultural_hukou: status !== 'INELIGIBLE',
      education: draw(341, at, 4) === 0 ? 'JUNIOR_COLLEGE' : 'HIGH_SCHOOL',
      contract_from: `${examYear - 1}-03-01`,
      contract_to: draw(342, at, 3) === 0 ? null : `${examYear + 3}-02-28`,
      status,
      checked_by: isChecked(seed) ? personId('shen-ping') : null,
      checked_at: isChecked(seed) ? `${examYear === 2014 ? '2013-10-16' : `${examYear}-06-25`}T10:00:00+08:00` : null,
      rule_code: isChecked(seed) ? 'DEGREE-2011' : null,
      reasons: status === 'INELIGIBLE' ? ['The plan is for migrant workers with an agricultural household registration.'] : [],
      exam_no: isRegistered(seed) ? `${String(examYear).slice(2)}11${String(at).padStart(6, '0')}` : null,
      exam_score: score,
      score_line: score === null ? null : LINES[examYear],
      admitted_by: student === null ? null : personId('pei-shuhua'),
      admitted_at: student === null ? null : `${examYear + 1}-02-20T10:00:00+08:00`,
      student_no: student === null ? null : `${examYear + 1}01${String(student).padStart(4, '0')}`,
      starts_on: student === null ? null : HAS_STARTED[examYear],
      ended_on: status === 'DISMISSED' ? '2013-07-07' : status === 'WITHDRAWN' ? '2013-08-30' : null,
      ended_because: status === 'DISMISSED' ? DISMISSED_BECAUSE : status === 'WITHDRAWN' ? WITHDREW_BECAUSE : null,
      scope_path: worker.scopePath,
      version: student === null ? 4 : 7,
    };
  }
}
