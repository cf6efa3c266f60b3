import { draw } from '../draw.ts';
import type { Profile } from '../profile.ts';
import { atNine, workedDay } from './days.ts';

/** When a case came and what became of it until the data's today. */
export interface CaseCourse {
  readonly status: string;
  readonly receivedOn: string;
  readonly receivedAt: string;
}

/** The centres opened in July 2009 (P2); the last day before the data's today that is worked is a Friday. */
const OPENED_MS = Date.parse('2009-07-01T00:00:00Z');
const LAST_MS = Date.parse('2013-10-18T00:00:00Z');
const MINUTES_A_DAY = 480;

/** From this day on a case is still in its fifteen days. */
const IN_TIME_FROM = '2013-10-08';

interface Place {
  readonly status: string;
  /** How many there are in the whole city. */
  readonly count: number;
  readonly from: string;
  readonly to: string;
}

const IN_CITY = 88_800;

/** What is open after the fifteen days: days of receipt at which a case can be there without a deadline missed. */
const GOING_ON: readonly Place[] = [
  { status: 'EFFECTIVE', count: 300, from: '2013-09-12', to: '2013-10-07' },
  { status: 'CONFIRMING', count: 60, from: '2013-09-25', to: '2013-10-07' },
  { status: 'TO_ARBITRATION', count: 250, from: '2013-09-02', to: '2013-09-27' },
  { status: 'CONFIRMED', count: 120, from: '2013-06-03', to: '2013-09-06' },
  { status: 'BREACHED', count: 150, from: '2013-06-03', to: '2013-09-06' },
  { status: 'PAYMENT_ORDER', count: 40, from: '2013-06-03', to: '2013-09-06' },
  { status: 'ENFORCEMENT', count: 30, from: '2013-06-03', to: '2013-09-06' },
  { status: 'AWARDED', count: 120, from: '2013-07-15', to: '2013-08-12' },
  { status: 'LITIGATION', count: 60, from: '2013-05-06', to: '2013-07-12' },
];

/** What is over, and neither failed nor successful, with its part of them. */
const OVER: readonly (readonly [status: string, part: number])[] = [
  ['NOT_ACCEPTED', 0.3],
  ['WITHDRAWN', 0.35],
  ['REFUSED', 0.05],
  ['CLOSED', 0.3],
];
const OVER_UNTIL = '2013-05-31';
/** Whoever failed came so long ago that the fifteen days are over. */
const FAILED_UNTIL = '2013-09-27';

/** The courses of all cases in the order of their receipt; there are more of them each year. */
export function coursesOf({ cases, successfulCases, failedCases }: Profile): CaseCourse[] {
  const received = receipts(cases);
  const statuses: (string | undefined)[] = received.map(({ receivedOn }, at) =>
    receivedOn >= IN_TIME_FROM ? statusInTime(receivedOn, draw(201, at, 4)) : undefined,
  );
  const put = (status: string, count: number, from: string, to: string): void => {
    const free = received.flatMap(({ receivedOn }, at) =>
      statuses[at] === undefined && receivedOn >= from && receivedOn <= to ? [at] : [],
    );
    if (free.length < count) throw new Error(`There is no room for ${count} cases that are ${status}.`);
    for (let nth = 0; nth < count; nth++) statuses[free[Math.floor(((nth + 0.5) * free.length) / count)] as number] = status;
  };
  for (const { status, count, from, to } of GOING_ON) put(status, Math.max(1, Math.round((count * cases) / IN_CITY)), from, to);
  const others = cases - successfulCases - failedCases - statuses.filter((status) => status !== undefined).length;
  const counts = OVER.map(([, part]) => Math.floor(others * part));
  counts[0] = (counts[0] as number) + others - counts.reduce((sum, count) => sum + count, 0);
  for (const [at, [status]] of OVER.entries()) put(status, counts[at] as number, '2009-07-01', OVER_UNTIL);
  put('FAILED', failedCases, '2009-07-01', FAILED_UNTIL);
  return received.map((one, at) => ({ ...one, status: statuses[at] ?? 'PERFORMED' }));
}

/** How far a case has come that was received in the last days, so that nothing is late. */
function statusInTime(receivedOn: string, drawn: number): string {
  if (receivedOn >= '2013-10-18') return 'RECEIVED';
  if (receivedOn >= '2013-10-16') return drawn < 2 ? 'RECEIVED' : 'ACCEPTED';
  if (receivedOn >= '2013-10-11') return drawn < 1 ? 'ACCEPTED' : 'ASSIGNED';
  return drawn < 3 ? 'IN_MEDIATION' : 'AGREED';
}

/** Days and times of receipt in their order; the number grows with the years. */
function receipts(cases: number): Pick<CaseCourse, 'receivedOn' | 'receivedAt'>[] {
  return Array.from({ length: cases }, (_, at) => {
    const day = new Date(OPENED_MS + (LAST_MS - OPENED_MS) * Math.sqrt((at + 0.5) / cases)).toISOString().slice(0, 10);
    const receivedOn = workedDay(day);
    return { receivedOn, receivedAt: atNine(receivedOn, draw(200, at, MINUTES_A_DAY)) };
  }).sort((one, other) => one.receivedAt.localeCompare(other.receivedAt));
}
