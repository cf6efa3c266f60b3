import { type Batch, columns, inOrder, rows, sql } from '@union-graph/subgraph';
import { DutyShift } from './DutyShift.ts';

/** Shifts by id; public. */
export const dutyShift: Batch<string, DutyShift | null> = async ({ db }, ids) => {
  const found = await rows<DutyShift>(
    db,
    sql`select ${columns(DutyShift, 'd')} from duty_shift d where d.id = any(${ids}::uuid[])`,
  );
  return inOrder(ids, found, ({ id }) => id);
};

/** A lawyer's shifts between two instants; siblings ask for the same span. */
export interface DutyKey {
  readonly lawyerId: string;
  readonly start: string;
  readonly end: string;
}

/** Duty shifts that stand and overlap a span, the earliest first. */
export const duties: Batch<DutyKey, DutyShift[]> = async ({ db }, keys) => {
  const found = await rows<DutyShift & { at: number }>(
    db,
    sql`select asked.at::int as at, ${columns(DutyShift, 'd')}
    from unnest(${keys.map(({ lawyerId }) => lawyerId)}::uuid[], ${keys.map(({ start }) => start)}::timestamptz[], ${keys.map(({ end }) => end)}::timestamptz[])
      with ordinality as asked(lawyer_id, start_at, end_at, at)
    join duty_shift d on d.lawyer_id = asked.lawyer_id and d.cancelled_at is null
      and tstzrange(d.start_at, d.end_at) && tstzrange(asked.start_at, asked.end_at)
    order by d.start_at, d.id`,
  );
  return keys.map((_, index) => found.filter(({ at }) => at === index + 1));
};
