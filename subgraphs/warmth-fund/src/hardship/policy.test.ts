import type { Role } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { member, staff } from '@union-graph/testing';
import { type HardshipVerb, hardshipPolicy, placeOfFile } from './policy.ts';

const ROLES: readonly Role[] = [
  'STATION_STAFF',
  'JOINT_UNION_OFFICER',
  'FUND_CASEWORKER',
  'FUND_APPROVER',
  'FUND_CASHIER',
  'FUND_ACCOUNTANT',
  'CITY_DEPT',
  'AUDITOR',
  'PRIVACY_OFFICER',
];
const KEEPERS = ['STATION_STAFF', 'JOINT_UNION_OFFICER', 'FUND_CASEWORKER'];
const ALLOWED: Readonly<Record<HardshipVerb, readonly string[]>> = {
  openHardshipFile: KEEPERS,
  recordHomeVisit: KEEPERS,
  submitIncomeEvidence: KEEPERS,
  rejectHardshipDraft: KEEPERS,
  publishNotice: ['FUND_CASEWORKER'],
  reviewFile: ['FUND_CASEWORKER'],
  approveFile: ['FUND_APPROVER'],
  decideObjection: ['FUND_APPROVER'],
  rejectFile: ['FUND_APPROVER'],
  exitFile: ['FUND_CASEWORKER', 'FUND_APPROVER'],
};
const head = newId();
const file = { headMemberId: head, scopePath: '/city/110105/u/' };

describe.each(Object.entries(ALLOWED) as [HardshipVerb, readonly string[]][])('2.5.2: %s', (verb, allowed) => {
  test.each(ROLES)('by %s', (role) => {
    for (const [path, inside] of [
      ['/city/', true],
      ['/city/110105/', true],
      ['/city/110105/u/', true],
      ['/city/110105/other/', false],
      ['/city/110101/', false],
    ] as const)
      expect(hardshipPolicy.allows(staff(newId(), role, path), verb, file)).toBe(inside && allowed.includes(role));
    expect(hardshipPolicy.allows({ ...staff(newId(), role), personId: null }, verb, file)).toBe(false);
  });

  test('never by the head as such', () => expect(hardshipPolicy.allows(member(head), verb, file)).toBe(false));
});

test('a new file lies in the keeper’s own part of the tree where that is in the district', () => {
  expect(placeOfFile(staff(newId(), 'JOINT_UNION_OFFICER', '/city/110105/u/'), '110105')).toBe('/city/110105/u/');
  expect(placeOfFile(staff(newId(), 'FUND_CASEWORKER'), '110105')).toBe('/city/110105/');
  expect(placeOfFile(staff(newId(), 'JOINT_UNION_OFFICER', '/city/110101/u/'), '110105')).toBe('/city/110105/');
});
