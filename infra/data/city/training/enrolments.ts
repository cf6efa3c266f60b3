import { id } from '../../ids.ts';
import { draw } from '../draw.ts';
import { memberId, type People, type Place, unionOf } from '../members.ts';
import { districtPath } from '../unionRows.ts';
import { enrolledAt, isHeld, isOver, meetingStart, type SessionSeed } from './sessions.ts';

/** A member in a session: of a hundred whose session is over 85 passed, 6 failed and 9 did not come [D]. */
export interface EnrolmentSeed {
  readonly id: string;
  readonly session: SessionSeed;
  readonly place: Place;
  readonly arrival: number;
  readonly status: 'CONFIRMED' | 'WAITLISTED' | 'ATTENDING' | 'PASSED' | 'FAILED' | 'NO_SHOW';
  readonly score: number | null;
}

export function enrolmentSeeds(sessions: readonly SessionSeed[]): EnrolmentSeed[] {
  return sessions.flatMap((session) =>
    session.members.map((place, at) => {
      const status = statusOf(session, place, at);
      return {
        id: id('enrolment', `city-${session.id}-${at}`),
        session,
        place,
        arrival: at + 1,
        status,
        score: status === 'PASSED' ? 60 + draw(331, place, 41) : status === 'FAILED' ? 30 + draw(331, place, 30) : null,
      };
    }),
  );
}

function statusOf(session: SessionSeed, place: Place, at: number): EnrolmentSeed['status'] {
  if (at >= session.capacity) return 'WAITLISTED';
  const luck = draw(330, place, 100);
  if (isOver(session)) return luck < 85 ? 'PASSED' : luck < 91 ? 'FAILED' : 'NO_SHOW';
  return session.days.some(isHeld) && luck < 91 ? 'ATTENDING' : 'CONFIRMED';
}

export function* enrolmentRows(people: People, seeds: readonly EnrolmentSeed[]) {
  for (const { id: enrolmentId, session, place, arrival, status, score } of seeds)
    yield {
      id: enrolmentId,
      member_id: memberId(people, place),
      session_id: session.id,
      status,
      arrival,
      enrolled_at: enrolledAt(session, arrival),
      scope_path: unionOf(people, place).scopePath,
      score,
      version: status === 'PASSED' || status === 'FAILED' ? 3 : 1,
    };
}

/** A mark for each meeting that was held, of everybody with a place. */
export function* attendanceRows(seeds: readonly EnrolmentSeed[]) {
  for (const { id: enrolment_id, session, place, status } of seeds) {
    if (status === 'WAITLISTED') continue;
    for (const [at, day] of session.days.entries()) {
      if (!isHeld(day)) continue;
      const isAway = status === 'NO_SHOW' || status === 'CONFIRMED';
      // The first meeting is the one to which everybody came who takes part.
      const isExcused = at > 0 && draw(332, place * 3 + at, 12) === 0;
      yield {
        enrolment_id,
        session_id: session.id,
        starts_at: meetingStart(session, day),
        mark: isAway ? 'ABSENT' : isExcused ? 'EXCUSED' : 'PRESENT',
        by_code: false,
        marked_by: registrar(session.districtCode),
        marked_at: `${day}T18:00:00+08:00`,
      };
    }
  }
}

/** Who keeps the lists of a district's college. */
export const registrar = (code: string): string => id('person', `registrar-${code}`);

/** Who is on a college's list, as training tells organisation. */
export function* servedRows(people: People, seeds: readonly EnrolmentSeed[]) {
  for (const { id: occasion_id, session, place, status } of seeds)
    yield {
      source: 'TRAINING',
      occasion_id,
      member_id: memberId(people, place),
      scope_path: districtPath(session.districtCode),
      served: true,
      served_until: status === 'WAITLISTED' ? meetingStart(session, session.days[0] as string) : null,
      seen_version: 1,
    };
}
