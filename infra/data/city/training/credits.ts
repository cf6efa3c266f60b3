import { personId } from '../../demo/persons.ts';
import { id } from '../../ids.ts';
import { memberId, type People, unionOf } from '../members.ts';
import { ADMINISTRATION, type DegreeSeed, studentsOf } from './degree.ts';
import { type EnrolmentSeed, registrar } from './enrolments.ts';
import { collegeId, UNIVERSITY } from './institutions.ts';

/** Credits that colleges stored: for one in five of those who passed a course that brings some [D]. */
const COURSE_SHARE = 5;
const CREDIT_YEARS = 8;

export function creditRows(people: People, seeds: readonly EnrolmentSeed[]) {
  return seeds
    .filter(({ status, session, arrival }) => status === 'PASSED' && session.course.credits > 0 && arrival % COURSE_SHARE === 0)
    .map(({ id: enrolment_id, session, place }) => {
      const earned_on = session.days.at(-1) as string;
      return {
        id: id('credit-entry', enrolment_id),
        member_id: memberId(people, place),
        institution_id: collegeId(session.districtCode),
        source: 'COURSE',
        enrolment_id,
        credits: session.course.credits,
        earned_on,
        ends_on: `${Number(earned_on.slice(0, 4)) + CREDIT_YEARS}${earned_on.slice(4)}`,
        evidence: session.course.nameZh,
        status: 'AVAILABLE',
        deposited_by: registrar(session.districtCode),
        deposited_at: `${earned_on}T18:30:00+08:00`,
        scope_path: unionOf(people, place).scopePath,
      };
    });
}

/** What students have stored with the university and asked to be converted: one in twenty [D]. */
const STUDENT_SHARE = 20;
const STORED = 12;
const CONVERSIONS = [
  ['COMMITTED', 'SPENT'],
  ['REQUESTED', 'RESERVED'],
  ['RELEASED', 'AVAILABLE'],
] as const;

export function conversionRows(seeds: readonly DegreeSeed[]) {
  const holders = studentsOf(seeds).filter(({ student, status }) => status === 'STUDYING' && student % STUDENT_SHARE === 0);
  const conversions = holders.map(({ worker, student }, at) => {
    const [status] = CONVERSIONS[at % CONVERSIONS.length] as (typeof CONVERSIONS)[number];
    const isOpen = status === 'REQUESTED';
    return {
      id: id('credit-conversion', `city-${student}`),
      member_id: worker.memberId,
      programme_id: ADMINISTRATION,
      credits: STORED,
      status,
      requested_at: '2013-09-10T10:00:00+08:00',
      decided_by: isOpen ? null : personId('pei-shuhua'),
      decided_at: isOpen ? null : '2013-09-20T10:00:00+08:00',
      reason: status === 'RELEASED' ? '与专业课程不符' : null,
      scope_path: worker.scopePath,
      version: isOpen ? 1 : 2,
    };
  });
  const entries = holders.map(({ worker, student }, at) => {
    const [, status] = CONVERSIONS[at % CONVERSIONS.length] as (typeof CONVERSIONS)[number];
    return {
      id: id('credit-entry', `city-${student}`),
      member_id: worker.memberId,
      institution_id: UNIVERSITY,
      source: 'NON_FORMAL',
      credits: STORED,
      earned_on: '2013-06-20',
      ends_on: '2021-06-20',
      evidence: '岗位业绩证明',
      status,
      conversion_id: status === 'AVAILABLE' ? null : id('credit-conversion', `city-${student}`),
      deposited_by: personId('pei-shuhua'),
      deposited_at: '2013-06-21T15:00:00+08:00',
      scope_path: worker.scopePath,
      version: 2,
    };
  });
  return { conversions, entries };
}
