import { ROLES } from '@union-graph/identity';
import { staff } from '@union-graph/testing';
import { unionPolicy } from './policy.ts';
import type { UnionKind } from './rules.ts';
import type { Union } from './Union.ts';

const VERBS = ['createUnion', 'approveUnion', 'activateUnion', 'suspendUnion', 'dissolveUnion', 'moveUnion'] as const;
const PARENTS: readonly [UnionKind, string, string | null][] = [
  ['CITY_FEDERATION', '/city/', 'CITY_DEPT'],
  ['DISTRICT_FEDERATION', '/city/110105/', 'DISTRICT_ADMIN'],
  ['STREET_UNION', '/city/110105/s/', 'DISTRICT_ADMIN'],
  ['INDUSTRIAL_UNION', '/city/i/', 'INDUSTRY_ADMIN'],
  ['BUREAU_COMPANY_UNION', '/city/i/b/', 'BUREAU_ADMIN'],
  ['COMMUNITY_JOINT_UNION', '/city/110105/j/', null],
];

describe('union policy (2.1.3): the administrator of the union above', () => {
  test.each(PARENTS)('below a %s at %s it is %s', (kind, scopePath, administrator) => {
    const parent = { kind, scopePath } as Union;
    for (const verb of VERBS) {
      for (const role of ROLES) {
        expect([verb, role, unionPolicy.allows(staff('x', role, scopePath), verb, parent)]).toEqual([
          verb,
          role,
          role === administrator,
        ]);
        expect(unionPolicy.allows(staff('x', role, '/city/110199/'), verb, parent)).toBe(false);
      }
    }
  });
});
