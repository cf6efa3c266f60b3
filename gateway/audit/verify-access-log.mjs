#!/usr/bin/env node
// Verifies an export of the union graph's access log and of the audits of its services. One file, no dependencies, Node.js 20 or newer:
//
//   node verify-access-log.mjs --key keys.json [--receipt 1234:5f3c…]… [--witness earlier.ndjson]… export.ndjson
//
//   --key      A public key (Ed25519), as a JSON Web Key or a set of them. The gateway serves its keys at /access-log/keys.json, each service
//              its key at /audit/keys.json. May be repeated.
//   --receipt  The header "x-access-record" of a response: the number and the hash of its access record. The log must contain it. May be repeated.
//   --witness  An earlier export, or a copy of a witness file of the gateway (WITNESS_FOLDER). The log and the audits must contain every record
//              and every seal that it names. May be repeated.
//
// Exit codes: 0, everything is whole; 1, something is not; 2, the arguments are wrong. For the log and for each audit, the first fault is printed.
//
// THE SPECIFICATION
//
// An export is NDJSON: one JSON object, an entry, on each line, with its type in "kind". The entries stand in this order: witness lines; the
// access log; the audit of each service; the later entries. All hashes are SHA-256. A hash or signature "over" a list is over its JSON array as
// JSON.stringify prints it (no blanks), in UTF-8; the functions named in brackets are the exact definition. Signatures are Ed25519, in base64url.
// A signed entry names its key by the RFC 7638 thumbprint ("keyId").
//
// 1. Keys. Each public key names its service in "kid". The gateway's key signs the access log, the witness lines and the audit of "governance".
//    Every other key signs the audit of its own service only.
//
// 2. The access log is one hash chain.
//    record      One for each request. Records are numbered from 1 without gaps. The digest of a record is the hash over the list of its values
//                (digestOf). Its hash is SHA-256 over the concatenation of: the hash of the previous record (32 bytes), its civil day in China
//                as "YYYY-MM-DD" (10 bytes), its number (8 bytes, big-endian), its digest (32 bytes) (chain). The first record follows
//                SHA-256 of "union-graph access log". "format" is the version of the list of values: 2 added "roles", 3 added "repeats".
//    checkpoint  A signature over the number and hash of a record, the number of the previous checkpoint, and "heads" (checkpointText).
//                It covers all records up to its own. Checkpoints from before November 2026 do not name the previous checkpoint.
//    day         A signature over the first number, the last number and the last hash (the root) of a closed day (dayText). The next day
//                continues from the root, so the records of a day may be deleted after three years and the rest is still verifiable.
//    head        The number and hash of the newest record. An export without it was truncated.
//
// 3. The audit of a service is a hash chain of seals.
//    audit-event A row of the audit: one mutation, allowed or refused. The service signs the row when it writes it (auditEventText). Row
//                numbers have gaps where a transaction was rolled back.
//    audit-seal  About 0.1 seconds later the service seals the rows that were committed since. A seal has a number, from 1 without gaps. Its
//                hash is over the hash of the previous seal, its number, the numbers and digests (auditDigest) of its rows, and its "anchors" and
//                "lost" rows if it has any (auditSealHash). The service signs the number and the hash (auditSealText). The first seal follows
//                SHA-256 of "union-graph audit of NAME" (auditGenesis) and contains the rows from before rows were signed, or none.
//    audit-head  The number and hash of the newest seal. An audit without it was truncated.
//
// 4. Anchors reveal that the end of an audit was cut off or rewritten. An anchor is the name of an audit, the number of a seal and its hash.
//    It is stored outside of that audit, and it vouches for all seals up to this one. There are three kinds of anchors:
//    - "anchors" of a seal: the newest seals of other services. A service learns them from the events of those services.
//    - "heads" of a checkpoint: the newest seals that the gateway read. It reads them every two seconds.
//    - "heads" of a witness line: the same, in a file outside of all databases.
//    An audit that ends before an anchor was truncated. An audit that has another hash at the anchor's number was rewritten.
//    Databases are exported one after the other, so an anchor may name a seal that its service made after its own audit was read. These seals
//    stand at the end of the export ("audit-later").
//
// 5. Unsealed rows. A row that is deleted before it is sealed is in no chain. Two statements reveal it:
//    - "lost" of a seal: the ids of rows that the sealing process had committed and that are gone or were changed before they were sealed.
//    - "unsealed" of a witness line: the ids of rows that had waited for their seal for more than a second. The audit must contain them.
//
// 6. Witness lines are hash chains outside of all databases, one chain for each gateway process ("writer"). A line has a number, from 1
//    without gaps, the newest record of the access log, the newest seal of each audit, and the hash of the previous line of its process
//    (witnessText, witnessLineHash). The first line of a process names the last line that the process found (writer, number, hash). Checkpoints
//    name the newest line, too: among their "heads", as "witness/" and the writer. An export contains a selection of the lines, so gaps in it are
//    no fault; `npm run audit:verify` reads the files themselves. Lines written while the databases were read are at the end ("witness-later").
//    Lines from before December 2026 have no number.
//
// 7. Acknowledgements. A witness line with "restore" acknowledges a loss, with the name of a person and a reason. The result always prints it.
//    - A restore: a backup was put back. The line names, for the log and for each audit, the newest record or seal that was known and the
//      last one that the backup contains. Anchors between the two that are older than the line are not faults, nor are
//      unsealed rows of these audits that an older line names.
//    - A gap: witness files were lost. "witness" names the newest lost line of each process. Statements about this line or earlier ones of
//      that process that are older than the acknowledgement are not faults.
import { createHash, createPublicKey, verify } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

export const FORMAT = 'union-graph/access-log/4';
/** Earlier formats: 3 has no heads in checkpoints, 2 has no repeats in records, 1 has no roles in records. */
const FORMATS = [FORMAT, 'union-graph/access-log/3', 'union-graph/access-log/2', 'union-graph/access-log/1'];
/** The format in which records are written now. */
export const RECORD_FORMAT = 3;
export const AUDIT_FORMAT = 'union-graph/audit/3';
/** Earlier formats: 2 has no lost rows in seals, 1 has no anchors in seals. */
const AUDIT_FORMATS = [AUDIT_FORMAT, 'union-graph/audit/2', 'union-graph/audit/1'];
/** Records are kept for at least three years (PIPL art. 56). */
const KEPT_YEARS = 3;
/** A record must have a checkpoint after it, and a row must have a seal, when it is older than this. */
const MAX_UNSIGNED_MS = 60_000;
/** The clocks of the database, of the gateways and of the verifier may differ by this much. */
const CLOCK_TOLERANCE_MS = 300_000;
/** China's clock is eight hours ahead of UTC. */
const CHINA_MS = 28_800_000;
/** A moved record is searched for among this many numbers before and after its place. */
const MOVED_SEARCH_DISTANCE = 10_000;

const sha256 = (data) => createHash('sha256').update(data).digest();

/** The hash that precedes the first record. */
export const GENESIS = sha256('union-graph access log').toString('hex');

const formatOf = ({ format = 1 }) => format;

/** The digest of a record: SHA-256, in hex, over the JSON array of its values. The number and the day are not in it; `chain` adds them. */
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
      ...(formatOf(record) < 3 ? [] : [record.repeats]),
    ]),
  ).toString('hex');

/** The hash of a record, in hex, from the hash of the previous record, its day, its number and its digest. */
export function chain(previousHash, day, seq, digest) {
  const number = Buffer.alloc(8);
  number.writeBigInt64BE(BigInt(seq));
  return sha256(
    Buffer.concat([Buffer.from(previousHash, 'hex'), Buffer.from(day, 'utf8'), number, Buffer.from(digest, 'hex')]),
  ).toString('hex');
}

/** The text that the signature of a checkpoint is over. */
export const checkpointText = ({ seq, hash, signedAt, previousSeq = null, heads = null }) => {
  if (previousSeq === null) return JSON.stringify(['union-graph/access-checkpoint/1', seq, hash, signedAt]);
  return JSON.stringify(
    heads === null
      ? ['union-graph/access-checkpoint/2', seq, hash, signedAt, previousSeq]
      : ['union-graph/access-checkpoint/3', seq, hash, signedAt, previousSeq, heads],
  );
};

/** The text that the signature of a witness line is over. */
export const witnessText = ({ at, seq, hash, heads, unsealed = null, restore = null, writer, number, previous }) =>
  JSON.stringify(
    number === undefined
      ? ['union-graph/witness/1', at, seq, hash, heads]
      : ['union-graph/witness/2', at, seq, hash, heads, unsealed, restore, writer, number, previous],
  );

/** The hash of a witness line, in hex. The next line of the same gateway process names it as `previous`. */
export const witnessLineHash = (line) => sha256(witnessText(line)).toString('hex');

/** Prefix of the names under which the heads of a checkpoint list the newest witness line of each gateway process. */
export const WITNESS_PREFIX = 'witness/';

/** The text that the signature of a closed day is over. */
export const dayText = ({ day, firstSeq, lastSeq, root, signedAt }) =>
  JSON.stringify(['union-graph/access-day/1', day, firstSeq, lastSeq, root, signedAt]);

/** The id of a public key: its thumbprint (RFC 7638). */
export const keyIdOf = ({ crv, kty, x }) => sha256(JSON.stringify({ crv, kty, x })).toString('base64url');

/** The first fault of a log or an audit. Thrown to end its verification, and returned in the result. */
class Fault {
  constructor(kind, seq, day, message) {
    Object.assign(this, { kind, seq, day, message });
  }
}

/**
 * Verifies an access log. The entries must be in this order: `header`, the closed `day`s, `record`s with each `checkpoint` after the record
 * that it signs, `head`. Returns counts and the first fault; `fault` is null when the log is whole.
 */
export async function verifyLog(
  entries,
  { keys, receipts = [], now = Date.now(), anchors = createAnchors(), seenRecords = createSeenRecords() },
) {
  const log = { ...createLogState(keys, receipts, now), anchors, seenRecords };
  let fault = null;
  try {
    let waiting = null;
    for await (const entry of entries) {
      // The entry after a record helps to classify its fault, so each entry is taken one step late.
      if (waiting) takeEntry(log, waiting, entry.kind === 'record' ? entry : null);
      waiting = entry;
    }
    if (waiting) takeEntry(log, waiting, null);
    endLog(log);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    fault = { ...error };
  }
  return { ...logResult(log), fault };
}

/** The `kid` of the key that signs the access log, the witness lines and the audit of governance. */
export const GATEWAY = 'gateway';

/** Whether a key belongs to a service. Governance uses the gateway's key, which may be named either way. */
const isKeyOf = ({ kid }, service) => kid === service || (service === 'governance' && kid === GATEWAY);

/** Returns a function that verifies an entry's signature over a text with the keys of one service (`kid`). Keys of other services are ignored. */
export function createSignatures(jwks, service) {
  const own = jwks.filter((jwk) => isKeyOf(jwk, service));
  const keys = new Map(own.map((jwk) => [keyIdOf(jwk), createPublicKey({ key: jwk, format: 'jwk' })]));
  return (entry, text) => {
    const key = keys.get(entry.keyId);
    return key !== undefined && verify(null, Buffer.from(text), key, Buffer.from(entry.signature, 'base64url'));
  };
}

/** The state of the verification of a log. */
function createLogState(jwks, receipts, now) {
  const receiptHashes = new Map();
  for (const { seq, hash } of receipts) receiptHashes.set(seq, (receiptHashes.get(seq) ?? new Set()).add(hash));
  return {
    isSigned: createSignatures(jwks, GATEWAY),
    now,
    /** The hashes of receipts by record number. A number is deleted when its record was read. */
    receiptHashes,
    days: [],
    header: null,
    head: null,
    first: null,
    last: { seq: 0, hash: GENESIS, day: null, at: null },
    signedSeq: 0,
    unsignedSince: null,
    /** A checkpoint of a later record than those read so far. */
    checkpointAhead: null,
    records: 0,
    checkpoints: 0,
    lastCheckpoint: null,
    droppedDays: [],
  };
}

/** Whether the records of a day may be missing: it is before the export's first day, or older than the retention period. */
const mayBeDropped = (log, { day }) =>
  (log.header.from !== null && day < log.header.from) || day < yearsBefore(log.header.exportedAt, KEPT_YEARS);

/** Continues the chain from the root of each day whose records were deleted or are before the export. */
function skipDroppedDays(log, until) {
  for (const day of log.days) {
    if (
      day.firstSeq !== log.last.seq + 1 &&
      !(log.first === null && log.records === 0 && log.last.seq === 0 && !log.header.start)
    )
      continue;
    if (day.lastSeq >= until || !mayBeDropped(log, day)) continue;
    log.droppedDays.push(day.day);
    log.last = { ...log.last, seq: day.lastSeq, hash: day.root };
    log.signedSeq = day.lastSeq;
  }
}

/** Compares the end of the last day, and the first record `seq` of a new `day`, with the signatures of these days. */
function checkDay(log, seq, day) {
  const before = log.days.find((closed) => closed.day === log.last.day);
  // Days are closed in order: when a later day is signed, this one must be.
  if (log.last.day !== null && !before && log.days.some((closed) => closed.day > log.last.day))
    throw new Fault('CHECKPOINT', log.last.seq, log.last.day, `The signed closing of the day ${log.last.day} is missing.`);
  if (log.last.day !== null && before && (before.lastSeq !== log.last.seq || before.root !== log.last.hash))
    throw new Fault(
      'REWRITTEN',
      log.signedSeq + 1,
      log.last.day,
      `The day ${log.last.day} does not end as its signed closing says.`,
    );
  const own = log.days.find((closed) => closed.day === day);
  if (own && own.firstSeq !== seq)
    throw new Fault(
      'REWRITTEN',
      log.signedSeq + 1,
      day,
      `The day ${day} does not begin with record ${own.firstSeq}, as its signed closing says.`,
    );
  if (before) {
    log.signedSeq = before.lastSeq;
    log.unsignedSince = null;
  }
}

function takeRecord(log, record, next) {
  if (record.seq !== log.last.seq + 1) skipDroppedDays(log, record.seq);
  const seq = log.last.seq + 1;
  if (record.seq > seq)
    throw new Fault('MISSING', seq, record.day, `Record ${seq} is missing; after ${seq - 1} comes ${record.seq}.`);
  if (record.seq < seq) throw new Fault('INSERTED', record.seq, record.day, `There is more than one record ${record.seq}.`);
  if (record.day !== log.last.day) checkDay(log, seq, record.day);
  if (formatOf(record) > RECORD_FORMAT)
    throw new Fault('FORMAT', seq, record.day, `Record ${seq} is in a form that this verifier does not know. Take a newer one.`);
  // The digest of an earlier format does not cover these values, so they were added later.
  if (formatOf(record) === 1 && record.roles !== undefined) throw altered(seq, record.day);
  if (formatOf(record) < 3 && record.repeats !== undefined) throw altered(seq, record.day);
  if (record.previousHash !== log.last.hash || chain(log.last.hash, record.day, seq, digestOf(record)) !== record.hash)
    throw classifyFault(record, next, log.last, log.signedSeq);
  if ([...(log.receiptHashes.get(seq) ?? [])].some((hash) => hash !== record.hash))
    throw new Fault('REWRITTEN', seq, record.day, `Record ${seq} is not the one that the receipt was given for.`);
  if (!(Date.parse(record.at) <= Date.parse(log.header.exportedAt) + CLOCK_TOLERANCE_MS))
    throw new Fault('FORMAT', seq, record.day, `The export says that it was made before record ${seq} was written.`);
  const seen = log.seenRecords.otherAt(seq, record.hash);
  if (seen)
    throw withRestorePoints(
      log,
      new Fault('REWRITTEN', seq, record.day, `Record ${seq} is not the one that ${seen.keeper} saw.`),
    );
  log.seenRecords.noteRecord(seq, record.hash);
  log.receiptHashes.delete(seq);
  log.first ??= seq;
  log.records += 1;
  log.last = { seq, hash: record.hash, day: record.day, at: record.at };
  log.unsignedSince ??= record.at;
}

function takeCheckpoint(log, checkpoint) {
  const { seq, hash } = checkpoint;
  if (!log.isSigned(checkpoint, checkpointText(checkpoint)))
    throw new Fault('CHECKPOINT', seq, log.last.day, `The checkpoint at record ${seq} is not signed with a key that is trusted.`);
  log.checkpoints += 1;
  const keeper = `the access log (checkpoint at record ${seq})`;
  for (const [chainName, number, seenHash] of checkpoint.heads ?? []) {
    const seen = { number, hash: seenHash, keeper, at: checkpoint.signedAt };
    if (chainName.startsWith(WITNESS_PREFIX))
      log.seenRecords.chains.expect({ writer: chainName.slice(WITNESS_PREFIX.length), ...seen });
    else log.anchors.add({ chain: chainName, ...seen });
  }
  const { previousSeq = null } = checkpoint;
  // The checkpoint before the first one in an export may be before the export.
  if (
    previousSeq !== null &&
    previousSeq !== log.lastCheckpoint &&
    (log.lastCheckpoint !== null || previousSeq >= (log.first ?? seq))
  )
    throw new Fault(
      'CHECKPOINT',
      previousSeq,
      log.last.day,
      `The checkpoint at record ${previousSeq} is missing: the one at record ${seq} follows it.`,
    );
  log.lastCheckpoint = seq;
  if (seq > log.last.seq) log.checkpointAhead = checkpoint;
  // The record of an earlier checkpoint may be before the export.
  if (seq !== log.last.seq) return;
  if (hash !== log.last.hash)
    throw new Fault(
      'REWRITTEN',
      log.signedSeq + 1,
      log.last.day,
      `A record from ${log.signedSeq + 1} to ${seq} was rewritten with all hashes after it: the signed checkpoint at ${seq} does not fit.`,
    );
  log.signedSeq = seq;
  log.unsignedSince = null;
}

function takeEntry(log, entry, next) {
  if (log.header === null && entry.kind !== 'header')
    throw new Fault('FORMAT', null, null, 'This is no export of an access log.');
  switch (entry.kind) {
    case 'header':
      if (!FORMATS.includes(entry.format)) throw new Fault('FORMAT', null, null, `This is no export in the form ${FORMAT}.`);
      // The instant of the export decides which days may be missing and which records may be unsigned, so it must not be in the future.
      if (!(Date.parse(entry.exportedAt) <= log.now + CLOCK_TOLERANCE_MS))
        throw new Fault('FORMAT', null, null, 'The export says that it was made in time to come.');
      log.header = entry;
      // An export that begins within a day continues from the record before it.
      if (entry.start) {
        log.last = { ...entry.start, at: null };
        log.signedSeq = entry.start.seq;
      }
      return undefined;
    case 'day':
      if (!log.isSigned(entry, dayText(entry)))
        throw new Fault(
          'CHECKPOINT',
          entry.firstSeq,
          entry.day,
          `The closing of the day ${entry.day} is not signed with a key that is trusted.`,
        );
      log.days.push(entry);
      return undefined;
    case 'record':
      return takeRecord(log, entry, next);
    case 'checkpoint':
      return takeCheckpoint(log, entry);
    case 'head':
      log.head = entry;
      return undefined;
    default:
      throw new Fault('FORMAT', null, null, `An export holds no "${entry.kind}".`);
  }
}

/** Checks what can be checked only when all entries are read. */
function endLog(log) {
  if (log.header === null) throw new Fault('FORMAT', null, null, 'This is no export of an access log.');
  if (log.head === null)
    throw new Fault('TRUNCATED', log.last.seq + 1, log.last.day, `The file is cut off after record ${log.last.seq}.`);
  if (log.records === 0) skipDroppedDays(log, log.head.seq + 1);
  if (log.checkpointAhead !== null && log.checkpointAhead.seq > log.last.seq)
    throw truncated(log.last, log.checkpointAhead.seq, 'as a signed checkpoint says');
  for (const day of log.days) if (day.lastSeq > log.last.seq) throw truncated(log.last, day.lastSeq, `of the day ${day.day}`);
  if (log.last.day !== null) checkDay(log, null, null);
  if (log.head.seq > log.last.seq) throw truncated(log.last, log.head.seq, 'as the head of the chain says');
  if (log.head.seq < log.last.seq || log.head.hash !== log.last.hash)
    throw new Fault(
      'INSERTED',
      Math.min(log.head.seq, log.last.seq) + 1,
      log.last.day,
      `The head of the chain is record ${log.head.seq}, and the last record is ${log.last.seq}.`,
    );
  const newest = log.seenRecords.newest();
  const { from, to = null, start, exportedAt } = log.header;
  // A part of the log may end before this record, and a record that was seen after the export is not in it.
  if (newest && newest.seq > log.last.seq && !from && !to && !start && !(newest.isFromOutside && newest.at > exportedAt))
    throw withRestorePoints(log, truncated(log.last, newest.seq, `as ${newest.keeper} saw on ${dayOf(newest.at)}`));
  for (const [seq, [hash]] of log.receiptHashes) {
    if (seq > log.last.seq) throw truncated(log.last, seq, 'as a receipt says');
    throw new Fault(
      'MISSING',
      seq,
      null,
      `Record ${seq}, for which there is a receipt (${hash}), is not in this part of the log.`,
    );
  }
  if (log.unsignedSince !== null && Date.parse(log.header.exportedAt) - Date.parse(log.unsignedSince) > MAX_UNSIGNED_MS)
    throw new Fault(
      'UNSIGNED',
      log.signedSeq + 1,
      log.last.day,
      `Nobody has signed for the records from ${log.signedSeq + 1} on, though they are more than a minute old.`,
    );
}

/** Adds to a fault that a restore would explain: the newest record that was seen (`from`), and the last record of the log (`to`). */
function withRestorePoints({ seenRecords, last }, fault) {
  const { seq, hash } = seenRecords.newest();
  return Object.assign(fault, { restored: { from: [seq, hash], to: [last.seq, last.hash] } });
}

const logResult = ({ records, first, last, signedSeq, checkpoints, days, droppedDays }) => ({
  records,
  firstSeq: first,
  lastSeq: last.seq,
  signedSeq,
  checkpoints,
  days: days.length,
  droppedDays,
});

const truncated = (last, seq, why) =>
  new Fault('TRUNCATED', last.seq + 1, last.day, `The log ends with record ${last.seq}, and went on to ${seq}, ${why}.`);

/** The civil day in China of an instant; "?" for an invalid one. */
const dayOf = (instant) =>
  Number.isNaN(Date.parse(instant)) ? '?' : new Date(Date.parse(instant) + CHINA_MS).toISOString().slice(0, 10);

/** The fault of a record whose hash is not valid at its place in the chain. */
function classifyFault(record, next, last, signedSeq) {
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
  for (let distance = 1; distance <= MOVED_SEARCH_DISTANCE; distance++) {
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

/** Parses the lines of an export into entries. */
export async function* readExport(lines) {
  for await (const line of lines) if (line.trim() !== '') yield JSON.parse(line);
}

/** The result of a log in a sentence. */
export function describeResult({ fault, records, firstSeq, lastSeq, signedSeq, droppedDays }) {
  if (fault) return `NOT WHOLE (${fault.kind}): ${fault.message}`;
  if (records === 0) return `Whole: no records.${droppedDaysText(droppedDays)}`;
  const rest = lastSeq > signedSeq ? ` The last ${lastSeq - signedSeq} are younger than a minute and not signed yet.` : '';
  return `Whole: records ${firstSeq} to ${lastSeq}, signed up to ${signedSeq}.${rest}${droppedDaysText(droppedDays)}`;
}

const droppedDaysText = (days) => (days.length > 0 ? ` The records of ${days.length} days before are not in it.` : '');

/** The text that the signature of an audit row is over. */
export const auditEventText = (chain, event) =>
  JSON.stringify([
    'union-graph/audit-event/1',
    chain,
    event.id,
    event.at,
    event.actor,
    event.personId,
    event.roles,
    event.purpose,
    event.coordinates,
    event.entityIds,
    event.decision,
    event.requestId,
    event.repeats,
  ]);

/** The digest of an audit row: SHA-256, in hex, over all its values except its number. */
export const auditDigest = (chain, event) =>
  sha256(JSON.stringify([auditEventText(chain, event), event.keyId, event.signature])).toString('hex');

/** The text that the signature of a seal is over. */
export const auditSealText = (chain, { number, hash, signedAt }) =>
  JSON.stringify(['union-graph/audit-seal/1', chain, number, hash, signedAt]);

/** The hash of a seal, in hex. `anchors` and `lost` are left out of the hashed list when the seal has none; with `lost`, missing anchors are `[]`. */
export const auditSealHash = ({ previousHash, number, seqs, digests, anchors = null, lost = null }) => {
  const more = lost === null ? (anchors === null ? [] : [anchors]) : [anchors ?? [], lost];
  return sha256(JSON.stringify([previousHash, number, seqs, digests, ...more])).toString('hex');
};

/** The hash that precedes the first seal of a service. */
export const auditGenesis = (chain) => sha256(`union-graph audit of ${chain}`).toString('hex');

/**
 * Verifies the audit of one service. The entries must be in this order: `audit-header`, each `audit-seal` followed by its rows (`audit-event`),
 * the unsealed rows (`audit-event`), the ids that wait for a seal and have no row (`audit-queued`), `audit-head`. Returns counts and the first
 * fault; `fault` is null when the audit is whole.
 */
export async function verifyAudit(entries, { keys, anchors = createAnchors() }) {
  const audit = { ...createAuditState(keys), anchors };
  let fault = null;
  try {
    for await (const entry of entries) takeAuditEntry(audit, entry);
    endAudit(audit);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    fault = { ...error };
  }
  return { ...auditResult(audit), fault };
}

/** The state of the verification of an audit. */
const createAuditState = (keys) => ({
  keys,
  isSigned: () => false,
  ids: new Set(),
  /** The first seal that names lost rows. */
  sealWithLostRows: null,
  header: null,
  head: null,
  seal: null,
  last: { number: 0, hash: null },
  /** How many rows of the current seal were read. */
  rowsOfSeal: 0,
  rows: 0,
  sealed: 0,
});

const missingRow = (audit, seq) => new Fault('MISSING', seq, null, `Audit row ${seq} of ${audit.header.chain} is missing.`);

/** Checks that the current seal has all its rows. */
function endSeal(audit) {
  if (audit.seal && audit.rowsOfSeal < audit.seal.seqs.length) throw missingRow(audit, audit.seal.seqs[audit.rowsOfSeal]);
  if (audit.seal) audit.sealed += audit.seal.seqs.length;
  audit.seal = null;
}

function takeSeal(audit, entry) {
  endSeal(audit);
  const { number, previousHash, seqs, hash } = entry;
  const [first = null] = seqs;
  const of = `seal ${number} of ${audit.header.chain}`;
  if (number !== audit.last.number + 1) {
    const isMissing = number > audit.last.number;
    const what = isMissing ? `seal ${audit.last.number + 1} is missing` : 'one was put in';
    throw new Fault(
      isMissing ? 'CHECKPOINT' : 'INSERTED',
      first,
      null,
      `The audit of ${audit.header.chain} has seal ${number} after seal ${audit.last.number}: ${what}.`,
    );
  }
  if (!audit.isSigned(entry, auditSealText(audit.header.chain, entry)))
    throw new Fault('CHECKPOINT', first, null, `The ${of} is not signed with a key that is trusted.`);
  if (previousHash !== audit.last.hash)
    throw new Fault('REWRITTEN', first, null, `The ${of} does not follow the seal before it.`);
  if (auditSealHash(entry) !== hash) throw new Fault('ALTERED', first, null, `The ${of} does not say what was signed.`);
  for (const [name, seen, seenHash] of entry.anchors ?? [])
    audit.anchors.add({
      chain: name,
      number: seen,
      hash: seenHash,
      keeper: `the audit of ${audit.header.chain} (seal ${number})`,
      at: entry.signedAt,
    });
  if (entry.lost) audit.sealWithLostRows ??= entry;
  audit.anchors.noteSeal(audit.header.chain, number, hash);
  audit.last = { number, hash };
  audit.seal = entry;
  audit.rowsOfSeal = 0;
}

function checkSignature(audit, event) {
  if (!audit.isSigned(event, auditEventText(audit.header.chain, event))) throw alteredRow(audit, event.seq);
}

const alteredRow = (audit, seq) => new Fault('ALTERED', seq, null, `Audit row ${seq} of ${audit.header.chain} was altered.`);

function checkId(audit, { seq, id }) {
  if (id !== null && audit.ids.has(id))
    throw new Fault('INSERTED', seq, null, `Audit row ${seq} of ${audit.header.chain} is a copy of another one.`);
  audit.ids.add(id);
}

function takeEvent(audit, event) {
  const { seq } = event;
  audit.rows += 1;
  if (event.coordinates[0] === RESTORE_COORDINATE) audit.anchors.restoreRows.push(event);
  if (audit.seal === null || audit.rowsOfSeal === audit.seal.seqs.length) return takeUnsealedEvent(audit, event);
  if (seq !== audit.seal.seqs[audit.rowsOfSeal]) throw missingRow(audit, audit.seal.seqs[audit.rowsOfSeal]);
  const digest = auditDigest(audit.header.chain, event);
  if (digest !== audit.seal.digests[audit.rowsOfSeal]) {
    const other = audit.seal.digests.indexOf(digest);
    if (other < 0) throw alteredRow(audit, seq);
    throw new Fault(
      'MOVED',
      seq,
      null,
      `What stands as audit row ${seq} of ${audit.header.chain} was written as row ${audit.seal.seqs[other]}.`,
    );
  }
  // Only the first seal may contain unsigned rows: those from before rows were signed.
  if (event.signature !== null || audit.seal.number > 1) checkSignature(audit, event);
  checkId(audit, event);
  audit.rowsOfSeal += 1;
  return undefined;
}

/** The coordinate of the audit row of an acknowledgement, in the place of a mutation. */
export const RESTORE_COORDINATE = 'audit:restore';

/** Checks a row that is in no seal. It must be signed, wait for its seal, and be younger than a minute. */
function takeUnsealedEvent(audit, event) {
  const { seq, queuedAt } = event;
  endSeal(audit);
  if (queuedAt == null)
    throw new Fault('INSERTED', seq, null, `Audit row ${seq} of ${audit.header.chain} was put in: no seal holds it.`);
  if (event.signature === null || !audit.isSigned(event, auditEventText(audit.header.chain, event)))
    throw new Fault('INSERTED', seq, null, `Audit row ${seq} of ${audit.header.chain} was put in: the service did not sign it.`);
  checkId(audit, event);
  if (Date.parse(audit.header.exportedAt) - Date.parse(queuedAt) > MAX_UNSIGNED_MS)
    throw new Fault(
      'UNSIGNED',
      seq,
      null,
      `Audit row ${seq} of ${audit.header.chain} is older than a minute, and no seal holds it.`,
    );
}

function takeAuditEntry(audit, entry) {
  if (audit.header === null && entry.kind !== 'audit-header')
    throw new Fault('FORMAT', null, null, 'This is no export of an audit.');
  switch (entry.kind) {
    case 'audit-header':
      if (!AUDIT_FORMATS.includes(entry.format))
        throw new Fault('FORMAT', null, null, `This is no export in the form ${AUDIT_FORMAT}.`);
      audit.header = entry;
      audit.isSigned = createSignatures(audit.keys, entry.chain);
      audit.last = { number: 0, hash: auditGenesis(entry.chain) };
      audit.anchors.noteSeal(entry.chain, 0, audit.last.hash);
      return undefined;
    case 'audit-seal':
      return takeSeal(audit, entry);
    case 'audit-event':
      return takeEvent(audit, entry);
    case 'audit-queued':
      endSeal(audit);
      throw missingRow(audit, entry.seq);
    case 'audit-head':
      endSeal(audit);
      audit.head = entry;
      return undefined;
    default:
      throw new Fault('FORMAT', null, null, `An export of an audit holds no "${entry.kind}".`);
  }
}

function endAudit(audit) {
  if (audit.header === null) throw new Fault('FORMAT', null, null, 'This is no export of an audit.');
  if (audit.head === null) throw new Fault('TRUNCATED', null, null, `The audit of ${audit.header.chain} is cut off.`);
  if (audit.head.number > audit.last.number)
    throw new Fault(
      'TRUNCATED',
      null,
      null,
      `The audit of ${audit.header.chain} ends with seal ${audit.last.number}, and went on to seal ${audit.head.number}.`,
    );
  if (audit.head.number !== audit.last.number || audit.head.hash !== audit.last.hash)
    throw new Fault(
      'REWRITTEN',
      null,
      null,
      `The audit of ${audit.header.chain} ends with seal ${audit.last.number}, and its head is another one.`,
    );
  checkLostRows(audit);
}

/** Checks for rows that were removed before they were sealed: those that a seal names as lost, and those that a witness line names. */
function checkLostRows({ header: { chain: name }, sealWithLostRows: seal, ids, anchors }) {
  const lostRow = (id, when) =>
    Object.assign(
      new Fault(
        'MISSING',
        null,
        null,
        `A row of the audit of ${name} (${id}) was committed, and was removed or changed ${when}.`,
      ),
      { isLostRow: true },
    );
  if (seal) throw lostRow(seal.lost.join(', '), `before a seal held it, as seal ${seal.number} says (${dayOf(seal.signedAt)})`);
  const row = anchors.rowsOf(name).find(({ id }) => !ids.has(id));
  if (row) throw lostRow(row.id, `while it waited for its seal: ${row.keeper} saw it on ${dayOf(row.at)}`);
}

const auditResult = ({ header, rows, sealed, last }) => ({ chain: header?.chain ?? null, rows, sealed, seals: last.number });

/** The result of an audit in a sentence. */
export function describeAudit({ fault, chain: name, rows, sealed, seals }) {
  if (fault) return `NOT WHOLE (${fault.kind}): ${fault.message}`;
  const rest = rows > sealed ? ` The last ${rows - sealed} are younger than a minute and not sealed yet.` : '';
  return `Whole: the audit of ${name}, ${rows} rows in ${seals} seals.${rest}`;
}

/**
 * Collects the seals of all audits and the anchors that name them, and compares them. An anchor has the name of the audit (`chain`), the number and
 * hash of a seal, where the anchor is stored (`keeper`), since when (`at`), and whether it is outside of the export (`isFromOutside`). A seal's
 * hash covers all rows before it, so one anchor vouches for the whole audit up to its seal.
 */
export function createAnchors(restores = createRestores()) {
  /** The hashes of each audit's seals, by number; number 0 has the hash that precedes the first seal. */
  const seals = new Map();
  const anchorsOf = new Map();
  const rows = [];
  const hashOf = (name, number) => seals.get(name)?.[number] ?? null;
  const lastOf = (name) => (seals.get(name)?.length ?? 0) - 1;
  /** The anchors of an audit that do not match its seals, the lowest number first. */
  const unmatchedAnchors = (name, exportedAt) =>
    [...(anchorsOf.get(name)?.values() ?? [])]
      .filter(({ number, hash, isFromOutside, at }) =>
        number > lastOf(name) ? !(isFromOutside && at > exportedAt) : hashOf(name, number) !== hash,
      )
      .filter((anchor) => !restores.isSealExcused(anchor, (number) => hashOf(name, number)))
      .sort((one, other) => one.number - other.number);
  return {
    noteSeal: (name, number, hash) => {
      if (!seals.has(name)) seals.set(name, []);
      seals.get(name)[number] = hash;
    },
    /** The number of the last seal that is known of an audit. */
    lastOf,
    hashOf,
    add: (anchor) => {
      if (!anchorsOf.has(anchor.chain)) anchorsOf.set(anchor.chain, new Map());
      const own = anchorsOf.get(anchor.chain);
      const key = `${anchor.number} ${anchor.hash}`;
      // A restore excuses older anchors only, so of two equal anchors the newer one is kept.
      if (!own.has(key) || (restores.some() && own.get(key).at < anchor.at)) own.set(key, anchor);
    },
    /** Notes an unsealed row that a witness line names. */
    addRow: (row) => void rows.push(row),
    rowsOf: (name) => rows.filter((row) => row.chain === name && !restores.isRowExcused(row)),
    /** The audit rows of acknowledged restores. */
    restoreRows: [],
    /** The fault of an audit that does not match its anchors; null when it matches all. `exportedAt` is when the audit was read. */
    faultOf: (name, exportedAt) => {
      const unmatched = unmatchedAnchors(name, exportedAt);
      if (unmatched.length === 0) return null;
      const end = Math.min(lastOf(name), unmatched[0].number - 1);
      return anchorFault(name, lastOf(name), unmatched, [end, hashOf(name, end)]);
    },
    /** The newest anchor of each audit that is not in the export. */
    absent: () =>
      [...anchorsOf].flatMap(([name, own]) =>
        seals.has(name) ? [] : [[...own.values()].reduce((one, other) => (other.number > one.number ? other : one))],
      ),
  };
}

/** The fault of an audit that ends with seal `last` and does not match some anchors. `end` is its last seal that no anchor contradicts. */
function anchorFault(name, last, unmatched, end) {
  const [first] = unmatched;
  const newest = unmatched.at(-1);
  const seen = ({ number, keeper, at }) => `${keeper} saw seal ${number} on ${dayOf(at)}`;
  const isCut = first.number > last;
  const message = isCut
    ? `The audit of ${name} ends with seal ${last}, and went on: ${seen(newest)}. What was sealed from number ${last + 1} on is gone.`
    : `The audit of ${name} was made anew from seal ${first.number} or before: ${seen(first)}, and it was another one.`;
  const fault = new Fault(isCut ? 'TRUNCATED' : 'REWRITTEN', null, dayOf(first.at), message);
  return Object.assign(fault, { restored: { from: [newest.number, newest.hash], to: end } });
}

/** Collects the acknowledgements of witness lines, and decides which faults they excuse: those of older statements about what they declare lost. */
function createRestores() {
  const restores = new Map();
  const all = () => [...restores.values()];
  const isBetween = (number, [from], [to]) => number > to && number <= from;
  return {
    some: () => restores.size > 0,
    all,
    has: (id) => restores.has(id) || all().some(({ begun = [] }) => begun.includes(id)),
    add: (restore) => void restores.set(restore.id, restore),
    /** Whether a restore excuses an anchor. `hashOf` returns the hash of the audit's seal with a number. */
    isSealExcused: ({ chain: name, number, at }, hashOf) =>
      all().some(
        (restore) =>
          at < restore.at &&
          restore.audits.some(
            ([restored, from, to]) => restored === name && isBetween(number, from, to) && hashOf(to[0]) === to[1],
          ),
      ),
    /** Whether a restore excuses an unsealed row. */
    isRowExcused: ({ chain: name, at }) =>
      all().some((restore) => at < restore.at && restore.audits.some(([restored]) => restored === name)),
    /** Whether a restore excuses a record that was seen. `hashOf` returns the hash of the record that a restore went back to; null when it was deleted. */
    isRecordExcused: ({ seq, at }, hashOf) =>
      all().some(({ at: restoredAt, log }) => {
        if (!log || at >= restoredAt || !isBetween(seq, log[0], log[1])) return false;
        const [end, hash] = log[1];
        return (hashOf(end) ?? hash) === hash;
      }),
    /** Whether an acknowledged gap excuses a witness line that a checkpoint names. */
    isLineExcused: ({ writer, number, at }) =>
      all().some((restore) => at < restore.at && acknowledgesLostLine(restore, writer, number)),
    /** Whether a restore went back to this record. */
    isRestoreTarget: (seq) => all().some(({ log }) => log?.[1][0] === seq),
  };
}

/** Whether an acknowledgement declares a witness line lost: it names this line or a later one of the same gateway process. */
export const acknowledgesLostLine = ({ witness = [] }, writer, number) =>
  witness.some(([lostWriter, last]) => lostWriter === writer && number <= last);

/** Collects the records of the access log that witness lines and earlier exports name, and compares them with the log. */
function createSeenRecords(restores = createRestores()) {
  const seen = new Map();
  /** The hashes of the records that restores went back to, by number. */
  const targets = new Map();
  const isCounted = (record) => !restores.isRecordExcused(record, (seq) => targets.get(seq) ?? null);
  return {
    chains: createWitnessChains(restores),
    add: (record) => {
      if (record.seq === 0) return;
      if (!seen.has(record.seq)) seen.set(record.seq, []);
      const same = seen.get(record.seq).find(({ hash }) => hash === record.hash);
      if (!same) seen.get(record.seq).push(record);
      else if (same.at < record.at) Object.assign(same, record);
    },
    /** A seen record that has this number and another hash; null for none. */
    otherAt: (seq, hash) => seen.get(seq)?.find((record) => record.hash !== hash && isCounted(record)) ?? null,
    /** Notes a record of the log. */
    noteRecord: (seq, hash) => {
      if (restores.isRestoreTarget(seq)) targets.set(seq, hash);
    },
    /** The seen record with the highest number; null for none. */
    newest: () =>
      [...seen.values()].flat().reduce((one, other) => (isCounted(other) && other.seq > (one?.seq ?? 0) ? other : one), null),
  };
}

/** Verifies the hash chains of witness lines, and compares them with the lines that checkpoints name. */
export function createWitnessChains(restores = createRestores()) {
  const last = new Map();
  const expected = [];
  const missingLines = () =>
    expected.filter(
      ({ writer, number, hash, at }) =>
        lastLineFault(last, [writer, number, hash]) !== null && !restores.isLineExcused({ writer, number, at }),
    );
  return {
    /**
     * The fault of a line: `message`, and the newest line that is missing before it (`missing`), or null. Returns null for a line without a fault.
     * In a selection of lines, gaps are no fault.
     */
    follow: (line, isSelection = false) => {
      if (line.number === undefined) return null;
      const { writer, number, previous } = line;
      const before = last.get(writer);
      if (!before || number > before.number) last.set(writer, { number, hash: witnessLineHash(line) });
      if (number === 1 && !before) return isSelection || previous === null ? null : lastLineFault(last, previous);
      if (before && number <= before.number) return INSERTED_LINE;
      const count = number - 1 - (before?.number ?? 0);
      if (count === 0) return previous === before?.hash ? null : CHANGED_LINE;
      return isSelection ? null : afterGap(count, [writer, number - 1, previous]);
    },
    /** Notes a line that a checkpoint names. */
    expect: (line) => void expected.push(line),
    /** The fault of files without a line that a checkpoint names, or null. */
    fault: () => {
      const [line] = missingLines();
      if (!line) return null;
      const { writer, number, keeper, at } = line;
      const end = last.get(writer);
      const until = end
        ? `end with line ${end.number} of gateway process ${writer}`
        : `hold no line of gateway process ${writer}`;
      const message = `The gateway's witness files ${until}, and ${keeper} saw its line ${number} on ${dayOf(at)}: lines were taken out or changed.`;
      return { ...new Fault(end && end.number >= number ? 'REWRITTEN' : 'TRUNCATED', null, dayOf(at), message) };
    },
    /** The newest missing line of each gateway process, among those that checkpoints name. */
    lost: () =>
      newestLines(
        missingLines().flatMap(({ writer, number, hash }) => missingLineOf(lastLineFault(last, [writer, number, hash]))),
      ),
  };
}

const UNSIGNED_LINE = { message: 'is not signed with a key that is trusted', missing: null };
const INSERTED_LINE = { message: 'was put in: its gateway process was further already', missing: null };
const CHANGED_LINE = { message: 'follows another line than stands before it: one of them was changed', missing: null };
const afterGap = (count, missing) => ({
  message: count === 1 ? 'follows a line that is gone' : `follows ${count} lines that are gone`,
  missing,
});
const missingLineOf = ({ missing }) => (missing === null ? [] : [missing]);

/** The newest line of each gateway process among some lines. */
export function newestLines(lines) {
  const newest = new Map();
  for (const line of lines) if (line[1] >= (newest.get(line[0])?.[1] ?? 0)) newest.set(line[0], line);
  return [...newest.values()];
}

/** The fault of a gateway process whose last line should be this line or a later one; null for none. */
function lastLineFault(last, [writer, number, hash]) {
  const end = last.get(writer);
  if (!end || end.number < number) return afterGap(number - (end?.number ?? 0), [writer, number, hash]);
  return end.number === number && end.hash !== hash ? CHANGED_LINE : null;
}

/**
 * Reads the anchors and seen records from witness lines or from an earlier export. Entries without a valid signature are ignored. `found` has the
 * number of entries that were used, and the first fault of a witness line or null.
 */
function createWitness(keys, { anchors, seenRecords, restores }, { keeper, isFromOutside }) {
  const isSigned = createSignatures(keys, GATEWAY);
  const found = { lines: 0, fault: null };
  const chains = isFromOutside ? createWitnessChains() : seenRecords.chains;
  let name = null;
  let isSealed = null;
  const addAnchors = (heads, at) => {
    for (const [chainName, number, hash] of heads) anchors.add({ chain: chainName, number, hash, at, keeper, isFromOutside });
  };
  const takeLine = (line) => {
    const lineFault = isSigned(line, witnessText(line)) ? chains.follow(line, true) : UNSIGNED_LINE;
    if (lineFault !== null) {
      found.fault ??= {
        ...new Fault('CHECKPOINT', null, null, `A line of ${keeper} of ${line.at} ${lineFault.message}.`),
      };
      return;
    }
    found.lines += 1;
    seenRecords.add({ seq: line.seq, hash: line.hash, at: line.at, keeper, isFromOutside });
    addAnchors(line.heads, line.at);
    for (const [chainName, id] of line.unsealed ?? []) anchors.addRow({ chain: chainName, id, at: line.at, keeper });
    if (line.restore) restores.add({ ...line.restore, at: line.at });
  };
  const take = (entry) => {
    if (entry.kind === 'witness') takeLine(entry);
    else if (entry.kind === 'audit-header') {
      name = entry.chain;
      isSealed = createSignatures(keys, name);
    } else if (entry.kind === 'audit-seal' && isSealed?.(entry, auditSealText(name, entry))) {
      found.lines += 1;
      addAnchors([[name, entry.number, entry.hash]], entry.signedAt);
    } else if (entry.kind === 'checkpoint' && isSigned(entry, checkpointText(entry))) {
      found.lines += 1;
      seenRecords.add({ seq: entry.seq, hash: entry.hash, at: entry.signedAt, keeper, isFromOutside });
    }
  };
  return { take, found };
}

/** Returns a function that takes the later entries of an export. A later seal counts when it continues its audit and was signed after that was read. */
function createLaterEntries(keys, { anchors, seenRecords }, parts) {
  const isSigned = createSignatures(keys, GATEWAY);
  const takeSealOf = (entry) => {
    const { chain: name, number, previousHash, hash, signedAt } = entry;
    const part = parts.get(name);
    const isNext = part !== undefined && number === anchors.lastOf(name) + 1 && previousHash === anchors.hashOf(name, number - 1);
    const isYoung = Date.parse(signedAt) >= Date.parse(part?.exportedAt) - CLOCK_TOLERANCE_MS;
    if (isNext && isYoung && createSignatures(keys, name)(entry, auditSealText(name, entry)) && auditSealHash(entry) === hash)
      anchors.noteSeal(name, number, hash);
  };
  return (entry) => {
    if (entry.kind === 'audit-later') takeSealOf(entry);
    if (entry.kind === 'witness-later' && isSigned(entry, witnessText(entry))) seenRecords.chains.follow(entry, true);
  };
}

/** Reads witness files and earlier exports from outside of the export. Returns the result of each. */
async function readWitnesses(files, keys, collected) {
  const results = [];
  for (const file of files) {
    const outside = createWitness(keys, collected, { keeper: 'what was kept outside', isFromOutside: true });
    for await (const entry of file) outside.take(entry);
    results.push(outside.found);
  }
  return results;
}

/** Verifies an export: the access log, the audit of each service in it, and then the anchors of all of them and of `witness`. */
export async function verifyExport(entries, { keys, receipts = [], witness = [], now = Date.now() }) {
  const iterator = (entries[Symbol.asyncIterator] ?? entries[Symbol.iterator]).call(entries);
  const restores = createRestores();
  const anchors = createAnchors(restores);
  const seenRecords = createSeenRecords(restores);
  const collected = { anchors, seenRecords, restores };
  const witnesses = await readWitnesses(witness, keys, collected);
  let next = await iterator.next();
  const own = createWitness(keys, collected, { keeper: "the gateway's witness file", isFromOutside: false });
  if (next.value?.kind === 'witness') witnesses.push(own.found);
  for (; next.value?.kind === 'witness'; next = await iterator.next()) own.take(next.value);

  /** The entries of one part of the export: the current entry, and all up to the next audit header or later entry. */
  const part = async function* () {
    do {
      yield next.value;
      next = await iterator.next();
    } while (!next.done && next.value.kind !== 'audit-header' && !next.value.kind.endsWith('-later'));
  };
  /** Verifies a part, then skips the entries that it did not read because of a fault. */
  const takePart = async (verifyPart) => {
    const read = part();
    const result = await verifyPart({ [Symbol.asyncIterator]: () => ({ next: () => read.next() }) });
    while (!(await read.next()).done);
    return result;
  };
  const none = (async function* () {})();
  const isAudit = next.value?.kind === 'audit-header';
  const logOptions = { keys, receipts, now, anchors, seenRecords };
  const log = isAudit
    ? null
    : next.done
      ? await verifyLog(none, logOptions)
      : await takePart((read) => verifyLog(read, logOptions));
  const audits = [];
  const headers = new Map();
  while (!next.done && next.value.kind === 'audit-header') {
    const header = next.value;
    if (!headers.has(header.chain)) headers.set(header.chain, header);
    audits.push(await takePart((read) => verifyAudit(read, { keys, anchors })));
  }
  const takeLater = createLaterEntries(keys, collected, headers);
  for (; !next.done; next = await iterator.next()) takeLater(next.value);
  if (witnesses.includes(own.found))
    own.found.fault ??= seenRecords.chains.fault() ?? unacknowledgedRestoreFault(anchors, restores);
  const compared = audits.map((audit) => withAnchorFault(audit, anchors, headers.get(audit.chain)?.exportedAt));
  const isWhole = [log, ...compared, ...witnesses].every((one) => one === null || one.fault === null);
  return {
    ...{ log, audits: compared, witnesses, absent: anchors.absent(), restores: restores.all(), isWhole },
    unfinished: anchors.restoreRows.filter(({ id }) => !restores.has(id)).map(({ id }) => id),
    lostLines: seenRecords.chains.lost(),
  };
}

/** The result of an audit, with its own fault or that of the anchors that it does not match. */
function withAnchorFault(audit, anchors, exportedAt) {
  const ofAnchors = audit.chain === null ? null : anchors.faultOf(audit.chain, exportedAt);
  // A lost row is a fault forever, so it must not hide a truncated or rewritten audit.
  const fault = audit.fault?.isLostRow ? (ofAnchors ?? audit.fault) : (audit.fault ?? ofAnchors);
  return { ...audit, fault: fault && { ...fault } };
}

/** The fault of an audit row of an acknowledgement without a witness line that acknowledges it; null for none. */
function unacknowledgedRestoreFault({ restoreRows }, restores) {
  const row = restoreRows.find(({ id }) => !restores.has(id));
  if (!row) return null;
  const message = `An audit tells of a restore that ${row.actor} acknowledged on ${dayOf(row.at)}, and the gateway's witness files do not.`;
  return { ...new Fault('MISSING', row.seq, dayOf(row.at), message) };
}

/** An acknowledgement in a sentence. */
function describeRestore({ at, by, reason, log, audits, begun = [], witness }) {
  const range = ([from], [to], what) => `from ${what} ${from} to ${to}`;
  const parts = [
    ...(log ? [`the access log ${range(log[0], log[1], 'record')}`] : []),
    ...audits.map(([name, from, to]) => `the audit of ${name} ${range(from, to, 'seal')}`),
  ];
  const times = begun.length === 1 ? 'once' : `${begun.length} times`;
  const end = `${begun.length > 0 ? ` This finishes what was begun ${times} before.` : ''} Reason: ${reason}`;
  if (witness) {
    const lines = witness.map(([writer, number]) => ` to line ${number} of gateway process ${writer}`).join(' and');
    return `Acknowledged gap of ${dayOf(at)}, told by ${by}: the gateway's witness files were lost${lines}. What they told is compared with nothing.${end}`;
  }
  const what = parts.length > 0 ? `which set back ${parts.join(', ')}` : 'and nothing more is missing';
  return `Acknowledged restore of ${dayOf(at)}, told by ${by}: a backup was put back, ${what}.${end}`;
}

/** The results of an export as text: a line for the log, for each audit, acknowledgement and witness file. */
export const describeExport = ({ log, audits, witnesses, absent, restores = [] }) =>
  [
    ...(log
      ? [
          withRestore(
            describeResult(log),
            restores.some((restore) => restore.log),
          ),
        ]
      : []),
    ...audits.map((audit) =>
      withRestore(
        describeAudit(audit),
        restores.some((restore) => restore.audits.some(([name]) => name === audit.chain)),
      ),
    ),
    ...restores.map(describeRestore),
    ...(witnesses.length === 0 ? ['Compared with nothing that was kept outside of the databases.'] : []),
    ...witnesses.map(({ lines, fault }) =>
      fault
        ? `NOT WHOLE (${fault.kind}): ${fault.message}`
        : `Compared with ${lines} signed lines that were kept outside of the databases.`,
    ),
    ...absent.map(
      ({ chain: name, number, keeper, at }) =>
        `Not in this export: the audit of ${name}, of which ${keeper} saw seal ${number} on ${dayOf(at)}.`,
    ),
  ].join('\n');

const withRestore = (text, isRestored) => (isRestored ? text.replace(/^Whole:/, 'Whole, with an acknowledged restore:') : text);

const linesOf = (file) => readExport(createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY }));

async function main(args) {
  const valuesOf = (name) => args.flatMap((arg, at) => (arg === name ? [args[at + 1]] : []));
  const files = args.filter((arg, at) => !arg.startsWith('--') && !args[at - 1]?.startsWith('--'));
  const keyFiles = valuesOf('--key');
  if (files.length !== 1 || keyFiles.length === 0) {
    console.error('node verify-access-log.mjs --key PUBLIC.jwk [--receipt SEQ:HASH]… [--witness EARLIER.ndjson]… EXPORT.ndjson');
    return 2;
  }
  const keys = keyFiles.flatMap(readKeyFile);
  const receipts = valuesOf('--receipt').map((text) => ({ seq: Number(text.split(':')[0]), hash: text.split(':')[1] }));
  const witness = valuesOf('--witness').map(linesOf);
  const result = await verifyExport(linesOf(files[0]), { keys, receipts, witness });
  console.log(describeExport(result));
  return result.isWhole ? 0 : 1;
}

/** Reads the keys of a file, given as `FILE` or `SERVICE=FILE`. Each key gets its service as `kid`. Throws for a key without a service. */
export function readKeyFile(text) {
  const [, service, file] = /^([a-z][a-z0-9-]*)=(.+)$/.exec(text) ?? [null, null, text];
  const json = JSON.parse(readFileSync(file, 'utf8'));
  return (json.keys ?? [json]).map((key) => {
    const kid = service ?? key.kid;
    if (typeof kid === 'string') return { ...key, kid };
    throw new Error(`A key of ${file} does not say which service it is of ("kid"). Name it: --key gateway=${file}`);
  });
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  process.exitCode = await main(process.argv.slice(2));
