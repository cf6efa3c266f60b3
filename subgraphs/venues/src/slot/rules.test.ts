import fc from 'fast-check';
import { at, refusalOf } from '../../test/build.ts';
import {
  assertOpen,
  assertWholeSlots,
  cut,
  isTooFarAhead,
  isWithinHours,
  judgeSlots,
  lengthInMinutes,
  overlaps,
  type SlotState,
  type SlotUse,
  type Span,
  slotsBetween,
  weekdayOf,
} from './rules.ts';

const span = (from: string, to: string, day = '2013-10-19', endDay = day) => ({
  start: new Date(at(from, day)),
  end: new Date(at(to, endDay)),
});
const NOW = new Date(at('10:00'));
const REACH = { daysAhead: 14, longestMinutes: 720 };
const HOURS = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, opens: '09:00', closes: '21:00' }));

test.each([
  ['2013-10-19', 6],
  ['2013-10-20', 7],
  ['2013-10-21', 1],
])('ISO 8601: %s is weekday %i', (day, weekday) => expect(weekdayOf(day)).toBe(weekday));

test.each([
  ['10:00', '11:00', '2013-10-19', null, 'the slot that begins now'],
  ['09:00', '10:00', '2013-10-19', 'BAD_USER_INPUT', 'a slot that is over'],
  ['23:00', '24:00', '2013-11-02', null, 'the last slot of day 14'],
  ['00:00', '01:00', '2013-11-03', 'BAD_USER_INPUT', 'the first slot of day 15'],
  ['11:00', '11:00', '2013-10-19', 'BAD_USER_INPUT', 'no time at all'],
  ['12:00', '11:00', '2013-10-19', 'BAD_USER_INPUT', 'a time turned round'],
  ['11:01', '12:00', '2013-10-19', 'BAD_USER_INPUT', 'a start off the slot'],
  ['11:00', '12:59', '2013-10-19', 'BAD_USER_INPUT', 'an end off the slot'],
])('2.4.6: %s–%s on %s gives %s (%s)', (from, to, day, code, _) => {
  const asked =
    to === '24:00'
      ? { start: new Date(at(from, day)), end: new Date(Date.parse(at(from, day)) + 3_600_000) }
      : span(from, to, day);
  expect(refusalOf(() => assertWholeSlots(60, asked, NOW, REACH))).toBe(code);
});

test('2.4.6: what has no end that can be booked is refused before anything works through it', () => {
  const start = new Date(at('10:00', '2013-10-20'));
  const until = (end: string) => refusalOf(() => assertWholeSlots(60, { start, end: new Date(end) }, NOW, REACH));
  expect(until(at('22:00', '2013-10-20'))).toBeNull();
  for (const end of [at('23:00', '2013-10-20'), at('10:00', '2013-11-02'), at('00:00', '2063-01-01'), at('00:00', '9999-12-31')])
    expect(until(end)).toBe('BAD_USER_INPUT');
});

test.each([
  ['09:00', '21:00', true],
  ['20:00', '22:00', false],
  ['08:00', '09:00', false],
])('2.4.6: open 09:00–21:00 holds %s–%s: %s', (from, to, open) => expect(isWithinHours(HOURS, span(from, to))).toBe(open));

test('OUTSIDE_HOURS on a weekday without hours, over night, and in a closure', () => {
  expect(refusalOf(() => assertOpen(HOURS.slice(0, 5), [], span('10:00', '11:00')))).toBe('OUTSIDE_HOURS');
  expect(refusalOf(() => assertOpen(HOURS, [], span('20:00', '10:00', '2013-10-19', '2013-10-20')))).toBe('OUTSIDE_HOURS');
  const closure = { from: new Date(at('11:00')), to: new Date(at('12:00')), reason: '维修' };
  expect(refusalOf(() => assertOpen(HOURS, [closure], span('10:00', '12:00')))).toBe('OUTSIDE_HOURS');
  expect(refusalOf(() => assertOpen(HOURS, [closure], span('12:00', '13:00')))).toBeNull();
});

test('slots lie wholly in what was asked for, and follow the hours of each day', () => {
  const slots = slotsBetween(60, HOURS.slice(0, 6), span('19:30', '10:30', '2013-10-19', '2013-10-21'));
  expect(slots.map(({ start }) => start.toISOString())).toEqual([at('20:00'), at('09:00', '2013-10-21')]);
});

test('a facility that is always open has slots until midnight', () => {
  const always = [{ weekday: 6, opens: '00:00', closes: '24:00' }];
  expect(slotsBetween(120, always, span('00:00', '00:00', '2013-10-19', '2013-10-20'))).toHaveLength(12);
});

test('any slots: they do not overlap, have the right length, and are within hours', () => {
  const minutes = fc.constantFrom(15, 30, 60, 90, 120, 240);
  fc.assert(
    fc.property(
      minutes,
      fc.integer({ min: 0, max: 200_000 }),
      fc.integer({ min: 1, max: 20_000 }),
      (slotMinutes, offset, length) => {
        const start = new Date(Date.parse(at('00:00')) + offset * 60_000);
        const slots = slotsBetween(slotMinutes, HOURS, { start, end: new Date(start.getTime() + length * 60_000) });
        return slots.every(
          (slot, n) =>
            lengthInMinutes(slot) === slotMinutes &&
            isWithinHours(HOURS, slot) &&
            !slots.some((other, m) => m !== n && overlaps(slot, other)),
        );
      },
    ),
  );
});

test.each([
  ['PAST', span('09:00', '10:00'), {}],
  ['CLOSED', span('11:00', '12:00'), { closures: [{ from: new Date(at('11:30')), to: new Date(at('11:40')) }] }],
  ['BOOKED', span('11:00', '12:00'), { taken: [{ ...span('11:00', '13:00'), held: false }] }],
  ['HELD', span('11:00', '12:00'), { taken: [{ ...span('11:00', '12:00'), held: true }] }],
  ['FREE', span('11:00', '12:00'), { taken: [{ ...span('12:00', '13:00'), held: true }] }],
  ['FREE', span('11:00', '12:00', '2013-11-02'), {}],
  ['NOT_YET_BOOKABLE', span('11:00', '12:00', '2013-11-03'), {}],
])('a slot is %s', (state, slot, changes) => {
  expect(judgeSlots({ taken: [], closures: [], ...changes }, NOW, 14)(slot, true)).toBe(state);
});

test('a slot without a price is closed', () => {
  expect(judgeSlots({ taken: [], closures: [] }, NOW, 14)(span('11:00', '12:00'), false)).toBe('CLOSED');
});

test('any times: judged one after the other, slots are what each is by itself', () => {
  const HOUR = 3_600_000;
  const time = fc
    .tuple(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 1, max: 6 }), fc.boolean())
    .map(([from, quarters, held]) => {
      const start = new Date(Date.parse(at('00:00')) + (from * HOUR) / 4);
      return { start, end: new Date(start.getTime() + (quarters * HOUR) / 4), held };
    });
  const slots = slotsBetween(30, HOURS, span('00:00', '00:00', '2013-10-19', '2013-10-22'));
  fc.assert(
    fc.property(fc.array(time, { maxLength: 12 }), fc.array(time, { maxLength: 4 }), (asked, closed) => {
      // Live bookings do not overlap (VEN-INV-1), closures may; of two that meet a slot the first decides.
      const taken = asked.filter((one, n) => !asked.slice(0, n).some((other) => overlaps(one, other)));
      const use = { taken, closures: closed.map(({ start, end }) => ({ from: start, to: end })) };
      const judge = judgeSlots(use, NOW, 1);
      return slots.every((slot) => judge(slot, true) === byItself(slot, use));
    }),
  );
});

/** The same without any order: every time is looked at. */
function byItself(slot: Span, { taken, closures }: SlotUse): SlotState {
  if (slot.start < NOW) return 'PAST';
  if (closures.some(({ from, to }) => overlaps({ start: from, end: to }, slot))) return 'CLOSED';
  const [booking] = taken.filter((one) => overlaps(one, slot)).sort((one, other) => Number(one.start) - Number(other.start));
  if (booking) return booking.held ? 'HELD' : 'BOOKED';
  return isTooFarAhead(slot, NOW, 1) ? 'NOT_YET_BOOKABLE' : 'FREE';
}

test('cut drops what is left over', () => expect(cut(span('10:00', '11:30'), 60)).toHaveLength(1));

test('the last evening that can be written has slots, and no day after it', () => {
  const evening = { start: new Date('9999-12-31T10:00:00Z'), end: new Date('9999-12-31T23:00:00Z') };
  expect(slotsBetween(60, HOURS, evening).map(({ start }) => start.toISOString().slice(11, 16))).toEqual([
    '10:00',
    '11:00',
    '12:00',
  ]);
});
