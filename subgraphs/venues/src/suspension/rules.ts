import { addDays } from '@union-graph/subgraph';

/** So many missed bookings … (VEN-INV-5 [D]) */
export const NO_SHOWS = 3;
/** … in so many days … */
export const WINDOW_DAYS = 90;
/** … keep a member from booking for so many; the day of the last one is not counted. */
export const SUSPENSION_DAYS = 30;

interface Ban {
  readonly from: string;
  readonly to: string;
  readonly liftedAt: Date | null;
}

export const holds = ({ from, to, liftedAt }: Ban, day: string): boolean => liftedAt === null && from <= day && day <= to;

/** The first day whose missed bookings count on `today`: of a span of days the first is not counted (domain rule 2.0 «Days»). */
export const windowStart = (today: string): string => addDays(today, -WINDOW_DAYS);

export const suspensionFrom = (today: string): { from: string; to: string } => ({
  from: today,
  to: addDays(today, SUSPENSION_DAYS),
});
