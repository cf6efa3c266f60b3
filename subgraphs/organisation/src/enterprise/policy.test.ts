import { ROLES } from '@union-graph/identity';
import { staff } from '@union-graph/testing';
import { enterprisePolicy } from './policy.ts';

const allows = (
  verb: 'registerEnterprise' | 'updateHeadcount' | 'affiliateEnterprise' | 'detachEnterprise',
  role: (typeof ROLES)[number],
  scopePath: string,
) => enterprisePolicy.allows(staff('x', role, scopePath), verb, { districtCode: '110105', unionPath: '/city/110105/u/' });

describe('employer policy (2.1.5)', () => {
  test.each(ROLES)('%s', (role) => {
    for (const verb of ['registerEnterprise', 'updateHeadcount'] as const) {
      expect(allows(verb, role, '/city/110105/')).toBe(
        ['DISTRICT_ADMIN', 'CITY_DEPT', 'STATION_STAFF', 'JOINT_UNION_OFFICER'].includes(role),
      );
      expect(allows(verb, role, '/city/110105/u/')).toBe(['STATION_STAFF', 'JOINT_UNION_OFFICER'].includes(role));
      expect(allows(verb, role, '/city/')).toBe(['DISTRICT_ADMIN', 'CITY_DEPT'].includes(role));
      expect(allows(verb, role, '/city/110101/')).toBe(false);
    }
    for (const verb of ['affiliateEnterprise', 'detachEnterprise'] as const) {
      for (const path of ['/city/', '/city/110105/', '/city/110105/u/'])
        expect(allows(verb, role, path)).toBe(['JOINT_UNION_OFFICER', 'DISTRICT_ADMIN'].includes(role));
      for (const path of ['/city/110101/', '/city/110105/v/']) expect(allows(verb, role, path)).toBe(false);
    }
  });
});
