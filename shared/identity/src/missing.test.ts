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

const ADMIN_OF_110105 = person(['DISTRICT_ADMIN', '/city/110105/']);
const UNION = 'cccccccc-0000-7000-8000-000000000003';

test.each<[string, Viewer, (viewer: Viewer) => boolean, object, Missing, RegExp]>([
  [
    'of two places that a row names, the one that lacks',
    ADMIN_OF_110105,
    (viewer) => inScope(viewer, `/city/110101/${UNION}/`, 'DISTRICT_ADMIN'),
    { districtCode: '110105', unionPath: `/city/110101/${UNION}/` },
    { kind: 'district', anyOf: ['110101'], roles: ['DISTRICT_ADMIN'] },
    /for the district 110101; you do not hold it there/,
  ],
  [
    'of two places that are both needed, the one that lacks',
    ADMIN_OF_110105,
    (viewer) => ['/city/110105/a/', '/city/110101/b/'].every((path) => inScope(viewer, path, 'DISTRICT_ADMIN')),
    { staffPath: '/city/110105/a/', placePath: '/city/110101/b/' },
    { kind: 'district', anyOf: ['110101'], roles: ['DISTRICT_ADMIN'] },
    /for the district 110101;/,
  ],
  [
    'both of two places that are needed and lack',
    person(['DISTRICT_ADMIN', '/city/110106/']),
    (viewer) => ['/city/110105/a/', '/city/110101/b/'].every((path) => inScope(viewer, path, 'DISTRICT_ADMIN')),
    { staffPath: '/city/110105/a/', placePath: '/city/110101/b/' },
    { kind: 'district', anyOf: ['110105 and 110101'], roles: ['DISTRICT_ADMIN'] },
    /for the districts 110105 and 110101;/,
  ],
  [
    'another union of one’s own district, by its id',
    person(['JOINT_UNION_OFFICER', '/city/110105/own/']),
    (viewer) => inScope(viewer, `/city/110105/${UNION}/`, 'JOINT_UNION_OFFICER'),
    { scopePath: `/city/110105/${UNION}/` },
    { kind: 'unit', anyOf: [UNION], roles: ['JOINT_UNION_OFFICER'] },
    new RegExp(`for the unit ${UNION};`),
  ],
  [
    'a union that a row names by its id alone',
    person(['JOINT_UNION_OFFICER', '/city/110105/own/']),
    (viewer) => viewer.grants.some(({ role, unionId }) => role === 'JOINT_UNION_OFFICER' && unionId === UNION),
    { workersSideId: UNION },
    { kind: 'unit', anyOf: [UNION], roles: ['JOINT_UNION_OFFICER'] },
    new RegExp(`for the unit ${UNION};`),
  ],
  [
    'the whole city',
    person(['CITY_DEPT', '/city/110105/']),
    (viewer) => inScope(viewer, '/city/', 'CITY_DEPT'),
    {},
    { kind: 'unit', anyOf: ['whole city'], roles: ['CITY_DEPT'] },
    /for the whole city;/,
  ],
  [
    'no id that is no person’s, where what stands in the way is who the viewer is',
    person(['MEDIATOR', '/city/110105/']),
    (viewer) => viewer.personId !== person().personId && inScope(viewer, row.scopePath, 'MEDIATOR'),
    { ...row, id: UNION, orgId: UNION },
    { kind: 'person', anyOf: [] },
    /No role allows it to you here\./,
  ],
  [
    'who filed something, in words',
    program,
    (viewer) => viewer.personId === UNION,
    { filedBy: UNION },
    { kind: 'person', anyOf: ['filedBy'] },
    /^Only the person by whom it was filed may do this, in person\./,
  ],
])('told is %s', (_, viewer, allows, about, missing, sentence) => {
  expect(missingRight(viewer, allows, about)).toEqual(missing);
  expect(sayMissing(missing, viewer)).toMatch(sentence);
});
