import type { Role } from '@union-graph/identity';
import { knownMember, listed, type TestSubgraph, type Trials } from '@union-graph/testing';
import { buildEmployer } from '../bargaining.ts';
import { buildLawyer, buildOrg, day } from '../build.ts';
import { admin, by, cityDept, fresh, trialOf, UNIONS } from './trial.ts';

const UNION = { may: UNIONS, elsewhere: 'FORBIDDEN', twenty: 'DUPLICATE' } as const;
const COMMITTEES: readonly Role[] = [...UNIONS, 'INDUSTRY_ADMIN', 'BUREAU_ADMIN'];

const licence = () => `1110120131${String(fresh()).padStart(7, '0')}`;
/** Somebody on the staff of the district, whom it reads. */
const colleague = ({ sql }: TestSubgraph) => listed(sql, 'STAFF', { scopePath: '/city/110105/' });
/** A lawyer under contract at an organisation of the district. */
export const engaged = async (subgraph: TestSubgraph) => {
  const orgId = await buildOrg(subgraph);
  return { orgId, lawyer: await buildLawyer(subgraph, undefined, [orgId]) };
};

export const organisationTrials: Trials = {
  createMediationOrg: trialOf({ ...UNION, may: COMMITTEES }, async (subgraph) => {
    const { id: enterpriseId } = await buildEmployer(subgraph, { headcount: 100 });
    const seats = { workerReps: 2, employerReps: 2 };
    return by(admin, { kind: 'ENTERPRISE_COMMITTEE', nameZh: '调委会', districtCode: '110105', enterpriseId, ...seats });
  }),
  appointMediator: trialOf(UNION, async (subgraph) =>
    by(admin, {
      orgId: await buildOrg(subgraph),
      staffMemberId: await colleague(subgraph),
      nameZh: '孙丽',
      kind: 'UNION_CADRE',
      termFrom: '2013-11-01',
      termTo: '2014-10-31',
      relations: [{ kind: 'RELATIVE', memberId: await knownMember(subgraph.sql) }],
    }),
  ),
  signServiceContract: trialOf(UNION, async (subgraph) => {
    const [orgId, { firmId }] = [await buildOrg(subgraph), await buildLawyer(subgraph)];
    return by(admin, { firmId, from: '2013-11-01', to: '2014-10-31', feeFen: '100', orgIds: [orgId] });
  }),
  appointLawyer: trialOf(UNION, async (subgraph) => {
    const { lawyer } = await engaged(subgraph);
    const staffMemberId = await colleague(subgraph);
    return by(admin, { firmId: lawyer.firmId, staffMemberId, nameZh: '周明', licenceNo: licence() });
  }),
  dismissLawyer: trialOf({ ...UNION, twenty: 'VERSION_CONFLICT', outside: { lastDay: ['2013-10-18'] } }, async (subgraph) => {
    const { lawyer } = await engaged(subgraph);
    return by(admin, { lawyerId: lawyer.id, expectedVersion: 1, lastDay: '2013-10-31' });
  }),
  appointWageInstructor: trialOf(UNION, async (subgraph) =>
    by(admin, {
      staffMemberId: await colleague(subgraph),
      nameZh: '吴刚',
      districtCode: '110105',
      appointedAt: '2013-10-01',
      termTo: '2016-09-30',
    }),
  ),
};

/** A day to come for which nothing is set yet. */
const nextDay = () => day(90 + fresh());

export const ruleTrials: Trials = {
  setLabourStandard: trialOf({ may: ['CITY_DEPT'], elsewhere: 'FORBIDDEN', twenty: 'DUPLICATE' }, async () =>
    by(cityDept, { kind: 'MINIMUM_WAGE_MONTH', valueFen: '156000', effectiveFrom: nextDay(), sourceRef: '京人社发〔2013〕1号' }),
  ),
  setMediationRule: trialOf({ may: ['CITY_DEPT'], elsewhere: 'FORBIDDEN', twenty: 'VERSION_CONFLICT' }, async ({ sql }) => {
    const values = await sql("select from rule_number where name = 'LONGEST_INSTRUCTOR_TERM_MONTHS'");
    const set = { name: 'LONGEST_INSTRUCTOR_TERM_MONTHS', value: 36, effectiveFrom: nextDay(), reason: '统一任期' };
    return by(cityDept, { ...set, expectedVersion: values.length });
  }),
};
