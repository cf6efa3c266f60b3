import { Refusal } from '@union-graph/subgraph';

export interface Period {
  readonly nameZh: string;
  readonly from: string;
  readonly to: string;
  readonly minutesPerDay: number;
  readonly perPeriod: number;
}

/** What a member has booked in a period: in all, and on the day in question. */
export interface Usage {
  readonly bookings: number;
  readonly minutesThatDay: number;
}

export const covers = ({ from, to }: Pick<Period, 'from' | 'to'>, day: string): boolean => from <= day && day <= to;

/** Throws `QUOTA_EXCEEDED` when another booking of `minutes` would be more than one person may have (VEN-INV-3). */
export function assertWithinQuota(period: Period, used: Usage, minutes: number): void {
  const instead = 'Choose the audience "WORKER" to book at the public price.';
  const details = { rule: 'VEN-INV-3', field: 'audience' };
  if (used.bookings + 1 > period.perPeriod) {
    throw new Refusal(
      'QUOTA_EXCEEDED',
      `You have had your ${period.perPeriod} free bookings of "${period.nameZh}". ${instead}`,
      details,
    );
  }
  if (used.minutesThatDay + minutes > period.minutesPerDay) {
    const left = Math.max(0, period.minutesPerDay - used.minutesThatDay);
    throw new Refusal(
      'QUOTA_EXCEEDED',
      `"${period.nameZh}" gives ${period.minutesPerDay} free minutes a day; you have ${left} left. ${instead}`,
      details,
    );
  }
}
