import type { Viewer } from '@union-graph/identity';
import { LRUCache } from 'lru-cache';
import type { LiveAgreement } from '../agreements/agreementState.ts';
import type { EarlyRefusal } from '../request/refusal.ts';
import { MINUTE_MS, startOfMinute, waiting } from './quota.ts';

/**
 * What a client does beside what its quota counts: requests under an agreement that are refused, those that come without one or with another
 * purpose, and reading the own agreement.
 */
export type AttemptKind = 'REFUSED' | 'NOT_ADMITTED' | 'OWN_AGREEMENT';

/** Attempts of one kind by one client in one minute, as far as this process knows of them. The database has the truth. */
export interface AttemptWindow {
  readonly clientId: string;
  readonly kind: AttemptKind;
  /** When the minute begins. */
  readonly minute: Date;
  /** How many there may be; of refused ones together with the requests that were let in. */
  readonly limit: number;
  /** How many there were in all gateways when one was counted last: never less than this is. */
  used: number;
}

/**
 * A client may try more often than its quota lets it in, so that it finds its mistakes, and not without end. These numbers are ours: the
 * domain rules name none.
 */
const ATTEMPTS_PER_REQUEST = 2;
const LEAST_ATTEMPTS = 120;
/** Programs ask again and again until their agreement begins, and are told no at the door. */
const NOT_ADMITTED_PER_MINUTE = 600;
const OWN_AGREEMENT_PER_MINUTE = 60;

const MAX_CLIENTS = 10_000;
const spans = new LRUCache<string, AttemptWindow>({ max: MAX_CLIENTS });

/** Whose attempts are counted: a request's viewer, and the agreement it was let in under, if it was. */
interface Attempting {
  readonly viewer: Viewer;
  readonly partner: { readonly agreement: LiveAgreement } | null;
  readonly now: Date;
}

/** The span that a partner's request belongs to. */
export function attemptsAt(kind: AttemptKind, { viewer: { clientId, subject }, partner, now }: Attempting): AttemptWindow {
  const minute = startOfMinute(now);
  const limit = limitOf(kind, partner?.agreement.perMinute ?? 0);
  // PersonType of partners share the client they sign in with, and do not use up each other's attempts.
  const who = clientId === null || clientId === subject ? subject : `${clientId} ${subject}`;
  const key = `${kind} ${limit} ${who}`;
  const known = spans.get(key);
  if (known?.minute.getTime() === minute.getTime()) return known;
  const span: AttemptWindow = { clientId: who, kind, minute, limit, used: 0 };
  spans.set(key, span);
  return span;
}

function limitOf(kind: AttemptKind, perMinute: number): number {
  if (kind === 'OWN_AGREEMENT') return OWN_AGREEMENT_PER_MINUTE;
  return kind === 'NOT_ADMITTED' ? NOT_ADMITTED_PER_MINUTE : Math.max(LEAST_ATTEMPTS, ATTEMPTS_PER_REQUEST * perMinute);
}

export const attemptsUsedUp = ({ used, limit }: AttemptWindow): boolean => used >= limit;

/** The refusal of one attempt more. */
export function overAttempts({ kind, minute, limit }: AttemptWindow, now: Date): EarlyRefusal {
  const ends = new Date(minute.getTime() + MINUTE_MS);
  const message =
    kind === 'OWN_AGREEMENT'
      ? `Your own agreement can be read ${limit} times a minute. Wait for the next minute.`
      : `This client has made ${limit} attempts in this minute, refused ones among them, and that is the limit. Mend what was refused, and wait for the next minute.`;
  return { status: 429, code: 'RATE_LIMITED', message, ...waiting(now, ends) };
}
