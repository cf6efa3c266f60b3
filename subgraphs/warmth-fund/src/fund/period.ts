import { refuseIf } from '@union-graph/subgraph';

/** A span of civil days whose end is not before its start; `BAD_USER_INPUT` else. */
export function checkedPeriod<Period extends { readonly from: string; readonly to: string }>(period: Period): Period {
  refuseIf(
    period.from > period.to,
    'BAD_USER_INPUT',
    `The period ends on ${period.to}, before it begins on ${period.from}. Swap the two days.`,
    { field: 'period' },
  );
  return period;
}
