import { type Batch, columns, grouped, inOrder, rows, sql } from '@union-graph/subgraph';
import { FitnessGroup } from './FitnessGroup.ts';
import { RecurringBooking } from './RecurringBooking.ts';

/** Groups by id; that they exist is public. */
export const fitnessGroup: Batch<string, FitnessGroup | null> = async ({ db }, ids) => {
  const found = await rows<FitnessGroup>(
    db,
    sql`select ${columns(FitnessGroup, 'g')} from fitness_group g where g.id = any(${ids}::uuid[])`,
  );
  return inOrder(ids, found, ({ id }) => id);
};

/** The recurring bookings of groups that were not given up, by weekday and time. */
export const recurringOfGroup: Batch<string, RecurringBooking[]> = async ({ db }, groups) => {
  const found = await rows<RecurringBooking>(
    db,
    sql`select ${columns(RecurringBooking, 'r')} from recurring_booking r
    where r.group_id = any(${groups}::uuid[]) and r.cancelled_at is null order by r.weekday, r.starts, r.id`,
  );
  return grouped(groups, found, ({ groupId }) => groupId);
};
