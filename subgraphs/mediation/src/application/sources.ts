import type { Role } from '@union-graph/identity';
import type { CaseSource, LinkedPartyCode, WarningSource } from '../schema.gen.ts';

/** Those who see all that comes in to their part of the tree, whichever way. */
const OFFICES: readonly Role[] = ['DISTRICT_ADMIN', 'CITY_DEPT'];
/** Those who work at a station or go round from it. */
const ON_THE_SPOT: readonly Role[] = ['STATION_STAFF', 'JOINT_UNION_OFFICER', 'MEDIATOR'];

/** Who can say that a case came in so, by the role by which they would know; a worker comes in person. */
export const CASE_SOURCES: Readonly<Record<CaseSource, readonly Role[]>> = {
  WALK_IN: [...ON_THE_SPOT, ...OFFICES, 'HOTLINE_AGENT', 'LINKED_PARTY'],
  HOTLINE_12351: [...OFFICES, 'HOTLINE_AGENT'],
  STATION: [...ON_THE_SPOT, ...OFFICES],
  GRID: [...ON_THE_SPOT, ...OFFICES, 'LINKED_PARTY'],
  COURT_DELEGATED: ['MEDIATOR', ...OFFICES, 'LINKED_PARTY'],
  ARBITRATION_REFERRED: ['MEDIATOR', ...OFFICES, 'LINKED_PARTY'],
  PETITION: ['MEDIATOR', ...OFFICES, 'LINKED_PARTY'],
};

/** Sources that speak for another authority: of the linked parties its own delegates alone say so. */
export const AUTHORITY_OF: Readonly<Partial<Record<CaseSource, LinkedPartyCode>>> = {
  COURT_DELEGATED: 'COURT',
  ARBITRATION_REFERRED: 'HRSS',
  PETITION: 'PETITION',
};

/** Who can say that a warning came in so (S-28); those of cases are raised by themselves. */
export const WARNING_SOURCES: Readonly<Record<Exclude<WarningSource, 'CASE'>, readonly Role[]>> = {
  STATION: [...ON_THE_SPOT, ...OFFICES],
  HOTLINE: [...OFFICES, 'HOTLINE_AGENT'],
  SMS: [...ON_THE_SPOT, ...OFFICES, 'HOTLINE_AGENT', 'LINKED_PARTY'],
  VISIT: [...ON_THE_SPOT, ...OFFICES, 'LINKED_PARTY'],
  GRID: [...ON_THE_SPOT, ...OFFICES, 'LINKED_PARTY'],
};
