import { checkedOpenText, civilDay, insertRow, newId, Refusal, refuseIf, rows, sql, type Tx } from '@union-graph/subgraph';
import { lockEvent } from '../event/getEvent.ts';
import { eventPolicy } from '../event/policy.ts';
import { assertNotCalledOff } from '../event/rules.ts';
import { numbers } from '../rule/numbers.ts';
import type { AddPictureInput } from '../schema.gen.ts';
import { EventPicture } from './EventPicture.ts';

const LONGEST_TYPED = 300;
const LONGEST_KEPT = 500;

/** Adds a picture to the gallery of an event that has begun (S-73). The event is locked, so that its pictures are counted one by one. */
export async function addPicture(tx: Tx, input: AddPictureInput): Promise<{ picture: EventPicture }> {
  const event = await lockEvent(tx, input.eventId);
  eventPolicy.authorise(tx.viewer, 'keepGallery', event);
  assertNotCalledOff(event);
  const { takenOn } = input;
  const [first, today] = [civilDay(event.startsAt), civilDay(tx.now)];
  refuseIf(event.startsAt > tx.now, 'INVALID_TRANSITION', 'The event has not begun; there are no pictures of it.', {
    rule: 'S-73',
    field: 'eventId',
  });
  refuseIf(
    takenOn < first || takenOn > today || takenOn > civilDay(event.endsAt),
    'VALIDATION_FAILED',
    `A picture of the event was taken on a day of it, from ${first} on; got ${takenOn}.`,
    { rule: 'S-73', field: 'takenOn' },
  );
  const address = checkedAddress(input.address);
  const most = tx.number(numbers.PICTURES_PER_EVENT);
  const kept = await rows(
    tx.db,
    sql`select from event_picture where event_id = ${event.id} and withdrawn_at is null limit ${most}`,
  );
  refuseIf(kept.length >= most, 'QUOTA_EXCEEDED', `A gallery has ${most} pictures at most.`, { rule: 'S-73', field: 'eventId' });
  const picture = await insertRow(tx.db, EventPicture, {
    id: newId(),
    eventId: event.id,
    titleZh: checkedOpenText(input.titleZh, 'titleZh', 100),
    address,
    takenOn,
    addedBy: tx.viewer.personId as string,
    addedAt: tx.now,
    withdrawnAt: null,
    withdrawnReason: null,
    version: 1,
  });
  return { picture };
}

/** An address that a browser opens safely: https, a host with a name, no sign-in in it. What is kept is longer than what was typed where that is Chinese. */
function checkedAddress(text: string): string {
  const parsed = text.length <= LONGEST_TYPED && URL.canParse(text) ? new URL(text) : null;
  const isSafe =
    parsed?.protocol === 'https:' && parsed.username === '' && parsed.password === '' && /\.[a-z]{2,}$/i.test(parsed.hostname);
  if (parsed && isSafe && parsed.href.length <= LONGEST_KEPT) return parsed.href;
  throw new Refusal(
    'BAD_USER_INPUT',
    `"address" is an https address of ${LONGEST_TYPED} characters at most, ${LONGEST_KEPT} when percent-encoded.`,
    {
      field: 'address',
    },
  );
}
