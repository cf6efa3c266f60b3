import { checkedOpenText, insertRow, newId, refuseErased, refuseIf, rows, sql, type Tx } from '@union-graph/subgraph';
import { refuseDead } from '../member/place.ts';
import type { SignMessageInput } from '../schema.gen.ts';
import { shareEvent } from './getEvent.ts';
import { messagePolicy } from './policy.ts';
import { shownWhile } from './queries.ts';
import { assertNotCalledOff } from './rules.ts';
import { SignedMessage } from './SignedMessage.ts';

/** A model worker who is invited signs a message that everybody reads while their consent holds (S-73, PIPL art. 25). */
export async function signMessage(tx: Tx, input: SignMessageInput): Promise<{ message: SignedMessage }> {
  const memberId = tx.viewer.personId ?? '';
  const event = await shareEvent(tx, input.eventId);
  messagePolicy.authorise(tx.viewer, 'signMessage', { memberId });
  assertNotCalledOff(event);
  await refuseErased(tx, [memberId]);
  await refuseDead(tx, [memberId]);
  const invited = await rows(tx.db, sql`select from event_signer where event_id = ${event.id} and member_id = ${memberId}`);
  refuseIf(invited.length === 0, 'NOT_ELIGIBLE', 'Messages are signed by the model workers whom the organiser invited.', {
    rule: 'S-73',
    field: 'eventId',
  });
  const consent = await rows(tx.db, sql`select where ${shownWhile(sql`${memberId}::uuid`, tx.now)}`);
  refuseIf(
    consent.length === 0,
    'CONSENT_REQUIRED',
    'Your message would be shown to everybody with your name. Give a consent for "DELIVERY" with the scope "culture-message" first.',
    { rule: 'PIPL art. 25' },
  );
  const message = await insertRow(tx.db, SignedMessage, {
    id: newId(),
    eventId: event.id,
    memberId,
    text: checkedOpenText(input.text, 'text', 500),
    signedAt: tx.now,
    version: 1,
  });
  return { message };
}
