import { at, refusalOf } from '../../test/build.ts';
import { numbers } from '../rule/numbers.ts';
import {
  assertCancellable,
  assertCheckInTime,
  assertMissed,
  BOOKING_TRANSITIONS,
  type BookingStatus,
  bookingStatusAt,
} from './rules.ts';

const life = (status: BookingStatus) => ({
  status,
  start: new Date(at('14:00')),
  end: new Date(at('15:00')),
  heldUntil: status === 'HELD' ? new Date(at('10:05')) : null,
  leaderless: false,
});
const just = (instant: string, ms: number) => new Date(Date.parse(instant) + ms);

test('2.4.2: a hold lasts five minutes to the millisecond', () => {
  expect(bookingStatusAt(life('HELD'), just(at('10:05'), -1))).toBe('HELD');
  expect(bookingStatusAt(life('HELD'), just(at('10:05'), 0))).toBe('EXPIRED');
});

test('2.4.2: a use is completed when its time is over', () => {
  expect(bookingStatusAt(life('CHECKED_IN'), just(at('15:00'), -1))).toBe('CHECKED_IN');
  expect(bookingStatusAt(life('CHECKED_IN'), just(at('15:00'), 0))).toBe('COMPLETED');
});

test('2.4.2: a booking is missed when its time is over and nobody came', () => {
  expect(bookingStatusAt(life('CONFIRMED'), just(at('15:00'), -1))).toBe('CONFIRMED');
  expect(bookingStatusAt(life('CONFIRMED'), just(at('15:00'), 0))).toBe('NO_SHOW');
});

test('a time of a group without a leader to which nobody came is cancelled when it is over', () => {
  expect(bookingStatusAt({ ...life('CONFIRMED'), leaderless: true }, just(at('15:00'), -1))).toBe('CONFIRMED');
  expect(bookingStatusAt({ ...life('CONFIRMED'), leaderless: true }, just(at('15:00'), 0))).toBe('CANCELLED');
});

test('time changes no other state', () => {
  for (const status of ['CANCELLED', 'NO_SHOW', 'EXPIRED', 'COMPLETED'] as const)
    expect(bookingStatusAt(life(status), new Date('2030-01-01'))).toBe(status);
});

test.each([
  [
    '2.4.2 [D]: a member cancels until 2 h before',
    assertCancellable,
    numbers.CANCEL_MINUTES_BEFORE,
    'CONFIRMED',
    [
      [at('12:00'), 0, null],
      [at('12:00'), 1, 'DEADLINE_PASSED'],
    ],
  ],
  [
    'check-in opens 30 min before',
    assertCheckInTime,
    numbers.CHECK_IN_MINUTES_BEFORE,
    'CONFIRMED',
    [
      [at('13:30'), -1, 'VALIDATION_FAILED'],
      [at('13:30'), 0, null],
    ],
  ],
  [
    '2.4.2 [D]: a booking is missed 15 min after its start',
    assertMissed,
    numbers.NO_SHOW_MINUTES_AFTER,
    'CONFIRMED',
    [
      [at('14:15'), -1, 'VALIDATION_FAILED'],
      [at('14:15'), 0, null],
    ],
  ],
] as const)('%s', (_, rule, number, status, instants) => {
  for (const [instant, ms, code] of instants)
    expect(refusalOf(() => rule(life(status), just(instant, ms), number.first))).toBe(code);
});

test('2.4.2: the transitions of the domain, and no others', () => {
  expect(BOOKING_TRANSITIONS).toEqual({
    HELD: ['CONFIRMED', 'EXPIRED'],
    EXPIRED: [],
    CONFIRMED: ['CHECKED_IN', 'CANCELLED', 'NO_SHOW'],
    CANCELLED: [],
    CHECKED_IN: ['COMPLETED'],
    COMPLETED: [],
    NO_SHOW: [],
  });
});
