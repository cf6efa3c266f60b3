import { ANONYMOUS, ROLES } from '@union-graph/identity';
import { member, staff } from '@union-graph/testing';
import type { Member } from '../member/Member.ts';
import { consentPolicy } from './policy.ts';

const row = { id: 'self', scopePath: '/city/110105/u/' } as Member;
const TAKERS = ['STATION_STAFF', 'JOINT_UNION_OFFICER', 'DISTRICT_ADMIN', 'INDUSTRY_ADMIN', 'BUREAU_ADMIN'];

describe('consent policy (PIPL art. 15: only the person takes consent back)', () => {
  test.each(ROLES)('%s', (role) => {
    expect(consentPolicy.allows(staff('other', role, '/city/110105/'), 'giveConsent', row)).toBe(TAKERS.includes(role));
    expect(consentPolicy.allows(staff('other', role, '/city/110101/'), 'giveConsent', row)).toBe(false);
    expect(consentPolicy.allows(staff('other', role, '/city/110105/'), 'withdrawConsent', row)).toBe(false);
  });

  test('the worker does both, the anonymous none', () => {
    for (const verb of ['giveConsent', 'withdrawConsent'] as const) {
      expect(consentPolicy.allows(member('self'), verb, row)).toBe(true);
      expect(consentPolicy.allows(ANONYMOUS, verb, row)).toBe(false);
    }
  });
});
