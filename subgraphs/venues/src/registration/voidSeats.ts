import { registrationCancelled } from '@union-graph/events';
import { rows, sql, type Task, type Tx } from '@union-graph/subgraph';
import { lockEvent } from '../event/getEvent.ts';

export const VOID_SEATS = 'void_seats';
/** Seats of one transaction: few enough that a killed process loses little work. */
const SEATS_AT_ONCE = 200;

interface Voided {
  readonly id: string;
  readonly version: number;
  readonly memberId: string;
  readonly scopePath: string;
}

/** Writes down that the seats and places of a locked event that was called off are void, and tells their holders: some hundred now, the others by a task. */
export async function voidSeats(tx: Tx, eventId: string): Promise<void> {
  const voided = await rows<Voided>(
    tx.db,
    sql`with voided as (
      update registration set status = 'CANCELLED', cancelled_at = ${tx.now}, version = version + 1
      where id in (select id from registration where event_id = ${eventId} and status <> 'CANCELLED' order by id limit ${SEATS_AT_ONCE} for update)
      returning id, version, member_id, scope_path)
    select id, version, member_id as "memberId", scope_path as "scopePath" from voided order by id`,
  );
  for (const { id, version, memberId, scopePath } of voided)
    await tx.publish(registrationCancelled, { id, version }, { memberId, eventId, scopePath, because: 'EVENT_CANCELLED' });
  if (voided.length === SEATS_AT_ONCE) await tx.schedule(VOID_SEATS, { eventId });
}

const voidMoreSeats: Task = async (tx, { eventId }) => voidSeats(tx, (await lockEvent(tx, eventId as string)).id);

export const registrationTasks = { [VOID_SEATS]: voidMoreSeats };
