import { ROLES, type Viewer } from '@union-graph/identity';
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
          role === administrator || (verb === 'moveUnion' && role === 'CITY_DEPT'),
        ]);
        expect(unionPolicy.allows(staff('x', role, '/city/110199/'), verb, parent)).toBe(false);
      }
    }
  });

  test('a union moves between districts by a department of the city, and not by the administrator of one of them', () => {
    const [from, to] = ['110105', '110106'].map(
      (code) => ({ kind: 'DISTRICT_FEDERATION', scopePath: `/city/${code}/` }) as Union,
    );
    const both = (viewer: Viewer) => [from, to].map((parent) => unionPolicy.allows(viewer, 'moveUnion', parent as Union));
    expect(both(staff('x', 'CITY_DEPT', '/city/'))).toEqual([true, true]);
    expect(both(staff('x', 'CITY_DEPT', '/city/110105/'))).toEqual([true, false]);
    expect(both(staff('x', 'DISTRICT_ADMIN', '/city/110105/'))).toEqual([true, false]);
  });
});
