import { ANONYMOUS, ROLES } from '@union-graph/identity';
import { member, staff } from '@union-graph/testing';
import { requestPolicy } from './policy.ts';

const row = { requesterId: 'self', scopePath: '/city/110105/u/' };
const VERBS = [
  'submitServiceRequest',
  'triageServiceRequest',
  'dispatchServiceRequest',
  'resolveServiceRequest',
  'confirmClosure',
  'reopenServiceRequest',
] as const;
const SORTING = ['submitServiceRequest', 'triageServiceRequest', 'dispatchServiceRequest', 'resolveServiceRequest'];
const RIGHTS: Readonly<Record<string, readonly string[]>> = {
  HOTLINE_AGENT: [...SORTING, 'confirmClosure'],
  DISTRICT_ADMIN: SORTING,
  CITY_DEPT: SORTING,
  STATION_STAFF: ['submitServiceRequest', 'resolveServiceRequest'],
  JOINT_UNION_OFFICER: ['submitServiceRequest', 'resolveServiceRequest'],
};

describe('12351 policy (2.1.3)', () => {
  test.each(ROLES)('%s', (role) => {
    const rights = (path: string) => VERBS.filter((verb) => requestPolicy.allows(staff('x', role, path), verb, row));
    expect(rights('/city/110105/')).toEqual(RIGHTS[role] ?? []);
    expect(rights('/city/110101/')).toEqual([]);
  });

  test('the requester sends, closes and opens again; of a request without one nobody does', () => {
    const rights = (viewer: typeof ANONYMOUS, matter: { requesterId: string | null; scopePath: string } = row) =>
      VERBS.filter((verb) => requestPolicy.allows(viewer, verb, matter));
    expect(rights(member('self'))).toEqual(['submitServiceRequest', 'confirmClosure', 'reopenServiceRequest']);
    expect([rights(member('other')), rights(ANONYMOUS), rights(ANONYMOUS, { ...row, requesterId: null })]).toEqual([[], [], []]);
  });
});
