import { Refusal, refuseIf } from '@union-graph/subgraph';

/** The first day of a month: `2013-09-01`. */
export const monthOf = (day: string): string => `${day.slice(0, 7)}-01`;

/** The first day of the month after the one that begins on `month`. */
export function nextMonth(month: string): string {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5, 7))];
  return number === 12 ? `${year + 1}-01-01` : `${year}-${String(number + 1).padStart(2, '0')}-01`;
}

/**
 * Which month may be closed: one that is over, and the one behind the last closed month, so that no month stays open between closed
 * ones. The first one may be any; all before it are closed with it.
 */
export function checkClosable(month: string, today: string, lastClosed: string | null): void {
  refuseIf(
    nextMonth(month) > today,
    'VALIDATION_FAILED',
    `The month ${month.slice(0, 7)} is not over. Close it from ${nextMonth(month)} on.`,
    { rule: 'FND-INV-1', field: 'month' },
  );
  if (lastClosed === null) return;
  if (month <= lastClosed)
    throw new Refusal('DUPLICATE', `The month ${month.slice(0, 7)} is closed already.`, { rule: 'FND-INV-1', field: 'month' });
  refuseIf(
    month !== nextMonth(lastClosed),
    'VALIDATION_FAILED',
    `Months are closed one after the other; the next one is ${nextMonth(lastClosed).slice(0, 7)}.`,
    { rule: 'FND-INV-1', field: 'month' },
  );
}
