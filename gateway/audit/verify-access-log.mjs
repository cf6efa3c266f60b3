#!/usr/bin/env node
// Verifies an exported access log of the union graph. One file, no dependencies, Node.js 20 or newer:
//
//   node verify-access-log.mjs --key gateway.jwk access-log.ndjson [--receipt 1234:5f3c…]…
//
// --key is the gateway's public key (Ed25519, a JSON Web Key or a set of them, as /access-log/keys.json of the gateway gives it).
// --receipt is what the gateway gave with an answer in the header "x-access-record"; the log must hold that record.
//
// Exits with 0 when the log is whole, with 1 when it is not, and names the first record at fault.
//
// How the log is made. Records are numbered without gaps. The digest of a record is SHA-256 over the JSON array of its values
// (`digestOf`); its hash is SHA-256 over the hash of the record before it (32 bytes), its day as text (10 bytes), its number (8 bytes, the
// highest first) and its digest (`chain`). The first record follows SHA-256 of "union-graph access log". Checkpoints sign a
// number and the hash there; a day's closing signs its first and last number and the last hash, its root. The next day goes on
// from that root, so that a day's records may be dropped after three years and the rest still hangs together. Records say in which form
// they are (`format`); those without one are of the first, which knew no roles. What is in one form stays in it.
import { createHash, createPublicKey, verify } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

export const FORMAT = 'union-graph/access-log/2';
/** Exports of before records told roles. */
const FORMATS = [FORMAT, 'union-graph/access-log/1'];
/** The form in which records are written now. */
export const RECORD_FORMAT = 2;
/** Records are kept for at least three years (PIPL art. 56). */
const KEPT_YEARS = 3;
/** Whatever is older than this must be signed for. */
const UNSIGNED_MS = 60_000;
/** By how much the clocks of the log, of its gateways and of whoever verifies may differ. */
const CLOCKS_MS = 300_000;
/** How far away a record is looked for that stands in another's place. */
const NEAR = 10_000;

const sha256 = (data) => createHash('sha256').update(data).digest();

/** What the first record follows. */
export const GENESIS = sha256('union-graph access log').toString('hex');

const formatOf = ({ format = 1 }) => format;

/** SHA-256, in hex, over the JSON array of a record's values; its number and day go into the chain. */
export const digestOf = (record) =>
  sha256(
    JSON.stringify([
      `union-graph/access-record/${formatOf(record)}`,
      record.at,
      record.client,
      record.actor,
      ...(formatOf(record) === 1 ? [] : [record.roles]),
      record.agreementId,
      record.purpose,
      record.operationName,
      record.operationHash,
      record.coordinates,
      record.subjects,
      record.rows,
      record.suppressed,
      record.decision,
      record.code,
      record.latencyMs,
    ]),
  ).toString('hex');

/** The hash of a record, in hex, by the hash before it, its day, its number and its digest. */
export function chain(previousHash, day, seq, digest) {
  const number = Buffer.alloc(8);
  number.writeBigInt64BE(BigInt(seq));
  return sha256(
    Buffer.concat([Buffer.from(previousHash, 'hex'), Buffer.from(day, 'utf8'), number, Buffer.from(digest, 'hex')]),
  ).toString('hex');
}

/** What a checkpoint's signature is made over. */
export const checkpointText = ({ seq, hash, signedAt }) =>
  JSON.stringify(['union-graph/access-checkpoint/1', seq, hash, signedAt]);

/** What the signature of a day's closing is made over. */
export const dayText = ({ day, firstSeq, lastSeq, root, signedAt }) =>
  JSON.stringify(['union-graph/access-day/1', day, firstSeq, lastSeq, root, signedAt]);

/** The name of a public key: its thumbprint (RFC 7638). */
export const keyIdOf = ({ crv, kty, x }) => sha256(JSON.stringify({ crv, kty, x })).toString('base64url');

/** Ends a verification; caught below and told as its result. */
class Fault {
  constructor(kind, seq, day, message) {
    Object.assign(this, { kind, seq, day, message });
  }
}

/**
 * Verifies the entries of an export in their order: `header`, the closed `day`s, `record`s with each `checkpoint` after the record it
 * signs, `head`. Gives what was found; `fault` is null when the log is whole.
 */
export async function verifyLog(entries, { keys, receipts = [], now = Date.now() }) {
  const log = createLog(keys, receipts, now);
  let fault = null;
  try {
    let waiting = null;
    for await (const entry of entries) {
      // A record is looked at when it is known what comes after it.
      if (waiting) log.take(waiting, entry.kind === 'record' ? entry : null);
      waiting = entry;
    }
    if (waiting) log.take(waiting, null);
    log.end();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    fault = { ...error };
  }
  return { ...log.found(), fault };
}

function createLog(jwks, receipts, now) {
  const keys = new Map(jwks.map((jwk) => [keyIdOf(jwk), createPublicKey({ key: jwk, format: 'jwk' })]));
  const due = new Map();
  for (const { seq, hash } of receipts) due.set(seq, (due.get(seq) ?? new Set()).add(hash));
  const days = [];
  let header = null;
  let head = null;
  let first = null;
  let last = { seq: 0, hash: GENESIS, day: null, at: null };
  let signedSeq = 0;
  let unsignedSince = null;
  let ahead = null;
  let records = 0;
  let checkpoints = 0;
  const droppedDays = [];

  const isSigned = (entry, text) => {
    const key = keys.get(entry.keyId);
    return key !== undefined && verify(null, Buffer.from(text), key, Buffer.from(entry.signature, 'base64url'));
  };
  const mayBeGone = ({ day }) => (header.from !== null && day < header.from) || day < yearsBefore(header.exportedAt, KEPT_YEARS);

  /** Goes on over days whose records were dropped, or lie before the export. */
  const passGoneDays = (until) => {
    for (const day of days) {
      if (day.firstSeq !== last.seq + 1 && !(first === null && records === 0 && last.seq === 0)) continue;
      if (day.lastSeq >= until || !mayBeGone(day)) continue;
      droppedDays.push(day.day);
      last = { ...last, seq: day.lastSeq, hash: day.root };
      signedSeq = day.lastSeq;
    }
  };

  const checkDay = (seq, day) => {
    const before = days.find((closed) => closed.day === last.day);
    if (last.day !== null && before && (before.lastSeq !== last.seq || before.root !== last.hash))
      throw new Fault('REWRITTEN', signedSeq + 1, last.day, `The day ${last.day} does not end as its signed closing says.`);
    const own = days.find((closed) => closed.day === day);
    if (own && own.firstSeq !== seq)
      throw new Fault(
        'REWRITTEN',
        signedSeq + 1,
        day,
        `The day ${day} does not begin with record ${own.firstSeq}, as its signed closing says.`,
      );
    if (before) {
      signedSeq = before.lastSeq;
      unsignedSince = null;
    }
  };

  const takeRecord = (record, next) => {
    if (record.seq !== last.seq + 1) passGoneDays(record.seq);
    const seq = last.seq + 1;
    if (record.seq > seq)
      throw new Fault('MISSING', seq, record.day, `Record ${seq} is missing; after ${seq - 1} comes ${record.seq}.`);
    if (record.seq < seq) throw new Fault('INSERTED', record.seq, record.day, `There is more than one record ${record.seq}.`);
    if (record.day !== last.day) checkDay(seq, record.day);
    if (formatOf(record) > RECORD_FORMAT)
      throw new Fault(
        'FORMAT',
        seq,
        record.day,
        `Record ${seq} is in a form that this verifier does not know. Take a newer one.`,
      );
    // What its digest does not cover, nobody has written with it.
    if (formatOf(record) === 1 && record.roles !== undefined) throw altered(seq, record.day);
    if (record.previousHash !== last.hash || chain(last.hash, record.day, seq, digestOf(record)) !== record.hash)
      throw explain(record, next, last, signedSeq);
    if ([...(due.get(seq) ?? [])].some((hash) => hash !== record.hash))
      throw new Fault('REWRITTEN', seq, record.day, `Record ${seq} is not the one that the receipt was given for.`);
    if (!(Date.parse(record.at) <= Date.parse(header.exportedAt) + CLOCKS_MS))
      throw new Fault('FORMAT', seq, record.day, `The export says that it was made before record ${seq} was written.`);
    due.delete(seq);
    first ??= seq;
    records += 1;
    last = { seq, hash: record.hash, day: record.day, at: record.at };
    unsignedSince ??= record.at;
  };

  const takeCheckpoint = (checkpoint) => {
    const { seq, hash } = checkpoint;
    if (!isSigned(checkpoint, checkpointText(checkpoint)))
      throw new Fault('CHECKPOINT', seq, last.day, `The checkpoint at record ${seq} is not signed with a key that is trusted.`);
    checkpoints += 1;
    if (seq > last.seq) ahead = checkpoint;
    // Of a part of the log, checkpoints before it say nothing.
    if (seq !== last.seq) return;
    if (hash !== last.hash)
      throw new Fault(
        'REWRITTEN',
        signedSeq + 1,
        last.day,
        `A record from ${signedSeq + 1} to ${seq} was rewritten with all hashes after it: the signed checkpoint at ${seq} does not fit.`,
      );
    signedSeq = seq;
    unsignedSince = null;
  };

  const take = (entry, next) => {
    if (header === null && entry.kind !== 'header') throw new Fault('FORMAT', null, null, 'This is no export of an access log.');
    switch (entry.kind) {
      case 'header':
        if (!FORMATS.includes(entry.format)) throw new Fault('FORMAT', null, null, `This is no export in the form ${FORMAT}.`);
        // What may be gone, and what need not be signed yet, goes by it.
        if (!(Date.parse(entry.exportedAt) <= now + CLOCKS_MS))
          throw new Fault('FORMAT', null, null, 'The export says that it was made in time to come.');
        header = entry;
        return undefined;
      case 'day':
        if (!isSigned(entry, dayText(entry)))
          throw new Fault(
            'CHECKPOINT',
            entry.firstSeq,
            entry.day,
            `The closing of the day ${entry.day} is not signed with a key that is trusted.`,
          );
        days.push(entry);
        return undefined;
      case 'record':
        return takeRecord(entry, next);
      case 'checkpoint':
        return takeCheckpoint(entry);
      case 'head':
        head = entry;
        return undefined;
      default:
        throw new Fault('FORMAT', null, null, `An export holds no "${entry.kind}".`);
    }
  };

  const end = () => {
    if (header === null) throw new Fault('FORMAT', null, null, 'This is no export of an access log.');
    if (head === null) throw new Fault('TRUNCATED', last.seq + 1, last.day, `The file is cut off after record ${last.seq}.`);
    if (records === 0) passGoneDays(head.seq + 1);
    if (ahead !== null && ahead.seq > last.seq) throw truncated(last, ahead.seq, 'as a signed checkpoint says');
    for (const day of days) if (day.lastSeq > last.seq) throw truncated(last, day.lastSeq, `of the day ${day.day}`);
    if (last.day !== null) checkDay(null, null);
    if (head.seq > last.seq) throw truncated(last, head.seq, 'as the head of the chain says');
    if (head.seq < last.seq || head.hash !== last.hash)
      throw new Fault(
        'INSERTED',
        Math.min(head.seq, last.seq) + 1,
        last.day,
        `The head of the chain is record ${head.seq}, and the last record is ${last.seq}.`,
      );
    for (const [seq, [hash]] of due) {
      if (seq > last.seq) throw truncated(last, seq, 'as a receipt says');
      throw new Fault(
        'MISSING',
        seq,
        null,
        `Record ${seq}, for which there is a receipt (${hash}), is not in this part of the log.`,
      );
    }
    if (unsignedSince !== null && Date.parse(header.exportedAt) - Date.parse(unsignedSince) > UNSIGNED_MS)
      throw new Fault(
        'UNSIGNED',
        signedSeq + 1,
        last.day,
        `Nobody has signed for the records from ${signedSeq + 1} on, though they are more than a minute old.`,
      );
  };

  const found = () => ({ records, firstSeq: first, lastSeq: last.seq, signedSeq, checkpoints, days: days.length, droppedDays });
  return { take, end, found };
}

const truncated = (last, seq, why) =>
  new Fault('TRUNCATED', last.seq + 1, last.day, `The log ends with record ${last.seq}, and went on to ${seq}, ${why}.`);

/** What happened to a record that does not fit into its place. */
function explain(record, next, last, signedSeq) {
  const seq = last.seq + 1;
  const writtenAs = (one) => {
    const digest = digestOf(one);
    return (number) => chain(one.previousHash, one.day, number, digest) === one.hash;
  };
  const isWrittenAs = writtenAs(record);
  const nextIsWrittenAs = next ? writtenAs(next) : () => false;
  if (isWrittenAs(seq))
    return new Fault(
      'REWRITTEN',
      signedSeq + 1,
      record.day,
      `A record from ${signedSeq + 1} to ${seq - 1} was rewritten: record ${seq} follows another one.`,
    );
  if (next?.previousHash === last.hash && nextIsWrittenAs(seq) && !isWrittenAs(seq + 1))
    return new Fault('INSERTED', seq, record.day, `Record ${seq} was put in; the one after it was written as ${seq}.`);
  for (let distance = 1; distance <= NEAR; distance++) {
    if (distance === 1 && isWrittenAs(seq + 1) && !nextIsWrittenAs(seq))
      return new Fault(
        'MISSING',
        seq,
        record.day,
        `Record ${seq} is missing; what stands in its place was written as ${seq + 1}.`,
      );
    for (const number of [seq - distance, seq + distance])
      if (number > 0 && isWrittenAs(number))
        return new Fault('MOVED', seq, record.day, `What stands as record ${seq} was written as record ${number}.`);
  }
  return altered(seq, record.day);
}

const altered = (seq, day) => new Fault('ALTERED', seq, day, `Record ${seq} was altered.`);

/** The civil day some years before an instant. */
const yearsBefore = (instant, years) => `${Number(instant.slice(0, 4)) - years}${instant.slice(4, 10)}`;

/** The lines of an export as entries. */
export async function* readExport(lines) {
  for await (const line of lines) if (line.trim() !== '') yield JSON.parse(line);
}

/** The result in a sentence. */
export function describeResult({ fault, records, firstSeq, lastSeq, signedSeq, droppedDays }) {
  if (fault) return `NOT WHOLE (${fault.kind}): ${fault.message}`;
  if (records === 0) return `Whole: no records.${gone(droppedDays)}`;
  const rest = lastSeq > signedSeq ? ` The last ${lastSeq - signedSeq} are younger than a minute and not signed yet.` : '';
  return `Whole: records ${firstSeq} to ${lastSeq}, signed up to ${signedSeq}.${rest}${gone(droppedDays)}`;
}
const gone = (days) => (days.length > 0 ? ` The records of ${days.length} days before are not in it.` : '');

async function main(args) {
  const valuesOf = (name) => args.flatMap((arg, at) => (arg === name ? [args[at + 1]] : []));
  const files = args.filter((arg, at) => !arg.startsWith('--') && !args[at - 1]?.startsWith('--'));
  const keyFiles = valuesOf('--key');
  if (files.length !== 1 || keyFiles.length === 0) {
    console.error('node verify-access-log.mjs --key PUBLIC.jwk [--receipt SEQ:HASH]… EXPORT.ndjson');
    return 2;
  }
  const keys = keyFiles.flatMap((file) => keysOf(JSON.parse(readFileSync(file, 'utf8'))));
  const receipts = valuesOf('--receipt').map((text) => ({ seq: Number(text.split(':')[0]), hash: text.split(':')[1] }));
  const lines = createInterface({ input: createReadStream(files[0]), crlfDelay: Number.POSITIVE_INFINITY });
  const result = await verifyLog(readExport(lines), { keys, receipts });
  console.log(describeResult(result));
  return result.fault ? 1 : 0;
}

/** The keys of a set, or the one key that there is. */
export const keysOf = (json) => json.keys ?? [json];

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  process.exitCode = await main(process.argv.slice(2));
