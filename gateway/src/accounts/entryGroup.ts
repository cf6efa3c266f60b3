import { chain, type Receipt } from '../../audit/verify-access-log.mjs';
import type { QuotaWindow } from '../request/quotaWindow.ts';
import type { EarlyRefusal } from '../request/refusal.ts';
import { type AttemptWindow, overAttempts } from './attempts.ts';
import { overDay, overMinute, overPersons, type PersonQuota } from './quota.ts';
import { type AccessRecordContent, withDigest } from './recordContent.ts';

/** What is counted and recorded for one request before its response is sent. */
export interface AccountEntry {
  /** Null for a request that is only counted. */
  readonly record: AccessRecordContent | null;
  /** The quota window of the request; null when it is counted already, or not at all. */
  readonly request: QuotaWindow | null;
  /** How the data subjects of the record are counted; null when they are not. */
  readonly persons: PersonQuota | null;
  /** The attempt window of the request; null for a request that the quota counts. */
  readonly attempt: AttemptWindow | null;
  /** The current instant by the request's clock. */
  readonly now: Date;
}

/** An entry without any part. */
export const EMPTY_ENTRY: AccountEntry = { record: null, request: null, persons: null, attempt: null, now: new Date(0) };

/** The result of an entry. A refused entry is not written. */
export interface EntryResult {
  /** The client's proof that the record was written. */
  readonly receipt: Receipt | null;
  readonly refusal: EarlyRefusal | null;
}

/** The result of `write_access`. */
export interface WriteResult {
  /** For each quota window: the requests granted by the minute, those of them granted by the day, and the usage of the minute and the day. */
  readonly counted: readonly (readonly [number, number, number, number])[];
  /** For each attempt window: the attempts granted, and the attempts so far. */
  readonly attempted: readonly (readonly [number, number])[];
  readonly refused: readonly number[];
  readonly first_seq: string | null;
  readonly start_hash: string;
  readonly day: string;
  readonly opened: string | null;
}

/** The parameters of `write_access` for several entries, and the function that reads its result. */
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
  readonly entry: AccountEntry;
}

/** Combines the entries of several requests for one statement. Windows are sorted, so that all gateways lock them in one order. */
export function groupEntries(all: readonly AccountEntry[]): EntryGroup {
  const windows = quotaWindowsOf(all);
  const attempts = attemptWindowsOf(all);
  const asked = windows.map(() => 0);
  const tried = attempts.map(() => 0);
  const nthOf = (counts: number[], at: number | undefined): number | undefined => {
    if (at === undefined) return undefined;
    counts[at] = (counts[at] ?? 0) + 1;
    return counts[at];
  };
  const positions: GroupPosition[] = [];
  const records: string[] = [];
  for (const entry of all) {
    const count = entry.request ? windows.indexOf(entry.request) : undefined;
    const attempt = entry.attempt ? attempts.indexOf(entry.attempt) : undefined;
    const at = { count, nth: nthOf(asked, count), attempt, nthAttempt: nthOf(tried, attempt) };
    const position = positions.length;
    if (entry.record) {
      const { format, digest } = withDigest(entry.record);
      positions.push({ ...at, digest, entry });
      records.push(textOf(entry.record, { format, digest, place: position, ...at, persons: entry.persons ?? undefined }));
    } else positions.push({ ...at, digest: undefined, entry });
  }
  const counts = windows.map(({ agreement: { id, perMinute, perDay }, minute, day }, at) => {
    return { agreement: id, minute, day, perMinute, perDay, requests: asked[at] };
  });
  const tries = attempts.map(({ clientId: client, kind, minute, limit }, at) => {
    return { client, kind, minute, limit, requests: tried[at] };
  });
  return {
    values: [JSON.stringify(counts), `[${records}]`, JSON.stringify(tries)],
    settle: (written) => settle({ windows, attempts, positions }, written),
  };
}

/** The JSON of a record with further keys. Joining the texts is several times faster than copying an object of so many keys. */
const textOf = (record: AccessRecordContent, more: object): string =>
  `${JSON.stringify(record).slice(0, -1)},${JSON.stringify(more).slice(1)}`;

function quotaWindowsOf(all: readonly AccountEntry[]): QuotaWindow[] {
  const windows = new Set<QuotaWindow>();
  for (const { request } of all) if (request) windows.add(request);
  return [...windows].sort(inLockOrder);
}

function inLockOrder({ agreement: one, minute }: QuotaWindow, { agreement: other, minute: otherMinute }: QuotaWindow): number {
  return one.id === other.id ? minute.getTime() - otherMinute.getTime() : one.id < other.id ? -1 : 1;
}

/** By client, kind and minute. */
function attemptWindowsOf(all: readonly AccountEntry[]): AttemptWindow[] {
  const attempts = new Set<AttemptWindow>();
  for (const { attempt } of all) if (attempt) attempts.add(attempt);
  const keys = new Map(
    [...attempts].map((window) => [window, `${window.clientId} ${window.kind} ${window.minute.toISOString()}`]),
  );
  return [...attempts].sort((one, other) => ((keys.get(one) as string) < (keys.get(other) as string) ? -1 : 1));
}

interface Grouped {
  readonly windows: readonly QuotaWindow[];
  readonly attempts: readonly AttemptWindow[];
  readonly positions: readonly GroupPosition[];
}

function settle(
  { windows, attempts, positions }: Grouped,
  { counted, attempted, refused, ...chained }: WriteResult,
): EntryResult[] {
  for (const [at, window] of windows.entries()) {
    const [, , minute, day] = counted[at] as WriteResult['counted'][number];
    window.used = { minute: Math.max(minute, window.used?.minute ?? 0), day: Math.max(day, window.used?.day ?? 0) };
  }
  for (const [at, window] of attempts.entries()) window.used = Math.max(window.used, attempted[at]?.[1] ?? 0);
  let { start_hash: hash } = chained;
  let seq = Number(chained.first_seq) - 1;
  return positions.map((position, at): EntryResult => {
    const refusal = refusalOf(position, { counted, attempted }) ?? (refused.includes(at) ? overPersonsOf(position) : null);
    if (refusal) return { receipt: null, refusal };
    if (position.digest === undefined) return { receipt: null, refusal: null };
    seq += 1;
    hash = chain(hash, chained.day, seq, position.digest);
    return { receipt: { seq, hash }, refusal: null };
  });
}

function refusalOf(
  { count, nth, attempt, nthAttempt, entry }: GroupPosition,
  { counted, attempted }: Pick<WriteResult, 'counted' | 'attempted'>,
): EarlyRefusal | null {
  if (entry.attempt && nthAttempt !== undefined && nthAttempt > (attempted[attempt as number]?.[0] ?? 0))
    return overAttempts(entry.attempt, entry.now);
  if (!entry.request || nth === undefined) return null;
  const [inMinute, inDay] = counted[count as number] as WriteResult['counted'][number];
  if (nth <= inDay) return null;
  return nth > inMinute ? overMinute(entry.request, entry.now) : overDay(entry.request, entry.now);
}

const overPersonsOf = ({ entry: { persons } }: GroupPosition): EarlyRefusal | null => persons && overPersons(persons);
