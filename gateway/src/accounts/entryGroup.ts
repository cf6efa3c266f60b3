import { chain, type Receipt } from '../../audit/verify-access-log.mjs';
import type { QuotaWindow } from '../request/quotaWindow.ts';
import type { EarlyRefusal } from '../request/refusal.ts';
import { type AttemptWindow, attemptRefusal } from './attempts.ts';
import { dayRefusal, minuteRefusal, type PersonQuota, personsRefusal } from './quota.ts';
import { type AccessRecordContent, withDigest } from './recordContent.ts';

/** What is counted and recorded for one request before its response is sent. */
export interface AccessEntry {
  /** Null for a request that is only counted. */
  readonly record: AccessRecordContent | null;
  /** The quota window of the request; null when it is counted already, or not at all. */
  readonly quotaWindow: QuotaWindow | null;
  /** How the data subjects of the record are counted; null when they are not. */
  readonly personQuota: PersonQuota | null;
  /** The attempt window of the request; null for a request that the quota counts. */
  readonly attemptWindow: AttemptWindow | null;
  /** The current instant by the request's clock. */
  readonly now: Date;
}

/** An entry without any part. */
export const EMPTY_ENTRY: AccessEntry = {
  record: null,
  quotaWindow: null,
  personQuota: null,
  attemptWindow: null,
  now: new Date(0),
};

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
  readResults(written: WriteResult): EntryResult[];
}

/**
 * A request in its group: the indices of its quota window and attempt window, its number among the requests of each window (from 1), and the digest
 * of its record.
 */
interface GroupPosition {
  readonly quotaIndex: number | undefined;
  readonly quotaNumber: number | undefined;
  readonly digest: string | undefined;
  readonly attemptIndex: number | undefined;
  readonly attemptNumber: number | undefined;
  readonly entry: AccessEntry;
}

/** Combines the entries of several requests for one statement. Windows are sorted, so that all gateways lock them in one order. */
export function groupEntries(all: readonly AccessEntry[]): EntryGroup {
  const windows = quotaWindowsOf(all);
  const attempts = attemptWindowsOf(all);
  const requestCounts = windows.map(() => 0);
  const attemptCounts = attempts.map(() => 0);
  const numberWithin = (counts: number[], index: number | undefined): number | undefined => {
    if (index === undefined) return undefined;
    counts[index] = (counts[index] ?? 0) + 1;
    return counts[index];
  };
  const positions: GroupPosition[] = [];
  const records: string[] = [];
  for (const entry of all) {
    const quotaIndex = entry.quotaWindow ? windows.indexOf(entry.quotaWindow) : undefined;
    const attemptIndex = entry.attemptWindow ? attempts.indexOf(entry.attemptWindow) : undefined;
    const quotaNumber = numberWithin(requestCounts, quotaIndex);
    const attemptNumber = numberWithin(attemptCounts, attemptIndex);
    const digested = entry.record && withDigest(entry.record);
    const position = { quotaIndex, quotaNumber, attemptIndex, attemptNumber, digest: digested?.digest, entry };
    if (digested) records.push(recordJson(digested.format, position, positions.length));
    positions.push(position);
  }
  const counts = windows.map(({ agreement: { id, perMinute, perDay }, minute, day }, at) => {
    return { agreement: id, minute, day, perMinute, perDay, requests: requestCounts[at] };
  });
  const tries = attempts.map(({ clientId: client, kind, minute, limit }, at) => {
    return { client, kind, minute, limit, requests: attemptCounts[at] };
  });
  return {
    values: [JSON.stringify(counts), `[${records}]`, JSON.stringify(tries)],
    readResults: (written) => readResults({ windows, attempts, positions }, written),
  };
}

/**
 * A record as `write_access` takes it: its content, and under further keys its position. Joining two texts is several times faster than copying an
 * object of so many keys.
 */
function recordJson(format: number | undefined, position: GroupPosition, place: number): string {
  const { digest, quotaIndex, quotaNumber, attemptIndex, attemptNumber, entry } = position;
  const persons = entry.personQuota && {
    on: entry.personQuota.civilDay,
    day: entry.personQuota.startOfDay,
    perDay: entry.personQuota.perDay,
    now: entry.personQuota.now,
  };
  const keys = {
    format,
    digest,
    place,
    count: quotaIndex,
    nth: quotaNumber,
    attempt: attemptIndex,
    nthAttempt: attemptNumber,
    persons: persons ?? undefined,
  };
  return `${JSON.stringify(entry.record).slice(0, -1)},${JSON.stringify(keys).slice(1)}`;
}

function quotaWindowsOf(all: readonly AccessEntry[]): QuotaWindow[] {
  const windows = new Set<QuotaWindow>();
  for (const { quotaWindow } of all) if (quotaWindow) windows.add(quotaWindow);
  return [...windows].sort(inLockOrder);
}

function inLockOrder({ agreement: one, minute }: QuotaWindow, { agreement: other, minute: otherMinute }: QuotaWindow): number {
  return one.id === other.id ? minute.getTime() - otherMinute.getTime() : one.id < other.id ? -1 : 1;
}

/** By client, kind and minute. */
function attemptWindowsOf(all: readonly AccessEntry[]): AttemptWindow[] {
  const attempts = new Set<AttemptWindow>();
  for (const { attemptWindow } of all) if (attemptWindow) attempts.add(attemptWindow);
  const keys = new Map(
    [...attempts].map((window) => [window, `${window.clientId} ${window.kind} ${window.minute.toISOString()}`]),
  );
  return [...attempts].sort((one, other) => ((keys.get(one) as string) < (keys.get(other) as string) ? -1 : 1));
}

interface EntryPositions {
  readonly windows: readonly QuotaWindow[];
  readonly attempts: readonly AttemptWindow[];
  readonly positions: readonly GroupPosition[];
}

function readResults(
  { windows, attempts, positions }: EntryPositions,
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
    const refusal = refusalOf(position, { counted, attempted }) ?? (refused.includes(at) ? personsRefusalOf(position) : null);
    if (refusal) return { receipt: null, refusal };
    if (position.digest === undefined) return { receipt: null, refusal: null };
    seq += 1;
    hash = chain(hash, chained.day, seq, position.digest);
    return { receipt: { seq, hash }, refusal: null };
  });
}

function refusalOf(
  { quotaIndex, quotaNumber, attemptIndex, attemptNumber, entry }: GroupPosition,
  { counted, attempted }: Pick<WriteResult, 'counted' | 'attempted'>,
): EarlyRefusal | null {
  if (entry.attemptWindow && attemptNumber !== undefined && attemptNumber > (attempted[attemptIndex as number]?.[0] ?? 0))
    return attemptRefusal(entry.attemptWindow, entry.now);
  if (!entry.quotaWindow || quotaNumber === undefined) return null;
  const [grantedByMinute, grantedByDay] = counted[quotaIndex as number] as WriteResult['counted'][number];
  if (quotaNumber <= grantedByDay) return null;
  return quotaNumber > grantedByMinute ? minuteRefusal(entry.quotaWindow, entry.now) : dayRefusal(entry.quotaWindow, entry.now);
}

const personsRefusalOf = ({ entry: { personQuota } }: GroupPosition): EarlyRefusal | null =>
  personQuota && personsRefusal(personQuota);
