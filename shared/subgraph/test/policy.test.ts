import { hasRole, inScope } from '@union-graph/identity';
import { member, staff } from '@union-graph/testing';
import { definePolicy, Refusal } from '../src/index.ts';

const OWNER = '01900000-0000-7000-8000-0000000000aa';
const row = { ownerId: OWNER, scopePath: '/city/110105/' };
const policy = definePolicy<typeof row>()({
  change: (viewer, { ownerId, scopePath }) => viewer.personId === ownerId || inScope(viewer, scopePath, 'DISTRICT_ADMIN'),
  close: (viewer, { ownerId }) => viewer.personId === ownerId && hasRole(viewer, 'MEMBER'),
});

function refusal(attempt: () => void): Record<string, unknown> | null {
  try {
    attempt();
    return null;
  } catch (error) {
    if (error instanceof Refusal) return { message: error.message, ...error.extensions };
    throw error;
  }
}

test('who may is let through', () => {
  expect(refusal(() => policy.authorise(member(OWNER), 'close', row))).toBeNull();
});

test('who may not is told the role, and who may without one', () => {
  expect(refusal(() => policy.authorise(member('p'), 'change', row))).toMatchObject({
    code: 'FORBIDDEN',
    message:
      'You may not do this here. It takes the role DISTRICT_ADMIN, or must be done by the owner in person; you hold MEMBER. Ask somebody who holds it, or have it given to you.',
    missing: [{ kind: 'role', anyOf: ['DISTRICT_ADMIN'], persons: ['owner'] }],
  });
});

test('who holds the role elsewhere is told the district', () => {
  const elsewhere = staff('p', 'DISTRICT_ADMIN', '/city/110106/');
  expect(refusal(() => policy.authorise(elsewhere, 'change', row))?.missing).toEqual([
    { kind: 'district', anyOf: ['110105'], roles: ['DISTRICT_ADMIN'], persons: ['owner'] },
  ]);
});

test('what only one person may is told as that', () => {
  expect(refusal(() => policy.authorise(staff('p', 'CITY_DEPT'), 'close', row))).toMatchObject({
    message: 'You may not do this here. Only the owner may do this, in person. Ask them to do it.',
    missing: [{ kind: 'person', anyOf: ['owner'] }],
  });
});
