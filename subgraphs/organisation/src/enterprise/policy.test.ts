import { ROLES } from '@union-graph/identity';
import { staff } from '@union-graph/testing';
import { enterprisePolicy } from './policy.ts';

const allows = (role: (typeof ROLES)[number], scopePath: string) =>
  enterprisePolicy.allows(staff('x', role, scopePath), 'registerEnterprise', { districtCode: '110105' });

test.each(ROLES)('registerEnterprise by %s', (role) => {
  expect(allows(role, '/city/110105/')).toBe(
    ['DISTRICT_ADMIN', 'CITY_DEPT', 'STATION_STAFF', 'JOINT_UNION_OFFICER'].includes(role),
  );
  expect(allows(role, '/city/110105/u/')).toBe(['STATION_STAFF', 'JOINT_UNION_OFFICER'].includes(role));
  expect(allows(role, '/city/')).toBe(['DISTRICT_ADMIN', 'CITY_DEPT'].includes(role));
  expect(allows(role, '/city/110101/')).toBe(false);
});
