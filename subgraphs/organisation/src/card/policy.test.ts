import { ANONYMOUS, ROLES } from '@union-graph/identity';
import { member, staff } from '@union-graph/testing';
import type { Member } from '../member/Member.ts';
import { cardPolicy } from './policy.ts';

const PATH = '/city/110105/u/';
const row = { id: 'self', scopePath: PATH } as Member;
const VERBS = ['applyCard', 'issueCard', 'activateCard', 'freezeCard', 'unfreezeCard', 'reportCardLost', 'cancelCard'] as const;
const HANDLERS = ['STATION_STAFF', 'JOINT_UNION_OFFICER', 'DISTRICT_ADMIN', 'INDUSTRY_ADMIN', 'BUREAU_ADMIN'];
/** What somebody with a role may do for a member of their part of the tree (2.1.3). */
const allowed = (role: string, verb: string): boolean =>
  HANDLERS.includes(role) || (role === 'HOTLINE_AGENT' && verb === 'reportCardLost');

describe('card policy', () => {
  test.each(ROLES)('%s', (role) => {
    for (const verb of VERBS) {
      expect([verb, cardPolicy.allows(staff('other', role, '/city/110105/'), verb, row)]).toEqual([verb, allowed(role, verb)]);
      expect([verb, cardPolicy.allows(staff('other', role, '/city/110101/'), verb, row)]).toEqual([verb, false]);
    }
  });

  test('the member does everything but issue and unfreeze; another member and the anonymous nothing', () => {
    expect(VERBS.filter((verb) => cardPolicy.allows(member('self'), verb, row))).toEqual([
      'applyCard',
      'activateCard',
      'freezeCard',
      'reportCardLost',
      'cancelCard',
    ]);
    expect(
      VERBS.filter((verb) => cardPolicy.allows(member('other'), verb, row) || cardPolicy.allows(ANONYMOUS, verb, row)),
    ).toEqual([]);
  });
});
