import { codeHash, minutesAfter, type ReadContext, rows, signText, sql } from '@union-graph/subgraph';
import type { CultureEvent } from '../event/CultureEvent.ts';
import { keysOf } from '../event/getEvent.ts';
import { numbers } from '../rule/numbers.ts';

/** A signed list by which a door works for some minutes without network. */
export interface DoorList {
  readonly issuedAt: Date;
  readonly validUntil: Date;
  readonly content: string;
  readonly signature: string;
  readonly publicKey: string;
}

/** Lists the tickets of an event that are good, and those that were used, by hashes of their codes: no names, and no codes. None when it was called off. */
export async function doorListOf({ db, now, number }: ReadContext, event: CultureEvent): Promise<DoorList> {
  const keys = await keysOf(db, event.id);
  const tickets = await rows<{ code: string; used: boolean }>(
    db,
    sql`select ticket_code as code, status = 'CHECKED_IN' as used from registration
    where event_id = ${event.id} and status in ('CONFIRMED', 'CHECKED_IN') and ${event.cancelledAt === null}`,
  );
  const validUntil = minutesAfter(now, number(numbers.DOOR_LIST_MINUTES));
  const hashes = (used: boolean) =>
    tickets
      .filter((ticket) => ticket.used === used)
      .map(({ code }) => codeHash(code))
      .sort();
  const content = JSON.stringify({
    eventId: event.id,
    issuedAt: now.toISOString(),
    validUntil: validUntil.toISOString(),
    good: hashes(false),
    used: hashes(true),
  });
  return { issuedAt: now, validUntil, content, signature: signText(keys, content), publicKey: keys.publicKey };
}
