import { checkedNumber, checkedOpenText, columns, insertRows, newId, rows, sql, type Tx } from '@union-graph/subgraph';
import type { CultureEvent } from '../event/CultureEvent.ts';
import { lockEvent } from '../event/getEvent.ts';
import { eventPolicy } from '../event/policy.ts';
import { numbers } from '../rule/numbers.ts';
import type { MergeCheckInsInput, OfflineCheckInInput } from '../schema.gen.ts';
import { Registration } from './Registration.ts';
import { doorsOpenAt } from './rules.ts';
import { TicketScan } from './TicketScan.ts';

const MOST_CHECK_INS = 1_000;

/** What became of one check-in that a door made without network. */
export interface MergedCheckIn {
  readonly index: number;
  readonly outcome: 'ADMITTED' | 'DOUBLE' | 'KNOWN' | 'REFUSED';
  readonly reason: string | null;
  readonly firstAt: Date | null;
  readonly firstDoor: string | null;
}

interface Merged {
  readonly event: CultureEvent;
  readonly admittedCount: number;
  readonly checkIns: MergedCheckIn[];
}

type Scanned = OfflineCheckInInput & { readonly index: number };

/**
 * Takes the check-ins of a door that had no network, each as it stands: the first of a ticket admits, others are doubles and told with the
 * first (VEN-INV-6). What was told before changes nothing. The event is locked, so that two doors merge one after the other.
 */
export async function mergeCheckIns(tx: Tx, input: MergeCheckInsInput): Promise<Merged> {
  const event = await lockEvent(tx, input.eventId);
  eventPolicy.authorise(tx.viewer, 'checkInTicket', event);
  const door = checkedOpenText(input.door, 'door', 50);
  checkedNumber(input.checkIns.length, 'checkIns', [1, MOST_CHECK_INS]);
  const scanned = input.checkIns
    .map((one, index) => ({ ...one, index }))
    .sort((one, other) => one.at.getTime() - other.at.getTime());
  const tickets = await ticketsOf(
    tx,
    event.id,
    scanned.map(({ code }) => code),
  );
  const scans = await scansOf(
    tx,
    [...tickets.values()].map(({ id }) => id),
  );
  const results: MergedCheckIn[] = [];
  const made: TicketScan[] = [];
  for (const one of scanned) {
    const ticket = tickets.get(one.code);
    const reason = whyRefused(tx, event, ticket, one);
    if (!ticket || reason) {
      results.push({ index: one.index, outcome: 'REFUSED', reason, firstAt: null, firstDoor: null });
      continue;
    }
    const known = scans.filter(({ registrationId }) => registrationId === ticket.id);
    const first = known.find(({ outcome }) => outcome === 'ADMITTED') ?? null;
    const isKnown = known.some((scan) => scan.door === door && scan.scannedAt.getTime() === one.at.getTime());
    const outcome = isKnown ? 'KNOWN' : first ? 'DOUBLE' : 'ADMITTED';
    results.push({ index: one.index, outcome, reason: null, firstAt: first?.scannedAt ?? null, firstDoor: first?.door ?? null });
    if (outcome === 'KNOWN') continue;
    const scan = { id: newId(), registrationId: ticket.id, door, scannedAt: one.at, mergedAt: tx.now, outcome } as const;
    scans.push(scan);
    made.push(scan);
  }
  await insertRows(tx.db, TicketScan, made);
  const admitted = made.filter(({ outcome }) => outcome === 'ADMITTED');
  await admit(tx, admitted);
  return { event, admittedCount: admitted.length, checkIns: results.sort((one, other) => one.index - other.index) };
}

function whyRefused(tx: Tx, event: CultureEvent, ticket: Registration | undefined, { at }: Scanned): string | null {
  if (!ticket) return 'The code is no ticket of this event.';
  if (event.cancelledAt !== null) return 'The event was called off.';
  if (ticket.status === 'CANCELLED' || ticket.status === 'WAITLISTED') return 'The ticket was cancelled.';
  const isOpen = at >= doorsOpenAt(event, tx.number(numbers.DOORS_OPEN_MINUTES_BEFORE)) && at < event.endsAt && at <= tx.now;
  return isOpen ? null : 'The doors were not open then.';
}

async function ticketsOf({ db }: Tx, eventId: string, codes: readonly string[]): Promise<Map<string, Registration>> {
  const found = await rows<Registration>(
    db,
    sql`select ${columns(Registration, 'r')} from registration r where r.ticket_code = any(${codes}::text[]) and r.event_id = ${eventId}
    order by r.id for update`,
  );
  return new Map(found.map((row) => [row.ticketCode as string, row]));
}

const scansOf = ({ db }: Tx, registrationIds: readonly string[]): Promise<TicketScan[]> =>
  rows(
    db,
    sql`select ${columns(TicketScan, 's')} from ticket_scan s where s.registration_id = any(${registrationIds}::uuid[]) order by s.scanned_at`,
  );

const admit = ({ db }: Tx, scans: readonly TicketScan[]): Promise<unknown> =>
  rows(
    db,
    sql`update registration r set status = 'CHECKED_IN', checked_in_at = scan.at, version = version + 1
    from unnest(${scans.map(({ registrationId }) => registrationId)}::uuid[], ${scans.map(({ scannedAt }) => scannedAt.toISOString())}::timestamptz[])
      as scan(id, at) where r.id = scan.id`,
  );
