import { randomInt, randomUUID } from 'node:crypto';
import { insert as insertRow, type Row, type TestSubgraph } from '@union-graph/testing';

/** The parts of the tree that tests play in, and their paths. */
export const FENGTAI = '/city/110106/';
export const CHAOYANG = '/city/110105/';
export const UNION = `${FENGTAI}0141cc4b-7800-7000-8000-000000000001/`;

/** A number that no other certificate has. */
export const freshCertNo = (): string => `BJ${String(randomInt(1e12)).padStart(12, '0')}`;

const certificateRow = (given: Row) => ({
  id: randomUUID(),
  member_id: randomUUID(),
  kind: 'VOCATIONAL_QUALIFICATION',
  level: 2,
  occupation_code: '6-05-02-01',
  cert_no: freshCertNo(),
  issued_by: 'HRSS',
  issued_at: '2013-10-12',
  source: 'ASSESSMENT',
  status: 'RECORDED',
  recorded_by: randomUUID(),
  recorded_at: '2013-10-12T02:00:00Z',
  scope_path: UNION,
  ...(given.status === 'VERIFIED' || given.status === 'VALID'
    ? { issuer_ref: 'R-1', verified_by: randomUUID(), verified_at: '2013-10-14T02:00:00Z' }
    : {}),
  ...(given.status === 'REVOKED' ? { revoked_reason: '注销', revoked_by: randomUUID(), revoked_at: '2013-10-14T02:00:00Z' } : {}),
  ...(given.status === 'WITHDRAWN'
    ? { withdrawn_reason: '号码录错', withdrawn_by: randomUUID(), withdrawn_at: '2013-10-14T02:00:00Z' }
    : {}),
  ...given,
});

function applicationRow(of: Row, given: Row) {
  const status = given.status ?? 'SUBMITTED';
  const isVerified = !['SUBMITTED', 'REJECTED'].includes(status as string);
  const isApproved = isVerified && status !== 'VERIFIED';
  return {
    id: randomUUID(),
    member_id: of.member_id,
    certificate_id: of.id,
    cert_no: of.cert_no,
    level: 2,
    issued_at: of.issued_at,
    rule_code: 'TECHNICIAN-2013',
    rule_from: '2013-10-01',
    amount_fen: '100000',
    employer_id: randomUUID(),
    employed_from: '2010-01-01',
    status,
    submitted_at: '2013-10-15T02:00:00Z',
    scope_path: of.scope_path,
    ...(isVerified ? { verified_by: randomUUID(), verified_at: '2013-10-16T02:00:00Z' } : {}),
    ...(isApproved
      ? { approved_by: randomUUID(), approved_at: '2013-10-17T02:00:00Z', payment_requested_at: '2013-10-17T02:00:00Z' }
      : {}),
    ...(status === 'PAID' ? { paid_at: '2013-10-18T02:00:00Z' } : {}),
    ...(status === 'WITHDRAWN' ? { was_withdrawn: true } : {}),
    ...(status === 'PAYMENT_FAILED' || status === 'RETURNED' ? { payment_failure: 'account closed' } : {}),
    ...(status === 'REJECTED'
      ? { rejected_by: randomUUID(), rejected_at: '2013-10-16T02:00:00Z', rejected_reason: '材料不全' }
      : {}),
    ...given,
  };
}

/** Writes rows for tests, with everything that is not said filled in sensibly; each gives what was written. */
export function builders({ sql }: TestSubgraph) {
  const insert = <Given extends Row>(table: string, row: Given) => insertRow(sql, table, row);

  const certificate = (given: Row = {}) => insert('certificate', certificateRow(given));

  const application = async (given: Row = {}, ofCertificate: Row = { status: 'VERIFIED' }) => {
    const of: Row = await certificate(ofCertificate);
    return insert('subsidy_application', applicationRow(of, given));
  };

  return { insert, certificate, application, ...courseBuilders(insert), programme: programmeBuilder(insert) };
}

type Insert = <Given extends Row>(table: string, row: Given) => Promise<Given>;

function courseBuilders(insert: Insert) {
  const course = async (given: Row = {}) => {
    const institution = await insert('institution', {
      id: randomUUID(),
      name_zh: '朝阳区职工学校',
      kind: 'DISTRICT_COLLEGE',
      scope_path: CHAOYANG,
    });
    const teacher = await insert('teacher', { id: randomUUID(), institution_id: institution.id, name_zh: '方敏' });
    const made = await insert('course', {
      id: randomUUID(),
      name_zh: '钳工',
      module_code: 'GENERAL_ABILITY',
      institution_id: institution.id,
      kind: 'SKILL',
      hours: 40,
      credits: 3,
      ...given,
    });
    return { ...made, teacherId: teacher.id };
  };

  const session = async (given: Row = {}, ofCourse: Row = {}) => {
    const { id, teacherId } = await course(ofCourse);
    return insert('course_session', {
      id: randomUUID(),
      course_id: id,
      teacher_id: teacherId,
      status: 'OPEN',
      starts_at: '2013-11-02T01:00:00Z',
      ends_at: '2013-11-03T09:00:00Z',
      capacity: 2,
      ...given,
    });
  };

  return { course, session };
}

const programmeBuilder =
  (insert: Insert) =>
  async (given: Row = {}) => {
    const institution = await insert('institution', {
      id: randomUUID(),
      name_zh: '广播电视大学',
      kind: 'RADIO_TV_UNIVERSITY',
      scope_path: CHAOYANG,
    });
    return insert('degree_programme', {
      id: randomUUID(),
      institution_id: institution.id,
      major_zh: '行政管理',
      terms: 5,
      credits_required: 76,
      tuition_fen: '600000',
      ...given,
    });
  };
