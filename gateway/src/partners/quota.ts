import { civilDay, startOfDay } from '@union-graph/subgraph';
import type { EarlyRefusal } from '../http/answers.ts';
import type { LiveAgreement } from './standing.ts';

const MINUTE_MS = 60_000;

/** The requests under one agreement in one minute, as far as this process knows of them (GOV-INV-8). The database has the truth. */
export interface QuotaSpan {
  readonly agreement: LiveAgreement;
  /** When the minute begins. */
  readonly minute: Date;
  /** When the civil day begins. */
  readonly day: Date;
  /** What was used in all gateways when a request was counted last: never less than this is. Null when none was. */
  used: { readonly minute: number; readonly day: number } | null;
  /** Requests of this process that are let in and not counted yet. */
  uncounted: number;
}

// A change of the standing makes other objects of all agreements, and what was known under the former terms goes with them.
const spans = new WeakMap<LiveAgreement, QuotaSpan>();

/** The span of an agreement at an instant. */
export function spanAt(agreement: LiveAgreement, now: Date): QuotaSpan {
  const start = Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS;
  const known = spans.get(agreement);
  if (known?.minute.getTime() === start) return known;
  const span: QuotaSpan = { agreement, minute: new Date(start), day: startOfDay(civilDay(now)), used: null, uncounted: 0 };
  spans.set(agreement, span);
  return span;
}

/** Why no more requests come in, where this process knows it by itself: what is used never becomes less. */
export function usedUp({ agreement: { perMinute, perDay }, used }: QuotaSpan): EarlyRefusal | null {
  if (used === null) return null;
  if (used.minute >= perMinute) return OVER_MINUTE;
  return used.day >= perDay ? OVER_DAY : null;
}

/** Whether there is room for one more, if other gateways have let nobody in since the last count. */
export const hasRoom = ({ agreement: { perMinute, perDay }, used, uncounted }: QuotaSpan): boolean =>
  used !== null && used.minute + uncounted < perMinute && used.day + uncounted < perDay;

/** How the persons are counted of whom a request has read, each once in a civil day. */
export interface PersonQuota {
  readonly on: string;
  readonly day: Date;
  readonly perDay: number;
}

export function personQuota({ personsPerDay }: LiveAgreement, now: Date): PersonQuota {
  const on = civilDay(now);
  return { on, day: startOfDay(on), perDay: personsPerDay };
}

export const OVER_MINUTE: EarlyRefusal = {
  status: 429,
  code: 'RATE_LIMITED',
  message: 'The requests that your agreement allows in one minute are used up. Wait for the next minute.',
};
export const OVER_DAY: EarlyRefusal = {
  status: 429,
  code: 'QUOTA_EXCEEDED',
  message: 'The requests that your agreement allows in one day are used up. Wait for tomorrow.',
};
export const OVER_PERSONS: EarlyRefusal = {
  status: 429,
  code: 'QUOTA_EXCEEDED',
  message: 'The persons of whom your agreement lets you read in one day are used up. Wait for tomorrow.',
};
export const UNCOUNTED: EarlyRefusal = {
  status: 503,
  code: 'DEPENDENCY_UNAVAILABLE',
  message: 'Requests under agreements cannot be counted now. Try again in a moment.',
};
