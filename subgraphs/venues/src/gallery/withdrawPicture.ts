import { checkedOpenText, getForUpdate, refuseIf, type Tx, updateRow } from '@union-graph/subgraph';
import { eventOf } from '../event/getEvent.ts';
import { eventPolicy } from '../event/policy.ts';
import type { WithdrawPictureInput } from '../schema.gen.ts';
import { EventPicture } from './EventPicture.ts';

/** Takes a picture out of the gallery, for instance because somebody in it asks for that; nobody reads it any more. */
export async function withdrawPicture(tx: Tx, input: WithdrawPictureInput): Promise<{ picture: EventPicture }> {
  const before = await getForUpdate(tx, EventPicture, input.pictureId, {
    what: 'picture',
    visible: () => true,
    expectedVersion: input.expectedVersion,
  });
  eventPolicy.authorise(tx.viewer, 'keepGallery', await eventOf(tx.db, before.eventId));
  refuseIf(before.withdrawnAt !== null, 'INVALID_TRANSITION', 'The picture was withdrawn before.', { field: 'pictureId' });
  const withdrawnReason = checkedOpenText(input.reason, 'reason', 200);
  return { picture: await updateRow(tx.db, EventPicture, before, { withdrawnAt: tx.now, withdrawnReason }) };
}
