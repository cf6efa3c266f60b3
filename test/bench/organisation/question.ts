import { ANONYMOUS, type Viewer } from '@union-graph/identity';
import type { Question } from './house.ts';

/** Something that is asked of the graph, and the statements that read the same rows. */
export interface Operation {
  readonly name: string;
  /** Whether its time may not grow with the number of members (keyed and paged reads). */
  readonly bounded: boolean;
  /** Operations of the same group are asked in turns, as they are compared with each other. */
  readonly group?: string;
  /** Questions to go round, and for each its rows by hand. */
  readonly rounds: readonly Round[];
}

export interface Round {
  readonly question: Question;
  readonly bare: readonly { readonly text: string; readonly values: readonly unknown[] }[];
}

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
