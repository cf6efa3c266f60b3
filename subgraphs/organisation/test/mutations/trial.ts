import type { Role } from '@union-graph/identity';
import type { TestSubgraph } from '@union-graph/testing';

export type { Trial, Trials } from '@union-graph/testing';
export type Ask = TestSubgraph['ask'];

export const ADMINISTRATORS: readonly Role[] = ['DISTRICT_ADMIN', 'INDUSTRY_ADMIN', 'BUREAU_ADMIN'];
/** A union's officer and the administrators above. */
export const OFFICERS: readonly Role[] = ['JOINT_UNION_OFFICER', ...ADMINISTRATORS];
export const HANDLERS: readonly Role[] = ['STATION_STAFF', ...OFFICERS];
export const CITY_ADMINISTRATORS: readonly Role[] = [...ADMINISTRATORS, 'CITY_DEPT'];
export const POINT_STAFF: readonly Role[] = ['STATION_STAFF', 'JOINT_UNION_OFFICER', 'DISTRICT_ADMIN', 'CITY_DEPT'];

let last = 0;
/** A text that nothing else has. */
export const fresh = (text: string): string => `${text}${++last}`;
