import { ANONYMOUS, ROLES } from '@union-graph/identity';
import { member, staff } from '@union-graph/testing';
import { membershipPolicy } from './policy.ts';

const matter = { member: { id: 'self' }, unionPath: '/city/110105/u/', submittedById: 'sender' };
const VERBS = [
  'applyForMembership',
  'reviewMembership',
  'decideMembership',
  'withdrawMembershipApplication',
  'retainMembership',
  'resumeMembership',
  'leaveUnion',
] as const;
const DECIDERS = ['JOINT_UNION_OFFICER', 'DISTRICT_ADMIN', 'INDUSTRY_ADMIN', 'BUREAU_ADMIN'];
const RIGHTS: Readonly<Record<(typeof VERBS)[number], readonly string[]>> = {
  applyForMembership: ['STATION_STAFF', ...DECIDERS],
  reviewMembership: DECIDERS,
  decideMembership: DECIDERS,
  withdrawMembershipApplication: [],
  retainMembership: DECIDERS,
  resumeMembership: DECIDERS,
  leaveUnion: DECIDERS,
};

describe('membership policy (2.1.3)', () => {
  test.each(ROLES)('%s', (role) => {
    for (const verb of VERBS) {
      expect([verb, membershipPolicy.allows(staff('other', role, '/city/110105/'), verb, matter)]).toEqual([
        verb,
        RIGHTS[verb].includes(role),
      ]);
      expect([verb, membershipPolicy.allows(staff('other', role, '/city/110101/'), verb, matter)]).toEqual([verb, false]);
    }
  });

  test('the worker applies, takes back and leaves; the sender takes back; the anonymous nothing', () => {
    const rights = (viewer: Parameters<typeof membershipPolicy.allows>[0]) =>
      VERBS.filter((verb) => membershipPolicy.allows(viewer, verb, matter));
    expect(rights(member('self'))).toEqual([
      'applyForMembership',
      'withdrawMembershipApplication',
      'retainMembership',
      'resumeMembership',
      'leaveUnion',
    ]);
    expect(rights(member('sender'))).toEqual(['withdrawMembershipApplication']);
    expect(rights(ANONYMOUS)).toEqual([]);
    expect(rights({ ...staff('x', 'DISTRICT_ADMIN', '/city/110105/'), kind: 'client', personId: null })).toEqual([]);
  });
});
