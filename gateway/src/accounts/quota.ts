import { civilDay, MINUTE_MS, startOfDay } from '@union-graph/subgraph';
import type { LiveAgreement } from '../agreements/agreementState.ts';
import type { QuotaWindow } from '../request/quotaWindow.ts';
import { retryAfterHeader } from '../request/rateLimited.ts';
import type { EarlyRefusal } from '../request/refusal.ts';

const DAY_MS = 86_400_000;

/** The start of the minute of an instant. */
export const startOfMinute = (now: Date): Date => new Date(Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS);

// When the agreement state changes, its agreements are new objects. The windows of the former terms are then garbage-collected with the old objects.
const windows = new WeakMap<LiveAgreement, QuotaWindow>();

/** The quota window of an agreement at an instant. */
export function quotaWindowAt(agreement: LiveAgreement, now: Date): QuotaWindow {
  const minute = startOfMinute(now);
  const known = windows.get(agreement);
  if (known?.minute.getTime() === minute.getTime()) return known;
  const window: QuotaWindow = { agreement, minute, day: startOfDay(civilDay(now)), used: null, uncountedRequests: 0 };
  windows.set(agreement, window);
  return window;
}

/** The refusal of a request when the last known usage has reached the quota: usage never decreases. Null when it has not. */
export function quotaRefusal(window: QuotaWindow, now: Date): EarlyRefusal | null {
  const { agreement, used } = window;
  if (used === null) return null;
  // The day comes first: when its quota is used up, waiting for the next minute does not help.
  if (used.day >= agreement.perDay) return dayRefusal(window, now);
  return used.minute >= agreement.perMinute ? minuteRefusal(window, now) : null;
}

/** Whether the quota has room for one more request, by the usage at the last count and the uncounted requests of this process. */
export const hasRoom = ({ agreement: { perMinute, perDay }, used, uncountedRequests }: QuotaWindow): boolean =>
  used !== null && used.minute + uncountedRequests < perMinute && used.day + uncountedRequests < perDay;

/** How the data subjects of a request are counted: each once in a civil day. */
export interface PersonQuota {
  readonly civilDay: string;
  readonly startOfDay: Date;
  readonly perDay: number;
  readonly now: Date;
}

export function personQuota({ personsPerDay }: LiveAgreement, now: Date): PersonQuota {
  const day = civilDay(now);
  return { civilDay: day, startOfDay: startOfDay(day), perDay: personsPerDay, now };
}

/** The rate limit headers of one limit (draft-ietf-httpapi-ratelimit-headers-03). */
const headersOf = ({ limit, left, ends }: Limit, now: Date): Readonly<Record<string, string>> => ({
  'ratelimit-limit': String(limit),
  'ratelimit-remaining': String(Math.max(0, left)),
  'ratelimit-reset': String(Math.max(1, Math.ceil((ends.getTime() - now.getTime()) / 1_000))),
});

interface Limit {
  readonly limit: number;
  readonly left: number;
  /** When it begins anew. */
  readonly ends: Date;
}

/** When to retry, for a refusal by a limit that is used up: as `retry-after` and as `retryAfterMs`, with the rate limit headers of that limit. */
export function retryAt(now: Date, ends: Date, limit: number): Pick<EarlyRefusal, 'headers' | 'extensions'> {
  const retryAfterMs = Math.max(1, ends.getTime() - now.getTime());
  const headers = { 'retry-after': retryAfterHeader(retryAfterMs), ...headersOf({ limit, left: 0, ends }, now) };
  return { headers, extensions: { retryAfterMs } };
}

/** Says when the next minute begins. Under a test clock that stands still, it is the time that the client has to send. */
export const nextMinute = (begins: Date): string => `The next minute begins at ${begins.toISOString().replace('.000', '')}.`;

const endOfMinute = ({ minute }: QuotaWindow): Date => new Date(minute.getTime() + MINUTE_MS);
const endOfDay = (day: Date): Date => new Date(day.getTime() + DAY_MS);

export const minuteRefusal = (window: QuotaWindow, now: Date): EarlyRefusal => ({
  status: 429,
  code: 'RATE_LIMITED',
  message: `The ${window.agreement.perMinute} requests that your agreement allows in one minute are used up. ${nextMinute(endOfMinute(window))}`,
  ...retryAt(now, endOfMinute(window), window.agreement.perMinute),
});
export const dayRefusal = ({ agreement, day }: QuotaWindow, now: Date): EarlyRefusal => ({
  status: 429,
  code: 'QUOTA_EXCEEDED',
  message: `The ${agreement.perDay} requests that your agreement allows in one day are used up. Wait for tomorrow.`,
  ...retryAt(now, endOfDay(day), agreement.perDay),
});
export const personsRefusal = ({ perDay, startOfDay: start, now }: PersonQuota): EarlyRefusal => ({
  status: 429,
  code: 'QUOTA_EXCEEDED',
  message: `The ${perDay} persons of whom your agreement lets you read in one day are used up. Wait for tomorrow.`,
  ...retryAt(now, endOfDay(start), perDay),
});

/**
 * The rate limit headers of a response: of the minute, or of the day if less of it is left or none, as then the day refuses. Null before the
 * first count. A refusal by another limit has the headers of that one, by {@link retryAt}.
 */
export function limitHeaders(window: QuotaWindow, now: Date): Readonly<Record<string, string>> | null {
  const { agreement, used } = window;
  if (used === null) return null;
  const ofMinute = { limit: agreement.perMinute, left: agreement.perMinute - used.minute, ends: endOfMinute(window) };
  const ofDay = { limit: agreement.perDay, left: agreement.perDay - used.day, ends: endOfDay(window.day) };
  return headersOf(ofDay.left <= 0 || ofDay.left < ofMinute.left ? ofDay : ofMinute, now);
}

export const COUNTING_FAILED: EarlyRefusal = {
  status: 503,
  code: 'DEPENDENCY_UNAVAILABLE',
  message: 'Requests under agreements cannot be counted now. Try again in a moment.',
};
