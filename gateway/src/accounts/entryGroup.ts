import { chain, type Receipt } from '../../audit/verify-access-log.mjs';
import type { QuotaWindow } from '../request/quotaWindow.ts';
import type { EarlyRefusal } from '../request/refusal.ts';
import { type AttemptWindow, overAttempts } from './attempts.ts';
import { overDay, overMinute, overPersons, type PersonQuota } from './quota.ts';
import { type AccessRecordContent, withDigest } from './recordContent.ts';

/** What is counted and recorded for one request before its answer leaves. */
export interface AccountEntry {
  /** Null for a request that is only counted. */
  readonly record: AccessRecordContent | null;
  /** What the request is counted by; null when it is counted already, or by nothing. */
  readonly request: QuotaWindow | null;
  /** How the subjects of the record are counted; null when they are not. */
  readonly persons: PersonQuota | null;
  /** What the request is counted by that its quota does not count; null for most. */
  readonly attempt: AttemptWindow | null;
  /** The request's own clock, for when to come again. */
  readonly now: Date;
}

/** An entry that counts and records nothing; its parts are replaced one by one. */
export const EMPTY_ENTRY: AccountEntry = { record: null, request: null, persons: null, attempt: null, now: new Date(0) };

/** What became of it: a record that stands in the log, a count, or a refusal, of which nothing is written. */
export interface EntryResult {
  /** The client's proof that the record was written. */
  readonly receipt: Receipt | null;
  readonly refusal: EarlyRefusal | null;
}

/** What `write_access` answers. */
export interface WriteResult {
  /** For each count: how many requests the minute took, how many of these the day took, what is used of the minute and of the day. */
  readonly counted: readonly (readonly [number, number, number, number])[];
  /** For each count of attempts: how many are granted, and how many there were so far. */
  readonly attempted: readonly (readonly [number, number])[];
  readonly refused: readonly number[];
  readonly first_seq: string | null;
  readonly start_hash: string;
  readonly day: string;
  readonly opened: string | null;
}

/** A group of requests as `write_access` takes it, and how its answer is read. */
export interface EntryGroup {
  readonly values: readonly [counts: string, records: string, attempts: string];
  settle(written: WriteResult): EntryResult[];
}

/** The position of a request in its group: the index of its quota window and of its attempt window, its number within each, and its record's digest. */
interface GroupPosition {
  readonly count: number | undefined;
  readonly nth: number | undefined;
  readonly digest: string | undefined;
  readonly attempt: number | undefined;
  readonly nthAttempt: number | undefined;
  readonly owed: AccountEntry;
}

/** Combines the entries of several requests. Quota windows are sorted, so that all gateways lock them in one order. */
export function groupEntries(all: readonly AccountEntry[]): EntryGroup {
  const spans = spansOf(all);
  const attempts = attemptsOf(all);
  const asked = spans.map(() => 0);
  const tried = attempts.map(() => 0);
  const nthOf = (counts: number[], at: number | undefined): number | undefined => {
    if (at === undefined) return undefined;
    counts[at] = (counts[at] ?? 0) + 1;
    return counts[at];
  };
  const places: GroupPosition[] = [];
  const records: string[] = [];
  for (const owed of all) {
    const count = owed.request ? spans.indexOf(owed.request) : undefined;
    const attempt = owed.attempt ? attempts.indexOf(owed.attempt) : undefined;
    const at = { count, nth: nthOf(asked, count), attempt, nthAttempt: nthOf(tried, attempt) };
    const place = places.length;
    if (owed.record) {
      const { format, digest } = withDigest(owed.record);
      places.push({ ...at, digest, owed });
      records.push(textOf(owed.record, { format, digest, place, ...at, persons: owed.persons ?? undefined }));
    } else places.push({ ...at, digest: undefined, owed });
  }
  const counts = spans.map(({ agreement: { id, perMinute, perDay }, minute, day }, at) => {
    return { agreement: id, minute, day, perMinute, perDay, requests: asked[at] };
  });
  const tries = attempts.map(({ clientId: client, kind, minute, limit }, at) => {
    return { client, kind, minute, limit, requests: tried[at] };
  });
  return {
    values: [JSON.stringify(counts), `[${records}]`, JSON.stringify(tries)],
    settle: (written) => settle({ spans, attempts, places }, written),
  };
}

/** The JSON of a record with more about it: texts are put together several times faster than objects of so many keys. */
const textOf = (record: AccessRecordContent, more: object): string =>
  `${JSON.stringify(record).slice(0, -1)},${JSON.stringify(more).slice(1)}`;

function spansOf(all: readonly AccountEntry[]): QuotaWindow[] {
  const spans = new Set<QuotaWindow>();
  for (const { request } of all) if (request) spans.add(request);
  return [...spans].sort(inLockOrder);
}

function inLockOrder({ agreement: one, minute }: QuotaWindow, { agreement: other, minute: otherMinute }: QuotaWindow): number {
  return one.id === other.id ? minute.getTime() - otherMinute.getTime() : one.id < other.id ? -1 : 1;
}

/** By client, kind and minute. */
function attemptsOf(all: readonly AccountEntry[]): AttemptWindow[] {
  const attempts = new Set<AttemptWindow>();
  for (const { attempt } of all) if (attempt) attempts.add(attempt);
  const keys = new Map([...attempts].map((span) => [span, `${span.clientId} ${span.kind} ${span.minute.toISOString()}`]));
  return [...attempts].sort((one, other) => ((keys.get(one) as string) < (keys.get(other) as string) ? -1 : 1));
}

interface Grouped {
  readonly spans: readonly QuotaWindow[];
  readonly attempts: readonly AttemptWindow[];
  readonly places: readonly GroupPosition[];
}

function settle({ spans, attempts, places }: Grouped, { counted, attempted, refused, ...chained }: WriteResult): EntryResult[] {
  for (const [at, span] of spans.entries()) {
    const [, , minute, day] = counted[at] as WriteResult['counted'][number];
    span.used = { minute: Math.max(minute, span.used?.minute ?? 0), day: Math.max(day, span.used?.day ?? 0) };
  }
  for (const [at, span] of attempts.entries()) span.used = Math.max(span.used, attempted[at]?.[1] ?? 0);
  let { start_hash: hash } = chained;
  let seq = Number(chained.first_seq) - 1;
  return places.map((place, at): EntryResult => {
    const refusal = refusalOf(place, { counted, attempted }) ?? (refused.includes(at) ? overPersonsOf(place) : null);
    if (refusal) return { receipt: null, refusal };
    if (place.digest === undefined) return { receipt: null, refusal: null };
    seq += 1;
    hash = chain(hash, chained.day, seq, place.digest);
    return { receipt: { seq, hash }, refusal: null };
  });
}

function refusalOf(
  { count, nth, attempt, nthAttempt, owed }: GroupPosition,
  { counted, attempted }: Pick<WriteResult, 'counted' | 'attempted'>,
): EarlyRefusal | null {
  if (owed.attempt && nthAttempt !== undefined && nthAttempt > (attempted[attempt as number]?.[0] ?? 0))
    return overAttempts(owed.attempt, owed.now);
  if (!owed.request || nth === undefined) return null;
  const [inMinute, inDay] = counted[count as number] as WriteResult['counted'][number];
  if (nth <= inDay) return null;
  return nth > inMinute ? overMinute(owed.request, owed.now) : overDay(owed.request, owed.now);
}

const overPersonsOf = ({ owed: { persons } }: GroupPosition): EarlyRefusal | null => persons && overPersons(persons);
