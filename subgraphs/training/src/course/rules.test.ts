import type { CourseSession } from './CourseSession.ts';
import { isDayOff, sessionStatusAt } from './rules.ts';

const SESSION = {
  status: 'OPEN',
  startsAt: new Date('2013-11-02T01:00:00Z'),
  endsAt: new Date('2013-11-03T09:00:00Z'),
  waitlistCount: 0,
  capacity: 3,
  enrolledCount: 2,
  offeredCount: 0,
} as CourseSession;

test.each([
  ['2013-11-02T00:59:59.999Z', {}, 'OPEN'],
  ['2013-11-02T00:59:59.999Z', { enrolledCount: 3 }, 'FULL'],
  ['2013-11-02T00:59:59.999Z', { offeredCount: 1 }, 'FULL'],
  ['2013-11-02T01:00:00Z', {}, 'RUNNING'],
  ['2013-11-03T08:59:59.999Z', { enrolledCount: 3 }, 'RUNNING'],
  ['2013-11-03T09:00:00Z', {}, 'FINISHED'],
  ['2013-11-03T09:00:00Z', { status: 'CANCELLED' }, 'CANCELLED'],
  ['2013-11-03T09:00:00Z', { status: 'ARCHIVED' }, 'ARCHIVED'],
  ['2013-10-19T00:00:00Z', { status: 'PLANNED' }, 'PLANNED'],
] as const)('at %s a session with %j is %s (domain rule 2.3.2)', (now, given, status) => {
  expect(sessionStatusAt({ ...SESSION, ...given }, new Date(now))).toBe(status);
});

const CALENDAR = new Map([
  ['2013-10-12', true],
  ['2013-10-01', false],
]);
test.each([
  ['2013-10-18', false],
  ['2013-10-19', true],
  ['2013-10-20', true],
  ['2013-10-12', false],
  ['2013-10-01', false],
])(
  '%s is a Saturday or Sunday off: %s; a day worked for a holiday is none, nor is a holiday in the week (SKL-INV-5)',
  (day, is) => expect(isDayOff(CALENDAR, day)).toBe(is),
);
