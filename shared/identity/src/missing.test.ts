import { inScope, isMissingKind, type Missing, missingRight, ROLES, type Role, sayMissing, type Viewer } from './index.ts';

const person = (...grants: [Role, string][]): Viewer => ({
  subject: 'p',
  kind: 'person',
  personId: 'aaaaaaaa-0000-7000-8000-000000000001',
  unionPath: null,
  grants: grants.map(([role, scopePath]) => ({ role, scopePath })),
  scopes: ['read', 'write'],
  clientId: null,
});
const program: Viewer = { ...person(), kind: 'client', personId: null };

interface Row {
  readonly scopePath: string;
  readonly memberId: string;
}
const row: Row = { scopePath: '/city/110105/u/', memberId: 'bbbbbbbb-0000-7000-8000-000000000002' };
const staffOrOwn = (viewer: Viewer): boolean =>
  viewer.personId !== null && (viewer.personId === row.memberId || inScope(viewer, row.scopePath, 'DISTRICT_ADMIN', 'CITY_DEPT'));
const onlyOwn = (viewer: Viewer): boolean => viewer.personId === row.memberId;
const roles = ['DISTRICT_ADMIN', 'CITY_DEPT'];

test.each<[string, Viewer, (viewer: Viewer) => boolean, object, Missing]>([
  [
    'a member lacks the role',
    person(['MEMBER', '/']),
    staffOrOwn,
    row,
    { kind: 'role', anyOf: roles as Role[], persons: ['member'] },
  ],
  ['a program lacks it, too', program, staffOrOwn, row, { kind: 'role', anyOf: roles as Role[], persons: ['member'] }],
  [
    'an administrator of elsewhere lacks the district',
    person(['DISTRICT_ADMIN', '/city/110106/']),
    staffOrOwn,
    row,
    { kind: 'district', anyOf: ['110105'], roles: roles as Role[], persons: ['member'] },
  ],
  [
    'what nobody does for another is for the person',
    person(['CITY_DEPT', '/city/']),
    onlyOwn,
    row,
    { kind: 'person', anyOf: ['member'] },
  ],
  ['what nobody may at all names nobody', person(['CITY_DEPT', '/city/']), () => false, row, { kind: 'person', anyOf: [] }],
])('%s', (_, viewer, allows, about, missing) => {
  expect(missingRight(viewer, allows, about)).toEqual(missing);
  expect(sayMissing(missing, viewer)).toMatch(/\. .+\.$/);
});

test('what is named as missing would be enough, whichever rule is asked', () => {
  for (const wanted of ROLES.filter((role) => !['MEMBER', 'PUBLIC', 'SYSTEM'].includes(role))) {
    const allows = (viewer: Viewer) => inScope(viewer, row.scopePath, wanted);
    expect(missingRight(person(), allows, row)).toEqual({ kind: 'role', anyOf: [wanted] });
  }
});

test('a kind that is none of ours is not taken for one', () => {
  expect(['role', 'district', 'secret', 1].map(isMissingKind)).toEqual([true, true, false, false]);
});
