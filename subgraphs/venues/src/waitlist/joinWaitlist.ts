import { insertRow, newId, Refusal, refuseErased, refuseIf, rows, sql, type Tx } from '@union-graph/subgraph';
import { assertNotSuspended } from '../booking/buyer.ts';
import { lockMember } from '../booking/locks.ts';
import { getFacility } from '../facility/getFacility.ts';
import { refuseDead } from '../member/place.ts';
import { numbers } from '../rule/numbers.ts';
import type { JoinWaitlistInput } from '../schema.gen.ts';
import { assertBookable, assertSlots, openPriceOf } from '../slot/offer.ts';
import { offerOf } from '../slot/offerOf.ts';
import type { Span } from '../slot/rules.ts';
import { offerFreeSlots } from './offerFreeSlots.ts';
import { waitlistPolicy } from './policy.ts';
import { isWaiting } from './queries.ts';
import { WaitlistEntry } from './WaitlistEntry.ts';

/** Puts a member at the end of the line for a time that is taken (domain rule 2.4.2). */
export async function joinWaitlist(tx: Tx, input: JoinWaitlistInput): Promise<{ entry: WaitlistEntry }> {
  const span = { start: input.start, end: input.end };
  const facility = await getFacility(tx, input.facilityId);
  const memberId = tx.viewer.personId ?? '';
  waitlistPolicy.authorise(tx.viewer, 'joinWaitlist', { memberId, scopePath: facility.scopePath });
  assertBookable(facility);
  const offer = await offerOf(tx, facility, tx.now);
  assertSlots(offer, span, tx.now);
  openPriceOf(offer, span, 'WORKER');
  await offerFreeSlots(tx, facility);
  await lockMember(tx, memberId);
  await refuseErased(tx, [memberId]);
  await refuseDead(tx, [memberId]);
  await assertNotSuspended(tx, memberId);
  await assertTakenByOthers(tx, facility.id, span, memberId);
  await assertFewWaits(tx, memberId);
  const entry = await insertRow(tx.db, WaitlistEntry, {
    id: newId(),
    memberId,
    facilityId: facility.id,
    ...span,
    joinedAt: tx.now,
    status: 'WAITING',
    bookingId: null,
    offerExpiresAt: null,
    scopePath: facility.scopePath,
    version: 1,
  } as WaitlistEntry);
  return { entry };
}

async function assertTakenByOthers({ db }: Tx, facilityId: string, { start, end }: Span, memberId: string): Promise<void> {
  const taken = await rows<{ own: boolean }>(
    db,
    sql`select member_id = ${memberId}::uuid as own from booking where facility_id = ${facilityId}
    and tstzrange(start_at, end_at) && tstzrange(${start}, ${end}) and status in ('HELD', 'CONFIRMED', 'CHECKED_IN')`,
  );
  refuseIf(taken.length === 0, 'VALIDATION_FAILED', 'Nobody has that time. Hold it by "holdSlot" instead of waiting for it.', {
    field: 'start',
  });
  refuseIf(
    taken.some(({ own }) => own),
    'DUPLICATE',
    'You have part of that time yourself. Cancel your booking, or wait for another time.',
    { field: 'start' },
  );
}

async function assertFewWaits({ db, number, now }: Tx, memberId: string): Promise<void> {
  const most = number(numbers.WAITS_PER_MEMBER);
  const [found] = await rows<{ count: number }>(
    db,
    sql`select count(*)::int as count from waitlist_entry w where w.member_id = ${memberId} and ${isWaiting(now)}`,
  );
  if ((found?.count ?? 0) < most) return;
  throw new Refusal(
    'QUOTA_EXCEEDED',
    `You stand in ${most} waiting lists, and one person may stand in no more. Leave one of them.`,
  );
}
