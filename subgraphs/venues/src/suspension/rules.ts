import { addDays } from '@union-graph/subgraph';

interface Ban {
  readonly from: string;
  readonly to: string;
  readonly liftedAt: Date | null;
}

export const holds = ({ from, to, liftedAt }: Ban, day: string): boolean => liftedAt === null && from <= day && day <= to;

/** The first day whose missed bookings count on `today`: of a span of days the first is not counted (domain rule 2.0 «Days»). */
export const windowStart = (today: string, days: number): string => addDays(today, -days);
