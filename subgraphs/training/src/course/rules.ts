import { type Calendar, isWorkingDay } from '@union-graph/subgraph';
import type { CourseSession } from './CourseSession.ts';

export type ModuleCode =
  | 'GENERAL_ABILITY'
  | 'ENTERPRISE_POST'
  | 'THEME_EDUCATION'
  | 'KEY_GROUPS'
  | 'SKILL_COMPETITION'
  | 'CREDIT_BANK';
export type CourseKind = 'GENERAL' | 'SKILL' | 'EXAM_PREP' | 'DEGREE' | 'DOMESTIC_SERVICE';
export type SessionStatus = 'PLANNED' | 'OPEN' | 'FULL' | 'RUNNING' | 'FINISHED' | 'ARCHIVED' | 'CANCELLED';
/** What people decide is stored; `FULL`, `RUNNING` and `FINISHED` follow from the places and the time. */
export type StoredSessionStatus = Exclude<SessionStatus, 'FULL' | 'RUNNING' | 'FINISHED'>;

/** What a session's state follows from. */
type Places = Pick<CourseSession, 'capacity' | 'enrolledCount' | 'offeredCount' | 'waitlistCount'>;
type Timed = Places & Pick<CourseSession, 'status' | 'startsAt' | 'endsAt'>;

/** A session's state at an instant (domain rule 2.3.2). It is FULL, too, while its free places are due to members who wait. */
export function sessionStatusAt(session: Timed, now: Date): SessionStatus {
  if (session.status !== 'OPEN') return session.status;
  if (session.endsAt <= now) return 'FINISHED';
  if (session.startsAt <= now) return 'RUNNING';
  return freePlaces(session) > session.waitlistCount ? 'OPEN' : 'FULL';
}

/** Whether places are given and given up in this state. */
export const isOpen = (status: SessionStatus): boolean => status === 'OPEN' || status === 'FULL';

/** Places neither taken nor offered (SKL-INV-1: never less than none). */
export const freePlaces = ({ capacity, enrolledCount, offeredCount }: Places): number => capacity - enrolledCount - offeredCount;

/** Whether a civil day is a Saturday or Sunday off: the degree plan meets on no others (SKL-INV-5), nor on one that is worked in return for a holiday. */
export const isDayOff = (calendar: Calendar, day: string): boolean =>
  [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()) && !isWorkingDay(calendar, day);
