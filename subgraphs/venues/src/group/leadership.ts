import { Refusal, rows, sql, type Tx } from '@union-graph/subgraph';
import { numbers } from '../rule/numbers.ts';

/** Throws `QUOTA_EXCEEDED` for who leads as many groups as one person may (S-71). The member must be locked. */
export async function assertFewGroups({ db, number }: Tx, leaderId: string): Promise<void> {
  const most = number(numbers.GROUPS_PER_LEADER);
  const led = await rows(db, sql`select from fitness_group where leader_id = ${leaderId} limit ${most}`);
  if (led.length < most) return;
  throw new Refusal('QUOTA_EXCEEDED', `One person leads ${most} groups at most. Hand one over first.`, { rule: 'S-71' });
}

/** Throws `QUOTA_EXCEEDED` for a group that has as many times of the week as one may have (S-71). The group must be locked. */
export async function assertFewTimes({ db, number, now }: Tx, groupId: string): Promise<void> {
  const most = number(numbers.TIMES_PER_GROUP);
  const times = await rows(
    db,
    sql`select from recurring_booking r where r.group_id = ${groupId} and r.cancelled_at is null
      and r.until_on >= (${now}::timestamptz at time zone 'Asia/Shanghai')::date limit ${most}`,
  );
  if (times.length < most) return;
  throw new Refusal('QUOTA_EXCEEDED', `A group has ${most} times of the week at most. Give one up first.`, { rule: 'S-71' });
}
