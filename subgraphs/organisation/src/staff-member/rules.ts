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

/** The last day of a probation of some months: the day before the same day of the month, or the month's last. */
export function usualProbation(hiredAt: string, months: number): string {
  const [year, month, day] = hiredAt.split('-').map(Number) as [number, number, number];
  const end = new Date(Date.UTC(year, month - 1 + months, day));
  // A day that the month does not have runs over into the next one.
  if (end.getUTCDate() === day) end.setUTCDate(day - 1);
  else end.setUTCDate(0);
  return end.toISOString().slice(0, 10);
}
