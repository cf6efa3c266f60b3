import { ANONYMOUS, type Viewer } from '@union-graph/identity';

export type { Operation, Round } from '../measureOperations.ts';

export const DISTRICT = '110105';
export const DISTRICT_PATH = `/city/${DISTRICT}/`;
export const PAGE = 20;
export const SAMPLES = 100;
export const TODAY = '2013-10-19';

export const person = (
  role: 'MEMBER' | 'DISTRICT_ADMIN' | 'CITY_DEPT' | 'JOINT_UNION_OFFICER',
  scopePath: string,
  personId: string | null = null,
): Viewer => ({
  ...ANONYMOUS,
  subject: `person:${personId ?? role}`,
  kind: 'person',
  personId,
  grants: [{ role, scopePath }],
  scopes: ['read', 'write'],
});
export const admin = person('DISTRICT_ADMIN', DISTRICT_PATH);
export const SMALL_PATH = '/city/110190/';
export const smallAdmin = person('DISTRICT_ADMIN', SMALL_PATH);
export const city = person('CITY_DEPT', '/city/');
