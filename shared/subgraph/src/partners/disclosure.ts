import { readsAsPartner, type Viewer } from '@union-graph/identity';
import { addDays, civilDay } from '../clock.ts';
import { refuseIf } from '../refusal.ts';

/** Smaller counts could identify people, and partners get counts as multiples of it (domain rule 4.2). */
export const SMALLEST = 10;

/** A span of civil days, both included. */
export interface Days {
  readonly from: string;
  readonly to: string;
}

const MAX_QUARTERS = 40;

/** The calendar quarters that lie wholly in a span, the earliest first. */
export function wholeQuarters({ from, to }: Days): Days[] {
  const found: Days[] = [];
  for (let first = quarterFrom(from); first !== null; ) {
    const next = nextQuarter(first);
    const last = next === null ? LAST_DAY : addDays(next, -1);
    if (last > to) break;
    found.push({ from: first, to: last });
    first = next;
  }
  return found;
}

/** No quarter after this one can be written. */
const [LAST_QUARTER, LAST_DAY] = ['9999-10-01', '9999-12-31'];

const twoDigits = (number: number): string => String(number).padStart(2, '0');

/** The first day of the first calendar quarter that begins on a day or after it; null where none can be written. */
function quarterFrom(day: string): string | null {
  const own = `${day.slice(0, 4)}-${twoDigits(Math.floor((Number(day.slice(5, 7)) - 1) / 3) * 3 + 1)}-01`;
  return own === day ? day : nextQuarter(own);
}

function nextQuarter(first: string): string | null {
  const [year, month] = [Number(first.slice(0, 4)), Number(first.slice(5, 7))];
  if (first === LAST_QUARTER) return null;
  return month === 10 ? `${String(year + 1).padStart(4, '0')}-01-01` : `${first.slice(0, 4)}-${twoDigits(month + 3)}-01`;
}

/**
 * The periods whose figures are added up for a viewer. Partners get whole calendar quarters: if every answer is a sum of the same numbers, the
 * difference of two overlapping periods discloses nothing new (domain rules 4.2, 4.3 point 6). They are quarters that are over: the figures of
 * the present one grow, and what they grew by from one day to the next would be a single payment. So do staff who may not read the rows that are
 * counted (`isExact` is false, C-20). Null for those who get exact figures. Throws `VALIDATION_FAILED` when a period has no whole quarter that is over.
 */
export function piecesFor(
  { viewer, now }: { readonly viewer: Viewer; readonly now: Date },
  days: Days,
  isExact: boolean,
): Days[] | null {
  if (readsAsPartner(viewer)) return publishedPieces(now, days, 'Partners');
  return isExact ? null : publishedPieces(now, days, 'Those who do not read what is counted here');
}

/** The same periods for others who get published figures only; `who` names them in the refusal. */
export function publishedPieces(now: Date, days: Days, who: string): Days[] {
  const message = `${who} get figures of whole calendar quarters that are over. Ask for a period of at least one of them and at most ten years.`;
  refuseIf(days.to > addDays(days.from, 366 * 12), 'VALIDATION_FAILED', message, { rule: '4.2', field: 'period' });
  const quarters = wholeQuarters(days).filter(({ to }) => to < civilDay(now));
  refuseIf(quarters.length === 0 || quarters.length > MAX_QUARTERS, 'VALIDATION_FAILED', message, {
    rule: '4.2',
    field: 'period',
  });
  return quarters;
}

/** A count as partners get it: rounded down to tens, null below ten. */
export const published = (count: number): number | null => (count < SMALLEST ? null : count - (count % SMALLEST));

/** The sum of published counts; null when all are null. */
export const sumOf = (counts: readonly (number | null)[]): number | null =>
  counts.reduce<number | null>((sum, count) => (count === null ? sum : (sum ?? 0) + count), null);

/** An amount in fen as partners get it: rounded down to tens of yuan, null when it concerns fewer than ten people. */
export const publishedFen = (fen: bigint, people: number): bigint | null =>
  people < SMALLEST ? null : fen - (fen % FEN_IN_TEN_YUAN);

const FEN_IN_TEN_YUAN = 1_000n;

/** The sum of published amounts; null when all are null. */
export const sumOfFen = (amounts: readonly (bigint | null)[]): bigint | null =>
  amounts.reduce<bigint | null>((sum, fen) => (fen === null ? sum : (sum ?? 0n) + fen), null);

/**
 * The keys of the withheld counts (domain rule 4.3 point 6): those below ten, zero included, and then the next smallest ones, until at least two
 * counts with ten or more people are withheld. A small count can then not be computed by subtraction from the total.
 */
export function withheldCells<Key extends string>(cells: readonly { readonly key: Key; readonly count: number }[]): Set<Key> {
  const hidden = new Set<Key>();
  let people = 0;
  for (const { key, count } of cells.toSorted((a, b) => a.count - b.count || a.key.localeCompare(b.key))) {
    if (count >= SMALLEST && (hidden.size === 0 || (hidden.size >= 2 && people >= SMALLEST))) break;
    hidden.add(key);
    people += count;
  }
  return hidden;
}
