import { ROLES } from '@union-graph/identity';
import { staff } from '@union-graph/testing';
import { staffPolicy } from './policy.ts';

test.each(ROLES)('staff policy (S-14, S-30): %s', (role) => {
  const [inside, outside] = [staff('x', role, '/city/110105/'), staff('x', role, '/city/110101/')];
  const hers = { staffPath: '/city/110105/u/', employer: 'GRASSROOTS', placePath: '/city/110105/' } as const;
  const admin = ['DISTRICT_ADMIN', 'INDUSTRY_ADMIN', 'BUREAU_ADMIN', 'CITY_DEPT'].includes(role);
  for (const verb of ['hireStaff', 'confirmStaff', 'endStaff', 'assignStaff', 'endAssignment'] as const) {
    expect([verb, staffPolicy.allows(inside, verb, hers)]).toEqual([verb, admin]);
    expect([verb, staffPolicy.allows(outside, verb, hers)]).toEqual([verb, false]);
  }
  for (const employer of ['CITY_RECRUITED', 'CITY_HQ'] as const)
    expect(staffPolicy.allows(inside, 'hireStaff', { ...hers, employer })).toBe(role === 'CITY_DEPT');
  expect(staffPolicy.allows(inside, 'assignStaff', { ...hers, placePath: '/city/110101/' })).toBe(false);
});
