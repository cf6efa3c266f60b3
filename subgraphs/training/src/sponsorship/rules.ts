import type { Transitions } from '@union-graph/subgraph';

export type SponsorshipStatus = 'PROPOSED' | 'APPROVED' | 'ACTIVE' | 'COMPLETED' | 'STOPPED';
export type InstalmentStatus =
  | 'PLANNED'
  | 'PAYMENT_REQUESTED'
  | 'PAID'
  | 'PAYMENT_FAILED'
  | 'PAYMENT_VOIDED'
  | 'RETURNED'
  | 'WITHDRAWN'
  | 'CANCELLED';

/** A sponsorship's life (domain rule 2.3.2). */
export const SPONSORSHIP_TRANSITIONS: Transitions<SponsorshipStatus> = {
  PROPOSED: ['APPROVED', 'STOPPED'],
  APPROVED: ['ACTIVE', 'STOPPED'],
  ACTIVE: ['COMPLETED', 'STOPPED'],
  COMPLETED: [],
  STOPPED: [],
};

/** An instalment's life; what the fund gave up or got back it may pay anew, unless the studies ended. Money that was with the bank by then is
 * paid all the same. */
export const INSTALMENT_TRANSITIONS: Transitions<InstalmentStatus> = {
  PLANNED: ['PAYMENT_REQUESTED', 'CANCELLED'],
  PAYMENT_REQUESTED: ['PAID', 'PAYMENT_FAILED', 'PAYMENT_VOIDED', 'WITHDRAWN'],
  PAYMENT_FAILED: ['PAID', 'PAYMENT_VOIDED', 'WITHDRAWN'],
  PAYMENT_VOIDED: ['PAID', 'PAYMENT_FAILED', 'WITHDRAWN'],
  PAID: ['RETURNED'],
  RETURNED: ['PAID', 'PAYMENT_FAILED', 'PAYMENT_VOIDED', 'WITHDRAWN'],
  WITHDRAWN: ['PAID'],
  CANCELLED: [],
};

/** The share of a tuition, rounded down to the fen. */
export const shareOf = (tuitionFen: bigint, shareBp: number): bigint => (tuitionFen * BigInt(shareBp)) / 10_000n;

/** A total in equal parts; the last one takes the remainder, and none is empty (SKL-INV-8: together they are the total). */
export function partsOf(totalFen: bigint, count: number): bigint[] {
  if (totalFen === 0n) return [];
  const parts = totalFen < BigInt(count) ? 1 : count;
  const each = totalFen / BigInt(parts);
  return Array.from({ length: parts }, (_, at) => (at === parts - 1 ? totalFen - each * BigInt(parts - 1) : each));
}

/** The same day some years later; the last of February for the 29th in a year without one. */
export function yearsLater(day: string, years: number): string {
  const later = `${String(Number(day.slice(0, 4)) + years).padStart(4, '0')}${day.slice(4)}`;
  const date = new Date(`${later}T00:00:00Z`);
  return date.toISOString().slice(0, 10) === later ? later : `${later.slice(0, 8)}28`;
}
