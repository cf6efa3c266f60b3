import type { Role } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { member, staff } from '@union-graph/testing';
import { type AidVerb, aidPolicy } from './policy.ts';

const ROLES: readonly Role[] = [
  'STATION_STAFF',
  'JOINT_UNION_OFFICER',
  'FUND_CASEWORKER',
  'FUND_APPROVER',
  'FUND_CASHIER',
  'FUND_ACCOUNTANT',
  'CITY_DEPT',
  'AUDITOR',
];
const SPOT = ['STATION_STAFF', 'JOINT_UNION_OFFICER', 'FUND_CASEWORKER'];
/** By verb: the roles, and whether the applicant may. */
const ALLOWED: Readonly<Record<AidVerb, readonly [roles: readonly string[], applicant: boolean]>> = {
  defineScheme: [['CITY_DEPT'], false],
  openCycle: [['FUND_CASEWORKER'], false],
  freezeCycle: [['FUND_CASEWORKER'], false],
  aidEligibility: [[...SPOT, 'FUND_APPROVER', 'AUDITOR'], true],
  applyForAid: [SPOT, true],
  resubmitAid: [SPOT, true],
  checkAid: [SPOT, false],
  reviewAid: [['FUND_CASEWORKER'], false],
  returnAid: [['FUND_CASEWORKER', 'FUND_APPROVER'], false],
  approveAid: [['FUND_APPROVER'], false],
  rejectAid: [['FUND_APPROVER'], false],
  cancelAid: [['FUND_CASEWORKER', 'FUND_APPROVER'], true],
};
const applicant = newId();
const row = { memberId: applicant, scopePath: '/city/110105/u/' };

describe.each(Object.entries(ALLOWED) as [AidVerb, readonly [readonly string[], boolean]][])(
  '2.5.2: %s',
  (verb, [roles, own]) => {
    test.each(ROLES)('by %s', (role) => {
      for (const [path, inside] of [
        ['/city/', true],
        ['/city/110105/u/', true],
        ['/city/110105/other/', false],
        ['/city/110101/', false],
      ] as const)
        expect(aidPolicy.allows(staff(newId(), role, path), verb, row)).toBe(inside && roles.includes(role));
      expect(aidPolicy.allows({ ...staff(newId(), role), personId: null }, verb, row)).toBe(false);
    });

    test('by the applicant, and by another worker', () => {
      expect(aidPolicy.allows(member(applicant), verb, row)).toBe(own);
      expect(aidPolicy.allows(member(newId()), verb, row)).toBe(false);
    });
  },
);
