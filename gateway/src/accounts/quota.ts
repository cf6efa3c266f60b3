import { civilDay, startOfDay } from '@union-graph/subgraph';
import type { LiveAgreement } from '../agreements/agreementState.ts';
import type { QuotaWindow } from '../request/quotaWindow.ts';
import { retryAfterHeader } from '../request/rateLimited.ts';
import type { EarlyRefusal } from '../request/refusal.ts';

export const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** When the minute of an instant begins. */
export const startOfMinute = (now: Date): Date => new Date(Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS);

// A change of the agreementState makes other objects of all agreements, and what was known under the former terms goes with them.
const windows = new WeakMap<LiveAgreement, QuotaWindow>();

/** The quota window of an agreement at an instant. */
export function windowAt(agreement: LiveAgreement, now: Date): QuotaWindow {
  const minute = startOfMinute(now);
  const known = windows.get(agreement);
  if (known?.minute.getTime() === minute.getTime()) return known;
  const window: QuotaWindow = { agreement, minute, day: startOfDay(civilDay(now)), used: null, uncounted: 0 };
  windows.set(agreement, window);
  return window;
}

/** Why no more requests come in, where this process knows it by itself: what is used never becomes less. */
export function usedUp(span: QuotaWindow, now: Date): EarlyRefusal | null {
  const { agreement, used } = span;
  if (used === null) return null;
  // Where the day's quota is used up, the next minute brings nothing.
  if (used.day >= agreement.perDay) return overDay(span, now);
  return used.minute >= agreement.perMinute ? overMinute(span, now) : null;
}

/** Whether there is room for one more, if other gateways have let nobody in since the last count. */
export const hasRoom = ({ agreement: { perMinute, perDay }, used, uncounted }: QuotaWindow): boolean =>
  used !== null && used.minute + uncounted < perMinute && used.day + uncounted < perDay;

/** How the persons are counted of whom a request has read, each once in a civil day. */
export interface PersonQuota {
  readonly on: string;
  readonly day: Date;
  readonly perDay: number;
  readonly now: Date;
}

export function personQuota({ personsPerDay }: LiveAgreement, now: Date): PersonQuota {
  const on = civilDay(now);
  return { on, day: startOfDay(on), perDay: personsPerDay, now };
}

/** What a refusal says about when to come again: in whole seconds (RFC 9110, 10.2.3) and in milliseconds. */
export function waiting(now: Date, until: Date): Pick<EarlyRefusal, 'headers' | 'extensions'> {
  const retryAfterMs = Math.max(1, until.getTime() - now.getTime());
  return { headers: { 'retry-after': retryAfterHeader(retryAfterMs) }, extensions: { retryAfterMs } };
}

const endOfMinute = ({ minute }: QuotaWindow): Date => new Date(minute.getTime() + MINUTE_MS);
const endOfDay = (day: Date): Date => new Date(day.getTime() + DAY_MS);

export const overMinute = (span: QuotaWindow, now: Date): EarlyRefusal => ({
  status: 429,
  code: 'RATE_LIMITED',
  message: `The ${span.agreement.perMinute} requests that your agreement allows in one minute are used up. Wait for the next minute.`,
  ...waiting(now, endOfMinute(span)),
});
export const overDay = ({ agreement, day }: QuotaWindow, now: Date): EarlyRefusal => ({
  status: 429,
  code: 'QUOTA_EXCEEDED',
  message: `The ${agreement.perDay} requests that your agreement allows in one day are used up. Wait for tomorrow.`,
  ...waiting(now, endOfDay(day)),
});
export const overPersons = ({ perDay, day, now }: PersonQuota): EarlyRefusal => ({
  status: 429,
  code: 'QUOTA_EXCEEDED',
  message: `The ${perDay} persons of whom your agreement lets you read in one day are used up. Wait for tomorrow.`,
  ...waiting(now, endOfDay(day)),
});

/**
 * How much of a quota is left, for the headers of an answer (draft-ietf-httpapi-ratelimit-headers-03): of the minute, or of the day where less is
 * left of it. Null where this process has counted nothing yet.
 */
export function limitHeaders(span: QuotaWindow, now: Date): Readonly<Record<string, string>> | null {
  const { agreement, used } = span;
  if (used === null) return null;
  const ofMinute = { limit: agreement.perMinute, left: agreement.perMinute - used.minute, ends: endOfMinute(span) };
  const ofDay = { limit: agreement.perDay, left: agreement.perDay - used.day, ends: endOfDay(span.day) };
  const { limit, left, ends } = ofDay.left < ofMinute.left ? ofDay : ofMinute;
  return {
    'ratelimit-limit': String(limit),
    'ratelimit-remaining': String(Math.max(0, left)),
    'ratelimit-reset': String(Math.max(1, Math.ceil((ends.getTime() - now.getTime()) / 1_000))),
  };
}

export const UNCOUNTED: EarlyRefusal = {
  status: 503,
  code: 'DEPENDENCY_UNAVAILABLE',
  message: 'Requests under agreements cannot be counted now. Try again in a moment.',
};
