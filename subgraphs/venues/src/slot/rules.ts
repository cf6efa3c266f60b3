import { addDays, civilDay, MINUTE_MS, minutesAfter, minutesBetween, Refusal, refuseIf, startOfDay } from '@union-graph/subgraph';

/** A time in a facility; the end is not included. */
export interface Span {
  readonly start: Date;
  readonly end: Date;
}

/** Opening hours of one weekday, as `09:00` in Beijing. A closing time that is not after the opening one is of the next day. */
export interface Hours {
  readonly weekday: number;
  readonly opens: string;
  readonly closes: string;
}

export type SlotState = 'FREE' | 'HELD' | 'BOOKED' | 'CLOSED' | 'PAST' | 'NOT_YET_BOOKABLE';

/** How much of a calendar one question may ask for. */
export const DAYS_SHOWN = 31;

export const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** Day of the week of a civil day, 1 Monday to 7 Sunday (ISO 8601). */
export const weekdayOf = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay() || 7;

export const overlaps = (one: Span, other: Span): boolean => one.start < other.end && other.start < one.end;

export const lengthInMinutes = ({ start, end }: Span): number => minutesBetween(start, end);

/** How many minutes of a span lie on a civil day. */
export function minutesOnDay({ start, end }: Span, day: string): number {
  const [from, to] = [startOfDay(day), startOfDay(addDays(day, 1))];
  return Math.max(0, lengthInMinutes({ start: start > from ? start : from, end: end < to ? end : to }));
}

/** How far ahead slots are booked, the day of booking not counted, and how long one booking is at most. */
export interface Reach {
  readonly daysAhead: number;
  readonly longestMinutes: number;
}

/**
 * Throws `BAD_USER_INPUT` unless a span is made of whole slots that still lie ahead, and not too far (2.4.6). What comes after it works through the
 * span day by day and slot by slot, so it must not be handed a span without an end.
 */
export function assertWholeSlots(slotMinutes: number, span: Span, now: Date, { daysAhead, longestMinutes }: Reach): void {
  const bad = (message: string, field: string) => new Refusal('BAD_USER_INPUT', message, { field });
  const aligned = (instant: Date) => minutesBetween(startOfDay(civilDay(instant)), instant) % slotMinutes === 0;
  if (span.end <= span.start) throw bad('The end must lie after the start.', 'end');
  if (!aligned(span.start))
    throw bad(`The start must lie on a whole slot of ${slotMinutes} minutes, counted from midnight.`, 'start');
  if (!aligned(span.end)) throw bad(`The end must lie on a whole slot of ${slotMinutes} minutes, counted from midnight.`, 'end');
  if (span.start < now) throw bad('The start lies in the past. Choose a slot that has not begun.', 'start');
  if (isTooFarAhead(span, now, daysAhead))
    throw bad(`A slot can be booked ${daysAhead} days ahead at most. Come back nearer to the day.`, 'start');
  if (lengthInMinutes(span) > longestMinutes) throw bad(`One booking lasts ${longestMinutes} minutes at most.`, 'end');
}

/** Throws `OUTSIDE_HOURS` unless the facility is open for the whole span without a break, and no closure is in it. */
export function assertOpen(
  hours: readonly Hours[],
  closures: readonly { from: Date; to: Date; reason: string }[],
  span: Span,
): void {
  refuseIf(
    !isWithinHours(hours, span),
    'OUTSIDE_HOURS',
    'The facility is not open for the whole of that time. See its "openingHours".',
    {
      field: 'start',
    },
  );
  const closure = closures.find(({ from, to }) => overlaps({ start: from, end: to }, span));
  refuseIf(closure !== undefined, 'OUTSIDE_HOURS', `The facility is closed then: "${closure?.reason}". See its "closures".`, {
    field: 'start',
  });
}

export const isWithinHours = (hours: readonly Hours[], span: Span): boolean =>
  openTimes(hours, span).some(({ start, end }) => start <= span.start && span.end <= end);

const DAY_MINUTES = 1_440;

/** Whether a facility is open for what lasts for a span: for all of it, or where that is more than a day, as it begins and as it ends. */
export const isOpenFor = (hours: readonly Hours[], span: Span): boolean => {
  if (lengthInMinutes(span) <= DAY_MINUTES) return isWithinHours(hours, span);
  const times = openTimes(hours, span);
  return (
    times.some(({ start, end }) => start <= span.start && span.start < end) &&
    times.some(({ start, end }) => start < span.end && span.end <= end)
  );
};

/** The slots that lie wholly between two instants, by the opening hours. */
export const slotsBetween = (slotMinutes: number, hours: readonly Hours[], { start, end }: Span): Span[] =>
  openTimes(hours, { start, end }).flatMap((open) =>
    cut(open, slotMinutes).filter((slot) => start <= slot.start && slot.end <= end),
  );

/** The times in which a facility is open that meet a span, in order. Those that follow each other without a break are one. */
function openTimes(hours: readonly Hours[], { start, end }: Span): Span[] {
  const byWeekday = new Map(hours.map((entry) => [entry.weekday, entry]));
  const times: Span[] = [];
  // The hours of the day before may reach into this one.
  for (const day of daysUntil(addDays(civilDay(start), -1), end)) {
    const today = byWeekday.get(weekdayOf(day));
    if (!today) continue;
    const open = { start: at(day, today.opens), end: at(closesNextDay(today) ? addDays(day, 1) : day, today.closes) };
    const before = times.at(-1);
    if (before && before.end >= open.start) times[times.length - 1] = { start: before.start, end: open.end };
    else times.push(open);
  }
  return times;
}

/** The civil days from one on that begin before an instant. The last day that can be written has no next. */
function* daysUntil(first: string, end: Date): Generator<string> {
  for (let day = first; startOfDay(day) < end; ) {
    yield day;
    const next = addDays(day, 1);
    if (next === day) return;
    day = next;
  }
}

/** Whether opening hours reach into the next day. */
export const closesNextDay = ({ opens, closes }: Pick<Hours, 'opens' | 'closes'>): boolean => closes <= opens;

/** A span cut into slots; what is left over at its end is dropped. */
export function cut({ start, end }: Span, slotMinutes: number): Span[] {
  const step = slotMinutes * MINUTE_MS;
  const count = Math.floor((end.getTime() - start.getTime()) / step);
  return Array.from({ length: count }, (_, n) => ({
    start: new Date(start.getTime() + n * step),
    end: new Date(start.getTime() + (n + 1) * step),
  }));
}

export interface SlotUse {
  readonly taken: readonly (Span & { readonly held: boolean })[];
  readonly closures: readonly { from: Date; to: Date }[];
}

/**
 * Whether slots can be had at an instant. They are asked about in order of time, so that each look begins where the last one ended: a month
 * of them costs a month, not its square.
 */
export function judgeSlots(
  { taken, closures }: SlotUse,
  now: Date,
  daysAhead: number,
): (slot: Span, priced: boolean) => SlotState {
  const bookingIn = meeting(taken);
  const closureIn = meeting(closures.map(({ from, to }) => ({ start: from, end: to })));
  const tooFar = startOfDay(addDays(civilDay(now), daysAhead + 1));
  return (slot, priced) => {
    if (slot.start < now) return 'PAST';
    if (!priced || closureIn(slot)) return 'CLOSED';
    const booking = bookingIn(slot);
    if (booking) return booking.held ? 'HELD' : 'BOOKED';
    return slot.start >= tooFar ? 'NOT_YET_BOOKABLE' : 'FREE';
  };
}

/** What meets slots that are asked about in order of time. */
function meeting<Time extends Span>(times: readonly Time[]): (slot: Span) => Time | undefined {
  const inOrder = [...times].sort((one, other) => one.start.getTime() - other.start.getTime());
  let at = 0;
  return ({ start, end }) => {
    let next = inOrder[at];
    while (next && next.end <= start) next = inOrder[++at];
    return next && next.start < end ? next : undefined;
  };
}

/** Whether a time begins after the last of so many days from now, the day of now not counted. */
export const isTooFarAhead = ({ start }: Pick<Span, 'start'>, now: Date, daysAhead: number): boolean =>
  civilDay(start) > addDays(civilDay(now), daysAhead);

const at = (day: string, time: string): Date => minutesAfter(startOfDay(day), minutesOf(time));
