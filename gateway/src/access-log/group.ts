import { chain, type Receipt } from '../../audit/verify-access-log.mjs';
import type { EarlyRefusal } from '../http/answers.ts';
import { OVER_DAY, OVER_MINUTE, OVER_PERSONS, type PersonQuota, type QuotaSpan } from '../partners/quota.ts';
import { type AccessRecord, withDigest } from './record.ts';

/** What a request owes before its answer leaves. */
export interface Owed {
  /** Null for a request that is only counted. */
  readonly record: AccessRecord | null;
  /** What the request is counted by; null when it is counted already, or by nothing. */
  readonly request: QuotaSpan | null;
  /** How the subjects of the record are counted; null when they are not. */
  readonly persons: PersonQuota | null;
}

/** What became of it: a record that stands in the log, a count, or a refusal, of which nothing is written. */
export interface Settled {
  /** Proof for whoever gets the answer that it was written down. */
  readonly receipt: Receipt | null;
  readonly refusal: EarlyRefusal | null;
}

/** What `write_access` answers. */
export interface Written {
  /** For each count: how many requests the minute took, how many of these the day took, what is used of the minute and of the day. */
  readonly counted: readonly (readonly [number, number, number, number])[];
  readonly refused: readonly number[];
  readonly first_seq: string | null;
  readonly start_hash: string;
  readonly day: string;
  readonly opened: string | null;
}

/** A group of requests as `write_access` takes it, and how its answer is read. */
export interface Group {
  readonly values: readonly [counts: string, records: string];
  settle(written: Written): Settled[];
}

/** Where a request stands in its group: the how manieth of which count it is, and the digest of its record. */
interface Place {
  readonly count: number | undefined;
  readonly nth: number | undefined;
  readonly digest: string | undefined;
}

/** Puts together what several requests owe. Counts are sorted, so that gateways lock them in one order. */
export function groupOf(all: readonly Owed[]): Group {
  const spans = spansOf(all);
  const asked = spans.map(() => 0);
  const places: Place[] = [];
  const records: string[] = [];
  for (const { record, request, persons } of all) {
    const count = request ? spans.indexOf(request) : undefined;
    const nth = count === undefined ? undefined : (asked[count] ?? 0) + 1;
    if (count !== undefined && nth !== undefined) asked[count] = nth;
    const place = places.length;
    if (record) {
      const { format, digest } = withDigest(record);
      places.push({ count, nth, digest });
      records.push(textOf(record, { format, digest, place, count, nth, persons: persons ?? undefined }));
    } else places.push({ count, nth, digest: undefined });
  }
  const counts = spans.map(({ agreement: { id, perMinute, perDay }, minute, day }, at) => {
    return { agreement: id, minute, day, perMinute, perDay, requests: asked[at] };
  });
  return {
    values: [JSON.stringify(counts), `[${records}]`],
    settle: (written) => settle({ spans, places }, written),
  };
}

/** The JSON of a record with more about it: texts are put together several times faster than objects of so many keys. */
const textOf = (record: AccessRecord, more: object): string =>
  `${JSON.stringify(record).slice(0, -1)},${JSON.stringify(more).slice(1)}`;

function spansOf(all: readonly Owed[]): QuotaSpan[] {
  const spans = new Set<QuotaSpan>();
  for (const { request } of all) if (request) spans.add(request);
  return [...spans].sort(inLockOrder);
}

function inLockOrder({ agreement: one, minute }: QuotaSpan, { agreement: other, minute: otherMinute }: QuotaSpan): number {
  return one.id === other.id ? minute.getTime() - otherMinute.getTime() : one.id < other.id ? -1 : 1;
}

interface Grouped {
  readonly spans: readonly QuotaSpan[];
  readonly places: readonly Place[];
}

function settle({ spans, places }: Grouped, { counted, refused, ...chained }: Written): Settled[] {
  for (const [at, span] of spans.entries()) {
    const [, , minute, day] = counted[at] as Written['counted'][number];
    span.used = { minute: Math.max(minute, span.used?.minute ?? 0), day: Math.max(day, span.used?.day ?? 0) };
  }
  let { start_hash: hash } = chained;
  let seq = Number(chained.first_seq) - 1;
  return places.map(({ count, nth, digest }, at): Settled => {
    const [inMinute, inDay] = count === undefined ? [0, 0] : (counted[count] as Written['counted'][number]);
    if (nth !== undefined && nth > inDay) return { receipt: null, refusal: nth > inMinute ? OVER_MINUTE : OVER_DAY };
    if (refused.includes(at)) return { receipt: null, refusal: OVER_PERSONS };
    if (digest === undefined) return { receipt: null, refusal: null };
    seq += 1;
    hash = chain(hash, chained.day, seq, digest);
    return { receipt: { seq, hash }, refusal: null };
  });
}
