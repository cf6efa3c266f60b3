import type { Role, Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { caller, listed, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { buildEmployer } from '../../test/bargaining.ts';
import { buildCase, buildLawyer, buildOrg, PATH } from '../../test/build.ts';
import { type Trial, tryMutations } from '../../test/trials.ts';
import { mediation } from '../subgraph.ts';

// Every mutation of organisations, lawyers, rosters, legal aid and instructors.

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await testSubgraph(mediation);
});
afterAll(() => subgraph.stop());

const admin = staff(newId(), 'DISTRICT_ADMIN', PATH);
const UNIONS: readonly Role[] = ['DISTRICT_ADMIN', 'CITY_DEPT'];
const COMMITTEES: readonly Role[] = [...UNIONS, 'INDUSTRY_ADMIN', 'BUREAU_ADMIN'];
const done = async (verb: string, fields: string, input: object, viewer: Viewer) => {
  const answer = await caller(subgraph)(verb, fields, input, viewer);
  if (answer.errors) throw new Error(`${verb}: ${answer.errors[0]?.message}`);
  return answer.data[verb];
};

let licences = 0;
const licence = () => `1110120131${String(++licences).padStart(7, '0')}`;
const engaged = async () => {
  const orgId = await buildOrg(subgraph);
  return { orgId, lawyer: await buildLawyer(subgraph, newId(), [orgId]) };
};
const day = { start: '2013-10-21T09:00:00+08:00', end: '2013-10-21T17:00:00+08:00' };
const shift = async () => {
  const { orgId, lawyer } = await engaged();
  const { shifts } = await done(
    'scheduleDuty',
    'shifts { id version }',
    { orgId, shifts: [{ lawyerId: lawyer.id, ...day }] },
    admin,
  );
  return { orgId, lawyer, input: { shiftId: shifts[0].id, expectedVersion: shifts[0].version } };
};
const swap = async () => {
  const { orgId, lawyer, input } = await shift();
  const other = await buildLawyer(subgraph, newId(), [orgId]);
  const asked = { ...input, lawyerId: other.id, reason: '出差' };
  const { swap: made } = await done('askDutySwap', 'swap { id version }', asked, lawyer.viewer);
  return { lawyer, other, input: { swapId: made.id, expectedVersion: made.version } };
};
const aid = async () => {
  const { orgId, lawyer } = await engaged();
  const built = await buildCase(subgraph, 'FAILED', { orgId });
  const input = {
    caseId: built.id,
    expectedVersion: 1,
    memberId: built.applicant.personId,
    lawyerId: lawyer.id,
    scope: 'ARBITRATION',
  };
  return { built, lawyer, input };
};
const granted = async () => {
  const { built, lawyer, input } = await aid();
  const { grant } = await done('grantLegalAid', 'grant { id version }', input, built.centre);
  return { built, lawyer, input: { grantId: grant.id, expectedVersion: grant.version } };
};

const TRIALS: Readonly<Record<string, Trial>> = {
  createMediationOrg: {
    may: COMMITTEES,
    texts: ['nameZh'],
    ids: ['enterpriseId'],
    other: { workerReps: 3 },
    twenty: 'DUPLICATE',
    make: async () => {
      const { id: enterpriseId } = await buildEmployer(subgraph, { headcount: 100 });
      const kind = 'ENTERPRISE_COMMITTEE';
      return {
        viewer: admin,
        input: { kind, nameZh: '调委会', districtCode: '110105', enterpriseId, workerReps: 2, employerReps: 2 },
      };
    },
  },
  appointMediator: {
    may: UNIONS,
    texts: ['nameZh'],
    ids: ['orgId', 'staffMemberId'],
    other: { nameZh: '孙梅' },
    twenty: 'DUPLICATE',
    make: async () => ({
      viewer: admin,
      input: {
        orgId: await buildOrg(subgraph),
        staffMemberId: await listed(subgraph.sql, 'STAFF'),
        nameZh: '孙丽',
        kind: 'UNION_CADRE',
        termFrom: '2013-11-01',
        termTo: '2014-10-31',
      },
    }),
  },
  signServiceContract: {
    may: UNIONS,
    ids: ['firmId'],
    other: { to: '2014-10-30' },
    twenty: 'DUPLICATE',
    make: async () => {
      const [orgId, { firmId }] = [await buildOrg(subgraph), await buildLawyer(subgraph)];
      return { viewer: admin, input: { firmId, from: '2013-11-01', to: '2014-10-31', feeFen: '100', orgIds: [orgId] } };
    },
  },
  appointLawyer: {
    may: UNIONS,
    texts: ['nameZh', 'licenceNo'],
    ids: ['firmId', 'staffMemberId'],
    other: { nameZh: '周亮' },
    twenty: 'DUPLICATE',
    make: async () => {
      const { lawyer } = await engaged();
      return {
        viewer: admin,
        input: {
          firmId: lawyer.firmId,
          staffMemberId: await listed(subgraph.sql, 'STAFF'),
          nameZh: '周明',
          licenceNo: licence(),
        },
      };
    },
  },
  dismissLawyer: {
    may: UNIONS,
    ids: ['lawyerId'],
    other: { lastDay: '2013-11-30' },
    make: async () => {
      const { lawyer } = await engaged();
      return { viewer: admin, input: { lawyerId: lawyer.id, expectedVersion: 1, lastDay: '2013-10-31' } };
    },
  },
  scheduleDuty: {
    may: UNIONS,
    ids: ['orgId'],
    other: { orgId: newId() },
    twenty: 'VALIDATION_FAILED',
    make: async () => {
      const { orgId, lawyer } = await engaged();
      return { viewer: admin, input: { orgId, shifts: [{ lawyerId: lawyer.id, ...day }] } };
    },
  },
  cancelDuty: {
    may: UNIONS,
    texts: ['reason'],
    ids: ['shiftId'],
    other: { reason: '停诊' },
    make: async () => ({ viewer: admin, input: { ...(await shift()).input, reason: '开庭' } }),
  },
  askDutySwap: {
    may: [],
    texts: ['reason'],
    ids: ['shiftId', 'lawyerId'],
    other: { reason: '生病' },
    twenty: 'DUPLICATE',
    make: async () => {
      const { orgId, lawyer, input } = await shift();
      const other = await buildLawyer(subgraph, newId(), [orgId]);
      return { viewer: lawyer.viewer, input: { ...input, lawyerId: other.id, reason: '出差' } };
    },
  },
  answerDutySwap: {
    may: [],
    ids: ['swapId'],
    other: { accept: false },
    make: async () => {
      const { other, input } = await swap();
      return { viewer: other.viewer, input: { ...input, accept: true } };
    },
  },
  withdrawDutySwap: {
    may: [],
    ids: ['swapId'],
    other: { expectedVersion: 7 },
    make: async () => {
      const { lawyer, input } = await swap();
      return { viewer: lawyer.viewer, input };
    },
  },
  grantLegalAid: {
    may: UNIONS,
    ids: ['caseId', 'memberId', 'lawyerId'],
    other: { scope: 'LITIGATION' },
    make: async () => {
      const { built, input } = await aid();
      return { viewer: built.centre, input };
    },
  },
  recordLegalAidWork: {
    may: [],
    texts: ['note'],
    ids: ['grantId'],
    other: { minutes: 61 },
    make: async () => {
      const { lawyer, input } = await granted();
      return { viewer: lawyer.viewer, input: { ...input, workedOn: '2013-10-19', minutes: 60, note: '阅卷' } };
    },
  },
  endLegalAid: {
    may: UNIONS,
    texts: ['outcome'],
    ids: ['grantId'],
    other: { ending: 'TERMINATED' },
    make: async () => {
      const { lawyer, input } = await granted();
      return { viewer: lawyer.viewer, input: { ...input, ending: 'COMPLETED', outcome: '裁决支持' } };
    },
  },
  appointWageInstructor: {
    may: UNIONS,
    texts: ['nameZh'],
    ids: ['staffMemberId'],
    other: { nameZh: '吴强' },
    twenty: 'DUPLICATE',
    make: async () => ({
      viewer: admin,
      input: {
        staffMemberId: await listed(subgraph.sql, 'STAFF'),
        nameZh: '吴刚',
        districtCode: '110105',
        appointedAt: '2013-10-01',
        termTo: '2016-09-30',
      },
    }),
  },
};

tryMutations(TRIALS, () => subgraph);
