import { eventCancelled } from '@union-graph/events';
import { checkedOpenText, getForUpdate, type Tx, updateRow } from '@union-graph/subgraph';
import { voidSeats } from '../registration/voidSeats.ts';
import type { CancelEventInput } from '../schema.gen.ts';
import { CultureEvent } from './CultureEvent.ts';
import { eventPolicy } from './policy.ts';
import { assertMayBeCalledOff } from './rules.ts';

/**
 * Calls off an event that has not begun. Its seats are void at once, and its facility is free then: readers and constraints go by the event.
 * Its holders are told some hundred at a time. The event is locked, so that no seat is given meanwhile.
 */
export async function cancelEvent(tx: Tx, input: CancelEventInput): Promise<{ event: CultureEvent }> {
  const before = await getForUpdate(tx, CultureEvent, input.eventId, {
    what: 'event',
    visible: () => true,
    expectedVersion: input.expectedVersion,
  });
  eventPolicy.authorise(tx.viewer, 'cancelEvent', before);
  assertMayBeCalledOff(before, tx.now);
  const cancelReason = checkedOpenText(input.reason, 'reason', 200);
  const event = await updateRow(tx.db, CultureEvent, before, { cancelledAt: tx.now, cancelReason });
  const { id, version, scopePath, programme, venueId, startsAt } = event;
  await tx.publish(eventCancelled, { id, version }, { scopePath, programme, venueId, startsAt: startsAt.toISOString() });
  await voidSeats(tx, event.id);
  return { event };
}
