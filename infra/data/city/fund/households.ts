import { id } from '../../ids.ts';
import { draw } from '../draw.ts';
import { identityHashOf, memberCount, memberId, type People, unionOf } from '../members.ts';

/** The line of subsistence of 2013, in fen a month, and half above it (domain rule 2.5.3). */
const LINE_FEN = 58_000;
const NEAR_FEN = 87_000;

/** Hardship files are numbered from 0; each belongs to a household of which a member of a joint union is the head. */
export interface FileSeed {
  readonly at: number;
  readonly id: string;
  readonly householdId: string;
  readonly headId: string;
  readonly place: number;
  readonly scopePath: string;
  readonly status: string;
  readonly category: 'SUBSISTENCE' | 'NEAR_SUBSISTENCE' | 'ACCIDENT';
  readonly size: number;
  readonly perCapitaFen: number;
  readonly openedOn: string;
  readonly activeFrom: string | null;
}

/** Of twenty files one is in each state on the way, one has ended and one was rejected; the others are active. */
const STATES = ['SUBMITTED', 'VERIFYING', 'PUBLIC_NOTICE', 'EXITED', 'REJECTED'];
const EVERY = 20;

const plusDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

export function fileSeeds(people: People): FileSeed[] {
  const { jointMembers, hardshipFiles } = people.profile;
  return Array.from({ length: hardshipFiles }, (_, at) => {
    const place = headPlace(people, Math.floor((at * jointMembers) / hardshipFiles));
    const status = STATES[at % EVERY] ?? 'ACTIVE';
    const category = at % 10 < 6 ? 'SUBSISTENCE' : at % 10 < 9 ? 'NEAR_SUBSISTENCE' : 'ACCIDENT';
    const isOnTheWay = STATES.slice(0, 3).includes(status);
    // Those that are on the way were opened lately; a notice of 14 October ends after today.
    const openedOn = isOnTheWay ? '2013-10-08' : plusDays('2013-01-04', draw(120, at, 230));
    return {
      at,
      id: id('hardship-file', `city-${at}`),
      householdId: id('household', `city-${at}`),
      headId: memberId(people, place),
      place,
      scopePath: unionOf(people, place).scopePath,
      status,
      category,
      size: 2 + draw(121, at, 3),
      perCapitaFen: perCapita(category, at),
      openedOn,
      activeFrom: status === 'ACTIVE' || status === 'EXITED' ? plusDays(openedOn, 16) : null,
    };
  });
}

/** A place near the wanted one at which none of the demo data's workers stands. */
const headPlace = ({ guests }: People, wanted: number): number => {
  let place = wanted;
  while (guests.has(place)) place++;
  return place;
};

function perCapita(category: FileSeed['category'], at: number): number {
  if (category === 'SUBSISTENCE') return 20_000 + draw(122, at, LINE_FEN - 20_000 + 1);
  if (category === 'NEAR_SUBSISTENCE') return LINE_FEN + 1 + draw(122, at, NEAR_FEN - LINE_FEN);
  return NEAR_FEN + 1 + draw(122, at, 60_000);
}

const districtOf = (scopePath: string): string => scopePath.slice(6, 12);

export function* householdRows(files: readonly FileSeed[]) {
  for (const { householdId, headId, scopePath } of files)
    yield { id: householdId, head_member_id: headId, district_code: districtOf(scopePath), scope_path: scopePath, version: 1 };
}

const RELATIONS = ['SPOUSE', 'CHILD', 'PARENT'] as const;
const MOST_OTHERS = 3;

/** The head, with all that the household earns, and the others, whose numbers are those of no member. */
export function* householdMemberRows(people: People, files: readonly FileSeed[]) {
  const behindAll = memberCount(people.profile);
  for (const file of files) {
    const { at, householdId, headId, place, size, perCapitaFen } = file;
    const person = (nth: number, more: object) => ({
      id: id('household-member', `city-${at}-${nth}`),
      household_id: householdId,
      member_id: null as string | null,
      name_zh: null as string | null,
      relation: 'SELF' as string,
      identity_hash: identityHashOf(nth === 0 ? place : behindAll + at * MOST_OTHERS + nth),
      birth_date: `${1950 + draw(123, at + nth, 45)}-0${1 + (at % 9)}-1${nth}`,
      monthly_income_fen: 0,
      school_name: null as string | null,
      ...more,
    });
    // What is left over when the sum is divided is less than the number of persons.
    yield person(0, { member_id: headId, monthly_income_fen: perCapitaFen * size + (at % size) });
    for (let nth = 1; nth < size; nth++) {
      const relation = RELATIONS[nth - 1] as string;
      yield person(nth, {
        name_zh: `示例家人${nth}`,
        relation,
        ...(relation === 'CHILD' ? { birth_date: `${1996 + (at % 12)}-05-1${nth}`, school_name: '示例学校' } : {}),
      });
    }
  }
}

export const householdMemberCount = (files: readonly FileSeed[]): number => files.reduce((sum, { size }) => sum + size, 0);

const CAUSES = { SUBSISTENCE: ['UNEMPLOYMENT'], NEAR_SUBSISTENCE: ['SCHOOLING'], ACCIDENT: ['ACCIDENT'] };

export function* hardshipFileRows(files: readonly FileSeed[], staffId: string, approverId: string) {
  for (const file of files) {
    const { at, status, category, activeFrom, openedOn } = file;
    yield {
      id: file.id,
      file_no: `KN2013-${String(at + 1).padStart(5, '0')}`,
      head_member_id: file.headId,
      household_id: file.householdId,
      category,
      causes: CAUSES[category],
      per_capita_monthly_fen: file.perCapitaFen,
      line_fen: LINE_FEN,
      status,
      evidence_ref: category === 'ACCIDENT' ? `evidence/city/${at}` : null,
      opened_on: openedOn,
      opened_by: staffId,
      income_proven_at: status === 'SUBMITTED' || status === 'REJECTED' ? null : `${plusDays(openedOn, 4)}T10:00:00+08:00`,
      approved_by: activeFrom && approverId,
      approved_at: activeFrom && `${activeFrom}T10:00:00+08:00`,
      active_from: activeFrom,
      active_to: status === 'EXITED' ? '2013-10-11' : null,
      exit_reason: status === 'EXITED' ? 'INCOME_ABOVE_LINE' : null,
      review_due_on: status === 'ACTIVE' && activeFrom ? plusDays(activeFrom, 365) : null,
      note: status === 'REJECTED' ? '材料不齐' : null,
      scope_path: file.scopePath,
      version: 6,
    };
  }
}

/** Files that were verified were visited by two of the headquarters. */
const wasVisited = ({ status }: FileSeed): boolean => status !== 'SUBMITTED' && status !== 'REJECTED';
export const visitedFiles = (files: readonly FileSeed[]): FileSeed[] => files.filter(wasVisited);

export function* homeVisitRows(files: readonly FileSeed[], visitors: readonly string[]) {
  for (const { at, id: fileId, openedOn } of visitedFiles(files))
    yield {
      id: id('home-visit', `city-${at}`),
      file_id: fileId,
      visitor_ids: visitors,
      visited_at: plusDays(openedOn, 3),
      findings: '入户核实，情况属实',
      recorded_by: visitors[0],
    };
}

export const noticedFiles = (files: readonly FileSeed[]): FileSeed[] =>
  files.filter(({ status }) => ['PUBLIC_NOTICE', 'ACTIVE', 'EXITED'].includes(status));

export function* noticeRows(files: readonly FileSeed[]) {
  for (const { at, id: fileId, openedOn, category } of noticedFiles(files))
    yield {
      id: id('public-notice', `city-${at}`),
      file_id: fileId,
      from_day: plusDays(openedOn, 6),
      to_day: plusDays(openedOn, 15),
      masked_name: '例**',
      category,
    };
}
