import { ANONYMOUS, hasRole, inScope, scopePaths, type Viewer } from './index.ts';

const admin: Viewer = {
  ...ANONYMOUS,
  kind: 'person',
  grants: [
    { role: 'DISTRICT_ADMIN', scopePath: '/city/110105/' },
    { role: 'MEDIATOR', scopePath: '/city/110101/a/' },
  ],
};

test.each([
  ['/city/110105/', true],
  ['/city/110105/u/', true],
  ['/city/110101/', false],
  ['/city/1101059/', false],
  ['/city/', false],
])('a district administrator and the row at %s: %s', (path, seen) => {
  expect(inScope(admin, path, 'DISTRICT_ADMIN')).toBe(seen);
});

test('a role counts only where it is held', () => {
  expect(inScope(admin, '/city/110101/a/b/', 'DISTRICT_ADMIN')).toBe(false);
  expect(inScope(admin, '/city/110101/a/b/', 'DISTRICT_ADMIN', 'MEDIATOR')).toBe(true);
  expect(hasRole(admin, 'LAWYER', 'MEDIATOR')).toBe(true);
  expect(hasRole(ANONYMOUS, 'MEMBER')).toBe(false);
  expect(scopePaths(admin, 'MEDIATOR', 'LAWYER')).toEqual(['/city/110101/a/']);
});
