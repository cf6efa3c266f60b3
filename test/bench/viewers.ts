import { ANONYMOUS, type Role, type Viewer } from '@union-graph/identity';

export const DISTRICT = '110105';
export const DISTRICT_PATH = `/city/${DISTRICT}/`;
export const PAGE = 20;
export const YEAR = 2013;

export const person = (role: Role, scopePath: string, personId: string | null = null): Viewer => ({
  ...ANONYMOUS,
  subject: `person:${personId ?? role}`,
  kind: 'person',
  personId,
  unionPath: role === 'MEMBER' ? scopePath : null,
  grants: [{ role, scopePath }],
  scopes: ['read', 'write'],
});
export const admin = person('DISTRICT_ADMIN', DISTRICT_PATH);
export const city = person('CITY_DEPT', '/city/');
