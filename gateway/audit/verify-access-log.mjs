#!/usr/bin/env node
// Verifies an exported access log of the union graph, and the audits of its services. One file, no dependencies, Node.js 20 or newer:
//
//   node verify-access-log.mjs --key keys.json access-log.ndjson [--receipt 1234:5f3c…]… [--witness earlier.ndjson]…
//
// --key is a public key (Ed25519, a JSON Web Key or a set of them): the gateway's, as its /access-log/keys.json gives it, and those of the
// services, as their /audit/keys.json give them. It may be given more than once.
// --receipt is what the gateway gave with an answer in the header "x-access-record"; the log must hold that record.
//
// --witness is what you kept from before: an earlier export, or the files that the gateway writes of its own accord (WITNESS_FOLDER). Log and
// audits must still hold what stands there.
//
// Exits with 0 when all is whole, with 1 when it is not, and names the first record at fault of the log and of each audit.
//
// How the log is made. Records are numbered without gaps. The digest of a record is SHA-256 over the JSON array of its values
// (`digestOf`); its hash is SHA-256 over the hash of the record before it (32 bytes), its day as text (10 bytes), its number (8 bytes, the
// highest first) and its digest (`chain`). The first record follows SHA-256 of "union-graph access log". Checkpoints sign a
// number, the hash there and the number of the checkpoint before (those of before November 2026 do not tell that); a day's closing signs
// its first and last number and the last hash, its root. The next day goes on from that root, so that a day's records may be dropped after
// three years and the rest still hangs together. Records say in which form they are (`format`); those without one are of the first, which
// knew no roles; the second knew no repeats. What is in one form stays in it.
//
// How an audit is made. A service signs each row when it writes it (`auditEventText`). A moment later it seals the rows that were committed
// since: a seal has a number without gaps, the numbers and digests (`auditDigest`) of its rows, and a hash over these and the hash of the
// seal before it (`auditSealHash`), which it signs. The first seal holds what was there before rows were signed, or nothing.
//
// What keeps the end of an audit. A seal stands for all before it, so others keep the number and hash of the newest one that they know
// (an anchor): services learn it with each other's events and write it into their own seals (`anchors`), and the gateway asks for it every
// few seconds and writes it into its checkpoints (`heads`) and into files outside of all databases (`witness`). An audit that ends before
// an anchor was cut off, and one that has another seal there was made anew. An export is read from one database after the other: what a
// later one says of an audit may have been sealed after that was read, and stands at the end (`audit-later`).
//
// What keeps a row that has no seal yet. The process that wrote it misses it when it is gone before its seal, and its next seal names it (`lost`).
// Rows whose seal is long in coming are told to the gateway, which writes them into its files (`unsealed`): the audit must hold them.
//
// How the files outside are made. Each line names its gateway process (`writer`), has a number without gaps there, and the hash of the line before
// (`witnessLineHash`); the first line of a process names the newest line that it found (writer, number, hash). Checkpoints of the access log tell
// the newest line, too, as "witness/" with the writer. An export holds the lines that tell most, and not all of them. Lines of before December 2026
// have no number.
//
// A backup that was put back is acknowledged by a line (`restore`): who, why, and from which seal to which each audit was set back. What was seen
// before that line of what was in between is no fault then. Every such line is told with the result. A line may also say that files outside
// were lost (`witness`: the newest lines that were missed); what checkpoints told before of these and older ones is no fault then.
//
// Keys name their service (`kid`). The gateway's signs the access log, the lines outside and the audit of governance; each other one signs the audit
// of its own service alone.
import { createHash, createPublicKey, verify } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

export const FORMAT = 'union-graph/access-log/4';
/** Exports of before records told roles, of before they told repeats, and of before checkpoints told heads. */
const FORMATS = [FORMAT, 'union-graph/access-log/3', 'union-graph/access-log/2', 'union-graph/access-log/1'];
/** The form in which records are written now. */
export const RECORD_FORMAT = 3;
export const AUDIT_FORMAT = 'union-graph/audit/3';
/** Exports of before seals told lost rows, and of before they told anchors. */
const AUDIT_FORMATS = [AUDIT_FORMAT, 'union-graph/audit/2', 'union-graph/audit/1'];
/** Records are kept for at least three years (PIPL art. 56). */
const KEPT_YEARS = 3;
/** Whatever is older than this must be signed for. */
const UNSIGNED_MS = 60_000;
/** By how much the clocks of the log, of its gateways and of whoever verifies may differ. */
const CLOCKS_MS = 300_000;
/** China's clock is eight hours ahead of UTC. */
const CHINA_MS = 28_800_000;
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
      ...(formatOf(record) < 3 ? [] : [record.repeats]),
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
export const checkpointText = ({ seq, hash, signedAt, previousSeq = null, heads = null }) => {
  if (previousSeq === null) return JSON.stringify(['union-graph/access-checkpoint/1', seq, hash, signedAt]);
  return JSON.stringify(
    heads === null
      ? ['union-graph/access-checkpoint/2', seq, hash, signedAt, previousSeq]
      : ['union-graph/access-checkpoint/3', seq, hash, signedAt, previousSeq, heads],
  );
};

/** What the signature of a line of a witness file is made over. */
export const witnessText = ({ at, seq, hash, heads, unsealed = null, restore = null, writer, number, previous }) =>
  JSON.stringify(
    number === undefined
      ? ['union-graph/witness/1', at, seq, hash, heads]
      : ['union-graph/witness/2', at, seq, hash, heads, unsealed, restore, writer, number, previous],
  );

/** The hash of a line of a witness file, in hex: the next line of its gateway process names it. */
export const witnessLineHash = (line) => sha256(witnessText(line)).toString('hex');

/** By what name a checkpoint tells of the lines of a gateway process. */
export const WITNESS_PREFIX = 'witness/';

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
export async function verifyLog(
  entries,
  { keys, receipts = [], now = Date.now(), anchors = createAnchors(), witnessed = createWitnessed() },
) {
  const log = { ...createLog(keys, receipts, now), anchors, witnessed };
  let fault = null;
  try {
    let waiting = null;
    for await (const entry of entries) {
      // A record is looked at when it is known what comes after it.
      if (waiting) takeEntry(log, waiting, entry.kind === 'record' ? entry : null);
      waiting = entry;
    }
    if (waiting) takeEntry(log, waiting, null);
    endLog(log);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    fault = { ...error };
  }
  return { ...foundInLog(log), fault };
}

/** The service that signs the access log, the lines outside of the databases, and the audit of governance. */
export const GATEWAY = 'gateway';

/** Whether a key is a service's own. Governance has the key of the gateway, under either name. */
const isKeyOf = ({ kid }, service) => kid === service || (service === 'governance' && kid === GATEWAY);

/** Whether an entry's signature over a text is by one of the keys of a service (`kid`): no service signs for another one. */
export function createSignatures(jwks, service) {
  const own = jwks.filter((jwk) => isKeyOf(jwk, service));
  const keys = new Map(own.map((jwk) => [keyIdOf(jwk), createPublicKey({ key: jwk, format: 'jwk' })]));
  return (entry, text) => {
    const key = keys.get(entry.keyId);
    return key !== undefined && verify(null, Buffer.from(text), key, Buffer.from(entry.signature, 'base64url'));
  };
}

/** What a verification has read of the log so far. */
function createLog(jwks, receipts, now) {
  const due = new Map();
  for (const { seq, hash } of receipts) due.set(seq, (due.get(seq) ?? new Set()).add(hash));
  return {
    isSigned: createSignatures(jwks, GATEWAY),
    now,
    /** The hashes of receipts by the number of their record, until it is read. */
    due,
    days: [],
    header: null,
    head: null,
    first: null,
    last: { seq: 0, hash: GENESIS, day: null, at: null },
    signedSeq: 0,
    unsignedSince: null,
    /** A checkpoint of a record that is not read yet. */
    ahead: null,
    records: 0,
    checkpoints: 0,
    lastCheckpoint: null,
    droppedDays: [],
  };
}

const mayBeGone = (log, { day }) =>
  (log.header.from !== null && day < log.header.from) || day < yearsBefore(log.header.exportedAt, KEPT_YEARS);

/** Goes on over days whose records were dropped, or lie before the export. */
function passGoneDays(log, until) {
  for (const day of log.days) {
    if (
      day.firstSeq !== log.last.seq + 1 &&
      !(log.first === null && log.records === 0 && log.last.seq === 0 && !log.header.start)
    )
      continue;
    if (day.lastSeq >= until || !mayBeGone(log, day)) continue;
    log.droppedDays.push(day.day);
    log.last = { ...log.last, seq: day.lastSeq, hash: day.root };
    log.signedSeq = day.lastSeq;
  }
}

function checkDay(log, seq, day) {
  const before = log.days.find((closed) => closed.day === log.last.day);
  // Days are closed in their order.
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
  if (record.seq !== log.last.seq + 1) passGoneDays(log, record.seq);
  const seq = log.last.seq + 1;
  if (record.seq > seq)
    throw new Fault('MISSING', seq, record.day, `Record ${seq} is missing; after ${seq - 1} comes ${record.seq}.`);
  if (record.seq < seq) throw new Fault('INSERTED', record.seq, record.day, `There is more than one record ${record.seq}.`);
  if (record.day !== log.last.day) checkDay(log, seq, record.day);
  if (formatOf(record) > RECORD_FORMAT)
    throw new Fault('FORMAT', seq, record.day, `Record ${seq} is in a form that this verifier does not know. Take a newer one.`);
  // What its digest does not cover, nobody has written with it.
  if (formatOf(record) === 1 && record.roles !== undefined) throw altered(seq, record.day);
  if (formatOf(record) < 3 && record.repeats !== undefined) throw altered(seq, record.day);
  if (record.previousHash !== log.last.hash || chain(log.last.hash, record.day, seq, digestOf(record)) !== record.hash)
    throw explain(record, next, log.last, log.signedSeq);
  if ([...(log.due.get(seq) ?? [])].some((hash) => hash !== record.hash))
    throw new Fault('REWRITTEN', seq, record.day, `Record ${seq} is not the one that the receipt was given for.`);
  if (!(Date.parse(record.at) <= Date.parse(log.header.exportedAt) + CLOCKS_MS))
    throw new Fault('FORMAT', seq, record.day, `The export says that it was made before record ${seq} was written.`);
  const seen = log.witnessed.otherAt(seq, record.hash);
  if (seen) throw setBack(log, new Fault('REWRITTEN', seq, record.day, `Record ${seq} is not the one that ${seen.keeper} saw.`));
  log.witnessed.pass(seq, record.hash);
  log.due.delete(seq);
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
      log.witnessed.files.expect({ writer: chainName.slice(WITNESS_PREFIX.length), ...seen });
    else log.anchors.add({ chain: chainName, ...seen });
  }
  const { previousSeq = null } = checkpoint;
  // The one before the first of an export lies before it.
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
  if (seq > log.last.seq) log.ahead = checkpoint;
  // Of a part of the log, checkpoints before it say nothing.
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
      // What may be gone, and what need not be signed yet, goes by it.
      if (!(Date.parse(entry.exportedAt) <= log.now + CLOCKS_MS))
        throw new Fault('FORMAT', null, null, 'The export says that it was made in time to come.');
      log.header = entry;
      // A part that begins within a day goes on from the record before it.
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

function endLog(log) {
  if (log.header === null) throw new Fault('FORMAT', null, null, 'This is no export of an access log.');
  if (log.head === null)
    throw new Fault('TRUNCATED', log.last.seq + 1, log.last.day, `The file is cut off after record ${log.last.seq}.`);
  if (log.records === 0) passGoneDays(log, log.head.seq + 1);
  if (log.ahead !== null && log.ahead.seq > log.last.seq) throw truncated(log.last, log.ahead.seq, 'as a signed checkpoint says');
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
  const newest = log.witnessed.newest();
  const { from, to = null, start, exportedAt } = log.header;
  // A part of the log may end before; and what was seen after the export is not in it.
  if (newest && newest.seq > log.last.seq && !from && !to && !start && !(newest.isFromOutside && newest.at > exportedAt))
    throw setBack(log, truncated(log.last, newest.seq, `as ${newest.keeper} saw on ${dayOf(newest.at)}`));
  for (const [seq, [hash]] of log.due) {
    if (seq > log.last.seq) throw truncated(log.last, seq, 'as a receipt says');
    throw new Fault(
      'MISSING',
      seq,
      null,
      `Record ${seq}, for which there is a receipt (${hash}), is not in this part of the log.`,
    );
  }
  if (log.unsignedSince !== null && Date.parse(log.header.exportedAt) - Date.parse(log.unsignedSince) > UNSIGNED_MS)
    throw new Fault(
      'UNSIGNED',
      log.signedSeq + 1,
      log.last.day,
      `Nobody has signed for the records from ${log.signedSeq + 1} on, though they are more than a minute old.`,
    );
}

/** A fault that may come of a restore: with the newest record that was seen, and the last one that is there still. */
function setBack({ witnessed, last }, fault) {
  const { seq, hash } = witnessed.newest();
  return Object.assign(fault, { restored: { from: [seq, hash], to: [last.seq, last.hash] } });
}

const foundInLog = ({ records, first, last, signedSeq, checkpoints, days, droppedDays }) => ({
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

/** The civil day of an instant, as messages tell it; null for one that nobody told. */
const dayOf = (instant) =>
  Number.isNaN(Date.parse(instant)) ? '?' : new Date(Date.parse(instant) + CHINA_MS).toISOString().slice(0, 10);

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

/** What a row's signature is made over. */
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

/** SHA-256, in hex, over all that a row holds but its number. */
export const auditDigest = (chain, event) =>
  sha256(JSON.stringify([auditEventText(chain, event), event.keyId, event.signature])).toString('hex');

/** What a seal's signature is made over. */
export const auditSealText = (chain, { number, hash, signedAt }) =>
  JSON.stringify(['union-graph/audit-seal/1', chain, number, hash, signedAt]);

/** The hash of a seal, in hex; one that says nothing of other audits is made without `anchors`, one that misses no row without `lost`. */
export const auditSealHash = ({ previousHash, number, seqs, digests, anchors = null, lost = null }) => {
  const more = lost === null ? (anchors === null ? [] : [anchors]) : [anchors ?? [], lost];
  return sha256(JSON.stringify([previousHash, number, seqs, digests, ...more])).toString('hex');
};

/** What the first seal of a service follows. */
export const auditGenesis = (chain) => sha256(`union-graph audit of ${chain}`).toString('hex');

/**
 * Verifies the entries of one service's audit in their order: `audit-header`, each `audit-seal` followed by its rows (`audit-event`), the rows
 * and queue entries that no seal holds, `audit-head`. Gives what was found; `fault` is null when the audit is whole.
 */
export async function verifyAudit(entries, { keys, anchors = createAnchors() }) {
  const audit = { ...createAudit(keys), anchors };
  let fault = null;
  try {
    for await (const entry of entries) takeAuditEntry(audit, entry);
    endAudit(audit);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    fault = { ...error };
  }
  return { ...foundInAudit(audit), fault };
}

/** What a verification has read of an audit so far. */
const createAudit = (keys) => ({
  keys,
  isSigned: () => false,
  ids: new Set(),
  /** The first seal that names rows which are gone. */
  losing: null,
  header: null,
  head: null,
  seal: null,
  last: { number: 0, hash: null },
  /** The number of rows of the seal that were read. */
  at: 0,
  rows: 0,
  sealed: 0,
});

const missing = (audit, seq) => new Fault('MISSING', seq, null, `Audit row ${seq} of ${audit.header.chain} is missing.`);

function endSeal(audit) {
  if (audit.seal && audit.at < audit.seal.seqs.length) throw missing(audit, audit.seal.seqs[audit.at]);
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
  if (entry.lost) audit.losing ??= entry;
  audit.anchors.noteSeal(audit.header.chain, number, hash);
  audit.last = { number, hash };
  audit.seal = entry;
  audit.at = 0;
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
  if (audit.seal === null || audit.at === audit.seal.seqs.length) return takeLoose(audit, event);
  if (seq !== audit.seal.seqs[audit.at]) throw missing(audit, audit.seal.seqs[audit.at]);
  const digest = auditDigest(audit.header.chain, event);
  if (digest !== audit.seal.digests[audit.at]) {
    const other = audit.seal.digests.indexOf(digest);
    if (other < 0) throw alteredRow(audit, seq);
    throw new Fault(
      'MOVED',
      seq,
      null,
      `What stands as audit row ${seq} of ${audit.header.chain} was written as row ${audit.seal.seqs[other]}.`,
    );
  }
  // What was there before rows were signed, only the first seal holds.
  if (event.signature !== null || audit.seal.number > 1) checkSignature(audit, event);
  checkId(audit, event);
  audit.at += 1;
  return undefined;
}

/** What the audit row of an acknowledged restore names instead of a mutation. */
export const RESTORE_COORDINATE = 'audit:restore';

/** A row that no seal holds: it may just have been written. */
function takeLoose(audit, event) {
  const { seq, queuedAt } = event;
  endSeal(audit);
  if (queuedAt == null)
    throw new Fault('INSERTED', seq, null, `Audit row ${seq} of ${audit.header.chain} was put in: no seal holds it.`);
  if (event.signature === null || !audit.isSigned(event, auditEventText(audit.header.chain, event)))
    throw new Fault('INSERTED', seq, null, `Audit row ${seq} of ${audit.header.chain} was put in: the service did not sign it.`);
  checkId(audit, event);
  if (Date.parse(audit.header.exportedAt) - Date.parse(queuedAt) > UNSIGNED_MS)
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
      throw missing(audit, entry.seq);
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

/** Rows that no seal holds, and of which somebody knows. */
function checkLostRows({ header: { chain: name }, losing, ids, anchors }) {
  const gone = (id, when) =>
    Object.assign(
      new Fault(
        'MISSING',
        null,
        null,
        `A row of the audit of ${name} (${id}) was committed, and was removed or changed ${when}.`,
      ),
      { isLostRow: true },
    );
  if (losing)
    throw gone(losing.lost.join(', '), `before a seal held it, as seal ${losing.number} says (${dayOf(losing.signedAt)})`);
  const row = anchors.rowsOf(name).find(({ id }) => !ids.has(id));
  if (row) throw gone(row.id, `while it waited for its seal: ${row.keeper} saw it on ${dayOf(row.at)}`);
}

const foundInAudit = ({ header, rows, sealed, last }) => ({ chain: header?.chain ?? null, rows, sealed, seals: last.number });

/** The result of an audit in a sentence. */
export function describeAudit({ fault, chain: name, rows, sealed, seals }) {
  if (fault) return `NOT WHOLE (${fault.kind}): ${fault.message}`;
  const rest = rows > sealed ? ` The last ${rows - sealed} are younger than a minute and not sealed yet.` : '';
  return `Whole: the audit of ${name}, ${rows} rows in ${seals} seals.${rest}`;
}

/**
 * Collects the seals of all audits, and what others keep of them (anchors). A seal's hash stands for all rows before it, so that one anchor
 * vouches for a whole audit up to there.
 */
export function createAnchors(restores = createRestores()) {
  /** The hashes of each audit's seals, by number; that of number 0 is what the first one follows. */
  const seals = new Map();
  const kept = new Map();
  const rows = [];
  const hashOf = (name, number) => seals.get(name)?.[number] ?? null;
  const lastOf = (name) => (seals.get(name)?.length ?? 0) - 1;
  /** What is kept of an audit and is not in it, the oldest seal first. */
  const wrongOf = (name, exportedAt) =>
    [...(kept.get(name)?.values() ?? [])]
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
      if (!kept.has(anchor.chain)) kept.set(anchor.chain, new Map());
      const own = kept.get(anchor.chain);
      const key = `${anchor.number} ${anchor.hash}`;
      // A restore excuses what was seen before it, so that of two sights the later one tells more.
      if (!own.has(key) || (restores.some() && own.get(key).at < anchor.at)) own.set(key, anchor);
    },
    /** Notes a row that waited for its seal, with who saw it. */
    addRow: (row) => void rows.push(row),
    rowsOf: (name) => rows.filter((row) => row.chain === name && !restores.isRowExcused(row)),
    /** The audit rows of acknowledged restores. */
    restoreRows: [],
    /** What the anchors of an audit show to be cut off or made anew; null when it holds all of them. `exportedAt` is when it was read. */
    faultOf: (name, exportedAt) => {
      const wrong = wrongOf(name, exportedAt);
      if (wrong.length === 0) return null;
      const end = Math.min(lastOf(name), wrong[0].number - 1);
      return faultOfAnchors(name, lastOf(name), wrong, [end, hashOf(name, end)]);
    },
    /** The audits of which something is known, and which are not here. */
    absent: () =>
      [...kept].flatMap(([name, own]) =>
        seals.has(name) ? [] : [[...own.values()].reduce((one, other) => (other.number > one.number ? other : one))],
      ),
  };
}

/** The fault of an audit that ends with seal `last`, by what others keep of it and is not there. */
function faultOfAnchors(name, last, wrong, end) {
  const [first] = wrong;
  const newest = wrong.at(-1);
  const seen = ({ number, keeper, at }) => `${keeper} saw seal ${number} on ${dayOf(at)}`;
  const isCut = first.number > last;
  const message = isCut
    ? `The audit of ${name} ends with seal ${last}, and went on: ${seen(newest)}. What was sealed from number ${last + 1} on is gone.`
    : `The audit of ${name} was made anew from seal ${first.number} or before: ${seen(first)}, and it was another one.`;
  const fault = new Fault(isCut ? 'TRUNCATED' : 'REWRITTEN', null, dayOf(first.at), message);
  return Object.assign(fault, { restored: { from: [newest.number, newest.hash], to: end } });
}

/** The restores that signed lines acknowledge. Each excuses what was seen before it of what it says to be gone, and nothing else. */
function createRestores() {
  const restores = new Map();
  const all = () => [...restores.values()];
  const isBetween = (number, [from], [to]) => number > to && number <= from;
  return {
    some: () => restores.size > 0,
    all,
    has: (id) => restores.has(id) || all().some(({ begun = [] }) => begun.includes(id)),
    add: (restore) => void restores.set(restore.id, restore),
    /** `hashOf` gives the hash of a seal of the audit that is there. */
    isSealExcused: ({ chain: name, number, at }, hashOf) =>
      all().some(
        (restore) =>
          at < restore.at &&
          restore.audits.some(
            ([restored, from, to]) => restored === name && isBetween(number, from, to) && hashOf(to[0]) === to[1],
          ),
      ),
    isRowExcused: ({ chain: name, at }) =>
      all().some((restore) => at < restore.at && restore.audits.some(([restored]) => restored === name)),
    /** `hashOf` gives the hash of a record that a restore goes back to; null for one that is not there any more. */
    isRecordExcused: ({ seq, at }, hashOf) =>
      all().some(({ at: restoredAt, log }) => {
        if (!log || at >= restoredAt || !isBetween(seq, log[0], log[1])) return false;
        const [end, hash] = log[1];
        return (hashOf(end) ?? hash) === hash;
      }),
    /** Whether somebody said that lines of the files were lost, this one among them. */
    isLineExcused: ({ writer, number, at }) => all().some((restore) => at < restore.at && losesLine(restore, writer, number)),
    /** Whether a restore went back to a record. */
    isEnd: (seq) => all().some(({ log }) => log?.[1][0] === seq),
  };
}

/** Whether an acknowledgement names a line as lost, or a later one of its gateway process. */
export const losesLine = ({ witness = [] }, writer, number) =>
  witness.some(([lostWriter, last]) => lostWriter === writer && number <= last);

/** The records of the access log that somebody saw, by number, and the files where they stand. */
function createWitnessed(restores = createRestores()) {
  const seen = new Map();
  /** The hashes of the records that restores went back to. */
  const ends = new Map();
  const isCounted = (record) => !restores.isRecordExcused(record, (seq) => ends.get(seq) ?? null);
  return {
    files: createFiles(restores),
    add: (record) => {
      if (record.seq === 0) return;
      if (!seen.has(record.seq)) seen.set(record.seq, []);
      const same = seen.get(record.seq).find(({ hash }) => hash === record.hash);
      if (!same) seen.get(record.seq).push(record);
      else if (same.at < record.at) Object.assign(same, record);
    },
    /** What was seen as a record, and is another one than is there. */
    otherAt: (seq, hash) => seen.get(seq)?.find((record) => record.hash !== hash && isCounted(record)) ?? null,
    /** Notes a record of the log. */
    pass: (seq, hash) => {
      if (restores.isEnd(seq)) ends.set(seq, hash);
    },
    /** The newest record that was seen; null for none. */
    newest: () =>
      [...seen.values()].flat().reduce((one, other) => (isCounted(other) && other.seq > (one?.seq ?? 0) ? other : one), null),
  };
}

/** Follows the lines of witness files, each of which names the line before it, and compares them with what checkpoints tell of them. */
export function createFiles(restores = createRestores()) {
  const last = new Map();
  const expected = [];
  const missed = () =>
    expected.filter(
      ({ writer, number, hash, at }) =>
        faultOfEnd(last, [writer, number, hash]) !== null && !restores.isLineExcused({ writer, number, at }),
    );
  return {
    /**
     * What is wrong with a line, by the lines before it: `message`, and the newest line that is gone before it (`gone`), if lines are. Null for
     * nothing. Of a selection of lines, some may lack.
     */
    follow: (line, isSelection = false) => {
      if (line.number === undefined) return null;
      const { writer, number, previous } = line;
      const before = last.get(writer);
      if (!before || number > before.number) last.set(writer, { number, hash: witnessLineHash(line) });
      if (number === 1 && !before) return isSelection || previous === null ? null : faultOfEnd(last, previous);
      if (before && number <= before.number) return PUT_IN;
      const count = number - 1 - (before?.number ?? 0);
      if (count === 0) return previous === before?.hash ? null : OTHER_LINE;
      return isSelection ? null : afterGap(count, [writer, number - 1, previous]);
    },
    /** Takes what a checkpoint tells of the newest line of a gateway process. */
    expect: (line) => void expected.push(line),
    /** The fault of files that lack a line, or null. */
    fault: () => {
      const [line] = missed();
      if (!line) return null;
      const { writer, number, keeper, at } = line;
      const end = last.get(writer);
      const until = end
        ? `end with line ${end.number} of gateway process ${writer}`
        : `hold no line of gateway process ${writer}`;
      const message = `The gateway's witness files ${until}, and ${keeper} saw its line ${number} on ${dayOf(at)}: lines were taken out or changed.`;
      return { ...new Fault(end && end.number >= number ? 'REWRITTEN' : 'TRUNCATED', null, dayOf(at), message) };
    },
    /** The newest line of each gateway process that checkpoints tell of and that is gone. */
    lost: () => newestLines(missed().flatMap(({ writer, number, hash }) => goneOf(faultOfEnd(last, [writer, number, hash])))),
  };
}

const NOT_SIGNED = { message: 'is not signed with a key that is trusted', gone: null };
const PUT_IN = { message: 'was put in: its gateway process was further already', gone: null };
const OTHER_LINE = { message: 'follows another line than stands before it: one of them was changed', gone: null };
const afterGap = (count, gone) => ({
  message: count === 1 ? 'follows a line that is gone' : `follows ${count} lines that are gone`,
  gone,
});
const goneOf = ({ gone }) => (gone === null ? [] : [gone]);

/** The newest of some lines for each gateway process. */
export function newestLines(lines) {
  const newest = new Map();
  for (const line of lines) if (line[1] >= (newest.get(line[0])?.[1] ?? 0)) newest.set(line[0], line);
  return [...newest.values()];
}

/** What is wrong with the lines of a gateway process of which somebody saw one as the newest; null for nothing. */
function faultOfEnd(last, [writer, number, hash]) {
  const end = last.get(writer);
  if (!end || end.number < number) return afterGap(number - (end?.number ?? 0), [writer, number, hash]);
  return end.number === number && end.hash !== hash ? OTHER_LINE : null;
}

/**
 * Takes what somebody kept: lines of witness files, or the entries of an earlier export. Only what is signed counts. Gives the number of lines and
 * the fault of one that is not signed with a key that is trusted, or null.
 */
function createWitness(keys, { anchors, witnessed, restores }, { keeper, isFromOutside }) {
  const isSigned = createSignatures(keys, GATEWAY);
  const found = { lines: 0, fault: null };
  const files = isFromOutside ? createFiles() : witnessed.files;
  let name = null;
  let isSealed = null;
  const add = (heads, at) => {
    for (const [chainName, number, hash] of heads) anchors.add({ chain: chainName, number, hash, at, keeper, isFromOutside });
  };
  const takeLine = (line) => {
    const wrong = isSigned(line, witnessText(line)) ? files.follow(line, true) : NOT_SIGNED;
    if (wrong !== null) {
      found.fault ??= { ...new Fault('CHECKPOINT', null, null, `A line of ${keeper} of ${line.at} ${wrong.message}.`) };
      return;
    }
    found.lines += 1;
    witnessed.add({ seq: line.seq, hash: line.hash, at: line.at, keeper, isFromOutside });
    add(line.heads, line.at);
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
      add([[name, entry.number, entry.hash]], entry.signedAt);
    } else if (entry.kind === 'checkpoint' && isSigned(entry, checkpointText(entry))) {
      found.lines += 1;
      witnessed.add({ seq: entry.seq, hash: entry.hash, at: entry.signedAt, keeper, isFromOutside });
    }
  };
  return { take, found };
}

/** Takes the seals and lines at the end of an export that were made while it was read: seals go on from the last one of their audit. */
function createLater(keys, { anchors, witnessed }, parts) {
  const isSigned = createSignatures(keys, GATEWAY);
  const takeSealOf = (entry) => {
    const { chain: name, number, previousHash, hash, signedAt } = entry;
    const part = parts.get(name);
    const isNext = part !== undefined && number === anchors.lastOf(name) + 1 && previousHash === anchors.hashOf(name, number - 1);
    const isYoung = Date.parse(signedAt) >= Date.parse(part?.exportedAt) - CLOCKS_MS;
    if (isNext && isYoung && createSignatures(keys, name)(entry, auditSealText(name, entry)) && auditSealHash(entry) === hash)
      anchors.noteSeal(name, number, hash);
  };
  return (entry) => {
    if (entry.kind === 'audit-later') takeSealOf(entry);
    if (entry.kind === 'witness-later' && isSigned(entry, witnessText(entry))) witnessed.files.follow(entry, true);
  };
}

/** Verifies all of an export: the log, then the audit of each service that is in it, then what they and others keep of each other. */
export async function verifyExport(entries, { keys, receipts = [], witness = [], now = Date.now() }) {
  const iterator = (entries[Symbol.asyncIterator] ?? entries[Symbol.iterator]).call(entries);
  const restores = createRestores();
  const anchors = createAnchors(restores);
  const witnessed = createWitnessed(restores);
  const collected = { anchors, witnessed, restores };
  const witnesses = [];
  for (const kept of witness) {
    const outside = createWitness(keys, collected, { keeper: 'what was kept outside', isFromOutside: true });
    for await (const entry of kept) outside.take(entry);
    witnesses.push(outside.found);
  }
  let next = await iterator.next();
  const own = createWitness(keys, collected, { keeper: "the gateway's witness file", isFromOutside: false });
  if (next.value?.kind === 'witness') witnesses.push(own.found);
  for (; next.value?.kind === 'witness'; next = await iterator.next()) own.take(next.value);

  /** The entries up to where the next part begins; the first is taken whatever it is. */
  const part = async function* () {
    do {
      yield next.value;
      next = await iterator.next();
    } while (!next.done && next.value.kind !== 'audit-header' && !next.value.kind.endsWith('-later'));
  };
  /** A part that has a fault is not read to its end by whoever verifies it. */
  const partly = async (verifyPart) => {
    const read = part();
    const result = await verifyPart({ [Symbol.asyncIterator]: () => ({ next: () => read.next() }) });
    while (!(await read.next()).done);
    return result;
  };
  const none = (async function* () {})();
  const isAudit = next.value?.kind === 'audit-header';
  const ofLog = { keys, receipts, now, anchors, witnessed };
  const log = isAudit ? null : next.done ? await verifyLog(none, ofLog) : await partly((read) => verifyLog(read, ofLog));
  const audits = [];
  const headers = new Map();
  while (!next.done && next.value.kind === 'audit-header') {
    const header = next.value;
    if (!headers.has(header.chain)) headers.set(header.chain, header);
    audits.push(await partly((read) => verifyAudit(read, { keys, anchors })));
  }
  const takeLater = createLater(keys, collected, headers);
  for (; !next.done; next = await iterator.next()) takeLater(next.value);
  if (witnesses.includes(own.found)) own.found.fault ??= witnessed.files.fault() ?? faultOfRestoreRows(anchors, restores);
  const compared = audits.map((audit) => {
    const cut = audit.chain === null ? null : anchors.faultOf(audit.chain, headers.get(audit.chain)?.exportedAt);
    // A lost row stays lost, and hides no end that is cut off later.
    const fault = audit.fault?.isLostRow ? (cut ?? audit.fault) : (audit.fault ?? cut);
    return { ...audit, fault: fault && { ...fault } };
  });
  const isWhole = [log, ...compared, ...witnesses].every((one) => one === null || one.fault === null);
  return {
    ...{ log, audits: compared, witnesses, absent: anchors.absent(), restores: restores.all(), isWhole },
    unfinished: anchors.restoreRows.filter(({ id }) => !restores.has(id)).map(({ id }) => id),
    lostLines: witnessed.files.lost(),
  };
}

/** A restore of which an audit tells, and no line outside of the databases. */
function faultOfRestoreRows({ restoreRows }, restores) {
  const row = restoreRows.find(({ id }) => !restores.has(id));
  if (!row) return null;
  const message = `An audit tells of a restore that ${row.actor} acknowledged on ${dayOf(row.at)}, and the gateway's witness files do not.`;
  return { ...new Fault('MISSING', row.seq, dayOf(row.at), message) };
}

/** What somebody acknowledged, in a sentence. */
function describeRestore({ at, by, reason, log, audits, begun = [], witness }) {
  const back = ([from], [to], what) => `from ${what} ${from} to ${to}`;
  const parts = [
    ...(log ? [`the access log ${back(log[0], log[1], 'record')}`] : []),
    ...audits.map(([name, from, to]) => `the audit of ${name} ${back(from, to, 'seal')}`),
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

/** The results of an export, a line each. */
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

/** The keys of a file, `FILE` or `SERVICE=FILE`, each under the name of its service. Throws for a key without one. */
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
