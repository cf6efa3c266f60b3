import type { Role, Viewer } from '@union-graph/identity';
import type { Row, Sql, TestSubgraph } from '@union-graph/testing';

/** One call that succeeds: who sends what, on rows that were made for it. */
export interface Ready {
  readonly viewer: Viewer;
  /** The input without its idempotency key. */
  readonly input: Row;
}

/** What there is to try about one mutation; said in the domain's words, not from the code that answers. */
export interface Trial {
  /** Makes the rows that a call needs, fresh ones each time. */
  readonly make: (sql: Sql) => Promise<Ready>;
  /** The roles that may do it somewhere; every other one is tried, for the whole city. */
  readonly may: readonly Role[];
  /** What the right role for another part of the city hears, or who it is not about. */
  readonly elsewhere: 'FORBIDDEN' | 'NOT_FOUND';
  /** What nineteen of twenty hear who do it at once; `done` where each of the twenty is a thing of its own. */
  readonly twenty: 'done' | 'DUPLICATE' | 'INVALID_TRANSITION' | 'VALIDATION_FAILED' | 'VERSION_CONFLICT' | 'CARD_ALREADY_ACTIVE';
  /** What a blank text in a field hears where it is not `BAD_USER_INPUT`; null where it may be blank. */
  readonly blank?: Readonly<Record<string, 'CONSENT_REQUIRED' | null>>;
}

export type Trials = Readonly<Record<string, Trial>>;
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
