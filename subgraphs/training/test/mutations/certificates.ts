import { newId } from '@union-graph/subgraph';
import { insert, listed, member, staff, type Trial, type Trials } from '@union-graph/testing';
import { builders, CHAOYANG, freshCertNo, UNION } from '../builders.ts';
import { DISTRICT, OFFICER } from '../degree.ts';
import { by, CITY_IN_FENGTAI, CITY_ONLY, trialOf } from './trial.ts';

const CITY = staff(newId(), 'CITY_DEPT');
/** What the city decides about the workers of a part of the tree. */
const DECIDERS = { may: ['CITY_DEPT'], elsewhere: 'NOT_FOUND', twenty: 'VERSION_CONFLICT' } as const;

const RECORD = {
  kind: 'VOCATIONAL_QUALIFICATION',
  level: 2,
  occupationCode: '6-05-02-01',
  issuedBy: '北京市人力资源和社会保障局',
  issuedAt: '2013-10-12',
};

/** What the city decides about a certificate in a state. */
const certificateStep = (status: string, more: object): Trial =>
  trialOf(DECIDERS, async (subgraph) => {
    const { id } = await builders(subgraph).certificate({ status });
    return by(CITY_IN_FENGTAI, { certificateId: id, expectedVersion: 1, ...more });
  });

export const certificateTrials: Trials = {
  recordCertificate: trialOf(
    { may: ['MEMBER', 'JOINT_UNION_OFFICER', 'DISTRICT_ADMIN', 'CITY_DEPT'], elsewhere: 'NOT_FOUND', twenty: 'DUPLICATE' },
    async ({ sql }) => {
      const memberId = newId();
      await insert(sql, 'member_place', { member_id: memberId, scope_path: UNION, seen_version: 1 });
      return by(OFFICER, { memberId, certNo: freshCertNo(), ...RECORD });
    },
  ),
  verifyCertificate: certificateStep('RECORDED', { finding: 'NUMBER_FOUND', issuerRef: 'R-1' }),
  withdrawCertificate: trialOf(
    { may: ['MEMBER', 'JOINT_UNION_OFFICER', 'DISTRICT_ADMIN', 'CITY_DEPT'], elsewhere: 'NOT_FOUND', twenty: 'VERSION_CONFLICT' },
    async (subgraph) => {
      const { id } = await builders(subgraph).certificate();
      return by(OFFICER, { certificateId: id, expectedVersion: 1, reason: '号码录错' });
    },
  ),
  revokeCertificate: certificateStep('VALID', { reason: '注销' }),
  applyForSubsidy: trialOf(
    { may: ['MEMBER'], elsewhere: 'NOT_FOUND', twenty: 'DUPLICATE', hears: { certNo: 'NOT_FOUND' } },
    async (subgraph) => {
      const { cert_no, member_id } = await builders(subgraph).certificate();
      const post = { employerId: await listed(subgraph.sql, 'ENTERPRISE'), employedFrom: '2010-03-01' };
      await insert(subgraph.sql, 'employment', { member_id, employer_id: post.employerId, seen_version: 1 });
      return by(member(member_id as string, UNION), { certNo: cert_no, ...post });
    },
  ),
  decideSubsidy: trialOf({ ...DECIDERS, may: ['DISTRICT_ADMIN', 'CITY_DEPT'] }, async (subgraph) => {
    const { id } = await builders(subgraph).application();
    return by(DISTRICT, { applicationId: id, expectedVersion: 1, decision: 'REJECT', reason: '材料不全' });
  }),
  retryPayment: trialOf(DECIDERS, async (subgraph) => {
    const { id } = await builders(subgraph).application({ status: 'PAYMENT_FAILED' });
    return by(CITY_IN_FENGTAI, { applicationId: id, expectedVersion: 1 });
  }),
};

export const staffTrials: Trials = {
  recordStaffTraining: trialOf(
    { may: ['DISTRICT_ADMIN', 'CITY_DEPT'], elsewhere: 'FORBIDDEN', twenty: 'DUPLICATE' },
    async (subgraph) => {
      const staffId = await listed(subgraph.sql, 'STAFF', { scopePath: `${CHAOYANG}u/` });
      const { id: courseId } = await builders(subgraph).course();
      const hours = { provider: 'DISTRICT', hours: 8, date: '2013-09-14' };
      return by(staff(newId(), 'DISTRICT_ADMIN', CHAOYANG), { staffId, districtCode: '110105', courseId, ...hours });
    },
  ),
  voidStaffTraining: trialOf(
    { may: ['DISTRICT_ADMIN', 'CITY_DEPT'], elsewhere: 'NOT_FOUND', twenty: 'INVALID_TRANSITION' },
    async ({ sql }) => {
      const staffId = newId();
      const recordId = newId();
      await insert(sql, 'staff_training_year', { staff_id: staffId, year: 2013, scope_path: CHAOYANG, district_hours: 8 });
      await insert(sql, 'staff_training_record', {
        id: recordId,
        staff_id: staffId,
        provider: 'DISTRICT',
        hours: 8,
        date: '2013-09-14',
        recorded_by: newId(),
        recorded_at: '2013-09-15T02:00:00Z',
      });
      return by(staff(newId(), 'DISTRICT_ADMIN', CHAOYANG), { recordId, reason: '录错人员' });
    },
  ),
  setAgencyDelegate: trialOf({ ...CITY_ONLY, twenty: 'DUPLICATE', notLookedUp: ['personId'] }, async () =>
    by(CITY, { personId: newId(), agencyCode: 'HRSS' }),
  ),
};
