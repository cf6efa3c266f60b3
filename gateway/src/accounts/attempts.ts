import type { Viewer } from '@union-graph/identity';
import { LRUCache } from 'lru-cache';
import type { LiveAgreement } from '../agreements/agreementState.ts';
import type { EarlyRefusal } from '../request/refusal.ts';
import { MINUTE_MS, retryAt, startOfMinute } from './quota.ts';

/** Requests outside of the quota: refused under an agreement, not admitted (no active agreement, or another purpose), reading one's own agreement. */
export type AttemptKind = 'REFUSED' | 'NOT_ADMITTED' | 'OWN_AGREEMENT';

/** The attempts of one kind by one client in one minute, as this process knows them. The database is authoritative. */
export interface AttemptWindow {
  readonly clientId: string;
  readonly kind: AttemptKind;
  /** The start of the minute. */
  readonly minute: Date;
  /** The maximum. Refused requests are limited together with the admitted ones. */
  readonly limit: number;
  /** The attempts in all gateways at the last count; a lower bound. */
  used: number;
}

/** Limits of attempts. They are above the quota, so that a client can correct its mistakes. The domain rules do not set them. */
const ATTEMPTS_PER_REQUEST = 2;
const MIN_ATTEMPTS = 120;
/** Programs poll until their agreement begins. */
const NOT_ADMITTED_PER_MINUTE = 600;
const OWN_AGREEMENT_PER_MINUTE = 60;

const MAX_CLIENTS = 10_000;
const windows = new LRUCache<string, AttemptWindow>({ max: MAX_CLIENTS });

/** A partner's request; `partner` is its admission, if it was admitted. */
interface PartnerRequest {
  readonly viewer: Viewer;
  readonly partner: { readonly agreement: LiveAgreement } | null;
  readonly now: Date;
}

/** The attempt window of a partner's request. */
export function attemptsAt(kind: AttemptKind, { viewer: { clientId, subject }, partner, now }: PartnerRequest): AttemptWindow {
  const minute = startOfMinute(now);
  const limit = limitOf(kind, partner?.agreement.perMinute ?? 0);
  // Persons of one partner share its client id, but each has their own attempts.
  const who = clientId === null || clientId === subject ? subject : `${clientId} ${subject}`;
  const key = `${kind} ${limit} ${who}`;
  const known = windows.get(key);
  if (known?.minute.getTime() === minute.getTime()) return known;
  const window: AttemptWindow = { clientId: who, kind, minute, limit, used: 0 };
  windows.set(key, window);
  return window;
}

function limitOf(kind: AttemptKind, perMinute: number): number {
  if (kind === 'OWN_AGREEMENT') return OWN_AGREEMENT_PER_MINUTE;
  return kind === 'NOT_ADMITTED' ? NOT_ADMITTED_PER_MINUTE : Math.max(MIN_ATTEMPTS, ATTEMPTS_PER_REQUEST * perMinute);
}

export const attemptsUsedUp = ({ used, limit }: AttemptWindow): boolean => used >= limit;

/** The refusal of an attempt over the limit. */
export function overAttempts({ kind, minute, limit }: AttemptWindow, now: Date): EarlyRefusal {
  const ends = new Date(minute.getTime() + MINUTE_MS);
  const message =
    kind === 'OWN_AGREEMENT'
      ? `Your own agreement can be read ${limit} times a minute. Wait for the next minute.`
      : `This client has made ${limit} attempts in this minute, refused ones among them, and that is the limit. Mend what was refused, and wait for the next minute.`;
  return { status: 429, code: 'RATE_LIMITED', message, ...retryAt(now, ends) };
}
