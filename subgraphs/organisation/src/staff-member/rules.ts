import type { Transitions } from '@union-graph/subgraph';
import type { StaffEmployer, StaffRole } from '../schema.gen.ts';

export type StaffStatus = 'PROBATION' | 'ACTIVE' | 'LEFT';

/** Working life of the staff (S-14: recruit → probation → active → left). Who left is taken on by a new record. */
export const STAFF_TRANSITIONS: Transitions<StaffStatus> = {
  PROBATION: ['ACTIVE', 'LEFT'],
  ACTIVE: ['LEFT'],
  LEFT: [],
};

/** Those whom the city itself recruits or employs are taken on by its departments alone. */
export const hiredByCity = (employer: StaffEmployer): boolean => employer === 'CITY_RECRUITED' || employer === 'CITY_HQ';

/** Who may be a joint union's dedicated officer (S-30, 专职干事). */
export const maybeDedicated = (role: StaffRole): boolean => role === 'JOINT_UNION_OFFICER' || role === 'SOCIAL_WORKER';
