import { ROLES } from '@union-graph/identity';
import { staff } from '@union-graph/testing';
import { contactPolicy } from './policy.ts';

const VERBS = [
  'registerSocialOrganisation',
  'proposeContact',
  'recordContact',
  'linkContact',
  'suspendContact',
  'endContact',
] as const;

describe('contact policy (S-20, S-21)', () => {
  test.each(ROLES)('%s', (role) => {
    for (const verb of VERBS) {
      const allows = (path: string, districtCode: string | null) =>
        contactPolicy.allows(staff('x', role, path), verb, { districtCode });
      expect([verb, allows('/city/', null)]).toEqual([verb, role === 'SOCIAL_DEPT']);
      expect([verb, allows('/city/', '110105')]).toEqual([verb, role === 'SOCIAL_DEPT' || role === 'DISTRICT_ADMIN']);
      expect([verb, allows('/city/110105/', '110105')]).toEqual([verb, role === 'SOCIAL_DEPT' || role === 'DISTRICT_ADMIN']);
      expect([verb, allows('/city/110105/', null)]).toEqual([verb, false]);
      expect([verb, allows('/city/110101/', '110105')]).toEqual([verb, false]);
    }
  });
});
