import type { Viewer } from '@union-graph/identity';
import { MINUTE_MS } from '@union-graph/subgraph';
import { LRUCache } from 'lru-cache';
import type { LiveAgreement } from '../agreements/agreementState.ts';
import type { EarlyRefusal } from '../request/refusal.ts';
import { nextMinute, retryAt, startOfMinute } from './quota.ts';

/**
 * The kinds of requests that the quota does not count. `REFUSED`: refused under an agreement. `NOT_ADMITTED`: there is no active agreement for the
 * purpose. `OWN_AGREEMENT`: the client reads its own agreement.
 */
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

/** The maximum number of attempts of one client in a minute. They are above the quota, so that a client can correct its mistakes. */
export interface AttemptLimits {
  /** Of refused requests under an agreement, for each request of its quota. */
  readonly perRequest: number;
  /** Of refused requests under an agreement with a small quota. */
  readonly least: number;
  /** Of requests without an active agreement. Programs poll until theirs begins. */
  readonly notAdmitted: number;
  /** Of reads of the client's own agreement. */
  readonly ownAgreement: number;
}

/** The default limits. The domain rules set none. */
export const DEFAULT_ATTEMPT_LIMITS: AttemptLimits = { perRequest: 2, least: 120, notAdmitted: 600, ownAgreement: 60 };

const ATTEMPT_VARIABLES: Readonly<Record<keyof AttemptLimits, string>> = {
  perRequest: 'ATTEMPTS_PER_REQUEST',
  least: 'ATTEMPTS_LEAST',
  notAdmitted: 'ATTEMPTS_NOT_ADMITTED',
  ownAgreement: 'ATTEMPTS_OWN_AGREEMENT',
};
const MAX_LIMIT = 1_000_000;

/** Reads the limits from the environment variables in gateway/README.md, and adds a sentence to `faults` for each invalid one. */
export function readAttemptLimits(env: NodeJS.ProcessEnv, faults: string[]): AttemptLimits {
  const given = Object.entries(ATTEMPT_VARIABLES).flatMap(([limit, name]): [string, number][] => {
    const text = env[name];
    if (!text) return [];
    if (!/^\d{1,7}$/.test(text) || Number(text) < 1 || Number(text) > MAX_LIMIT)
      faults.push(`${name} is no whole number from 1 to ${MAX_LIMIT}: "${text}".`);
    return [[limit, Number(text)]];
  });
  return { ...DEFAULT_ATTEMPT_LIMITS, ...Object.fromEntries(given) };
}

/** A partner's request; `partner` is its admission, if it was admitted. */
interface PartnerRequest {
  readonly viewer: Viewer;
  readonly partner: { readonly agreement: LiveAgreement } | null;
  readonly now: Date;
}

const MAX_CLIENTS = 10_000;

/** The attempt windows of all clients in this process. */
export interface AttemptWindows {
  /** The attempt window of a partner's request. */
  windowAt(kind: AttemptKind, request: PartnerRequest): AttemptWindow;
}

export function createAttemptWindows(limits: AttemptLimits): AttemptWindows {
  const windows = new LRUCache<string, AttemptWindow>({ max: MAX_CLIENTS });
  return {
    windowAt: (kind, { viewer: { clientId, subject }, partner, now }) => {
      const minute = startOfMinute(now);
      const limit = limitOf(limits, kind, partner?.agreement.perMinute ?? 0);
      // Persons of one partner share its client id, but each has their own attempts.
      const who = clientId === null || clientId === subject ? subject : `${clientId} ${subject}`;
      const key = `${kind} ${limit} ${who}`;
      const known = windows.get(key);
      if (known?.minute.getTime() === minute.getTime()) return known;
      const window: AttemptWindow = { clientId: who, kind, minute, limit, used: 0 };
      windows.set(key, window);
      return window;
    },
  };
}

function limitOf(limits: AttemptLimits, kind: AttemptKind, perMinute: number): number {
  if (kind === 'OWN_AGREEMENT') return limits.ownAgreement;
  return kind === 'NOT_ADMITTED' ? limits.notAdmitted : Math.max(limits.least, limits.perRequest * perMinute);
}

export const attemptsUsedUp = ({ used, limit }: AttemptWindow): boolean => used >= limit;

/** The refusal of an attempt over the limit. */
export function attemptRefusal({ kind, minute, limit }: AttemptWindow, now: Date): EarlyRefusal {
  const ends = new Date(minute.getTime() + MINUTE_MS);
  const message =
    kind === 'OWN_AGREEMENT'
      ? `Your own agreement can be read ${limit} times a minute. ${nextMinute(ends)}`
      : `This client has made ${limit} attempts in this minute, refused ones among them, and that is the limit. Mend what was refused. ${nextMinute(ends)}`;
  return { status: 429, code: 'RATE_LIMITED', message, ...retryAt(now, ends, limit) };
}
