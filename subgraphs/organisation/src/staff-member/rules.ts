import type { Transitions } from '@union-graph/subgraph';
import type { StaffEmployer, StaffRole } from '../schema.gen.ts';

export type StaffStatus = 'PROBATION' | 'ACTIVE' | 'LEFT';

/** Working life of the staff (S-14: recruit → probation → active → left). Who left may be taken on again. */
export const STAFF_TRANSITIONS: Transitions<StaffStatus> = {
  PROBATION: ['ACTIVE', 'LEFT'],
  ACTIVE: ['LEFT'],
  LEFT: ['PROBATION'],
};

/** Those whom the city itself recruits, or whom its headquarters or its foundation employ, are taken on by its departments alone. */
const CITYS_OWN: readonly StaffEmployer[] = ['CITY_RECRUITED', 'CITY_HQ', 'FOUNDATION'];
export const hiredByCity = (employer: StaffEmployer): boolean => CITYS_OWN.includes(employer);

/** Headquarters and foundation are the city federation's: who works there is on no other union's staff. */
export const worksAtCityFederation = (employer: StaffEmployer): boolean => employer === 'CITY_HQ' || employer === 'FOUNDATION';

/** Who may be a joint union's dedicated officer (S-30, 专职干事). */
export const maybeDedicated = (role: StaffRole): boolean => role === 'JOINT_UNION_OFFICER' || role === 'SOCIAL_WORKER';

/** So far ahead, in days, people are taken on and placed; taken on also so far back. */
export const ONE_YEAR = 366;
