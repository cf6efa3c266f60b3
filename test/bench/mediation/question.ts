import { ANONYMOUS, type Role, type Viewer } from '@union-graph/identity';

export const DISTRICT = '110105';
export const DISTRICT_PATH = `/city/${DISTRICT}/`;
export const PAGE = 20;
/** The data's today and the week that follows. */
export const TODAY = '2013-10-19';
export const NEXT_WEEK = '2013-10-26';
export const YEAR = { from: '2013-01-01', to: '2013-10-19' };

export const person = (role: Role, scopePath: string, personId: string | null = null): Viewer => ({
  ...ANONYMOUS,
  subject: `person:${personId ?? role}`,
  kind: 'person',
  personId,
  grants: [{ role, scopePath }],
  scopes: ['read', 'write'],
});
export const admin = person('DISTRICT_ADMIN', DISTRICT_PATH);
export const city = person('CITY_DEPT', '/city/');
