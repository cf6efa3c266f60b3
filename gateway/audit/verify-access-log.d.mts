/** A record as exported; `seq`, `day` and the hashes are those of the chain. */
export interface LogRecord extends RecordValues {
  readonly kind: 'record';
  readonly seq: number;
  readonly day: string;
  readonly previousHash: string;
  readonly hash: string;
}

/** What a record says, in the form its digest is made of. */
export interface RecordValues {
  /** The form it is written in; left out of those of the first. */
  readonly format?: number;
  /** UTC with microseconds: `2026-11-22T10:00:00.123000Z`. */
  readonly at: string;
  readonly client: string;
  readonly actor: string | null;
  /** The roles that the request was made with, each with the part of the union tree that it holds for; left out of the first form. */
  readonly roles?: readonly string[];
  readonly agreementId: string | null;
  readonly purpose: string | null;
  readonly operationName: string | null;
  /** SHA-256 of the operation's text, in hex. */
  readonly operationHash: string;
  readonly coordinates: readonly string[];
  readonly subjects: readonly string[];
  readonly rows: number;
  readonly suppressed: number;
  readonly decision: 'ALLOWED' | 'REFUSED';
  readonly code: string | null;
  readonly latencyMs: number;
  /** How many requests it stands for: refusals of one kind within a minute share a record. Left out of the first two forms. */
  readonly repeats?: number;
}

/** A seal of the audit of a service: the service's name, the seal's number, and its hash. */
export type AuditHead = readonly [chain: string, number: number, hash: string];

export interface LogCheckpoint {
  readonly kind: 'checkpoint';
  readonly seq: number;
  readonly hash: string;
  /** The number of the checkpoint before it, 0 before the first; left out of those of before November 2026. */
  readonly previousSeq?: number;
  /** The newest seals of audits that had gone on since the checkpoint before; left out where none had. */
  readonly heads?: readonly AuditHead[];
  readonly signedAt: string;
  readonly keyId: string;
  readonly signature: string;
}

export interface LogDay {
  readonly kind: 'day';
  readonly day: string;
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly root: string;
  readonly signedAt: string;
  readonly keyId: string;
  readonly signature: string;
}

export interface LogHeader {
  readonly kind: 'header';
  readonly format: string;
  readonly exportedAt: string;
  /** The first civil day of a part of the log; null for all of it. */
  readonly from: string | null;
  /** The last civil day of a part that ends with it. */
  readonly to?: string;
  /** Of a part that begins within a day: the record before it. */
  readonly start?: { readonly seq: number; readonly day: string; readonly hash: string };
}

export interface LogHead {
  readonly kind: 'head';
  readonly seq: number;
  readonly hash: string;
}

/** What a gateway wrote into a file outside of the databases: where the access log and the audits ended. */
export interface WitnessLine {
  readonly kind: 'witness';
  readonly at: string;
  /** The newest record of the access log, 0 before the first; and its hash. */
  readonly seq: number;
  readonly hash: string;
  readonly heads: readonly AuditHead[];
  /** Rows that waited for their seal: the service, and the row's id. Left out where there were none. */
  readonly unsealed?: readonly UnsealedRow[];
  readonly restore?: Restore;
  /** The gateway process that wrote it. Left out, like its number and what it follows, in lines of before December 2026. */
  readonly writer?: string;
  /** From 1 on, without gaps. */
  readonly number?: number;
  /** The hash of the line before; of a first line: the newest line that was there, null for none. */
  readonly previous?: string | WitnessEnd | null;
  readonly keyId: string;
  readonly signature: string;
}

/** A row that has no seal yet: the service, and the row's id. */
export type UnsealedRow = readonly [chain: string, id: string];

/** A line of a witness file: its writer, number, and hash. */
export type WitnessEnd = readonly [writer: string, number: number, hash: string];

/** The number of a record or a seal, and its hash. */
export type ChainPoint = readonly [number: number, hash: string];

/** The acknowledgement that a backup was put back, or that files outside of the databases were lost. */
export interface Restore {
  /** The id of its audit row. */
  readonly id: string;
  readonly by: string;
  readonly reason: string;
  /** The newest record of the access log that was seen, and the last one that the backup holds; null where the log was not set back. */
  readonly log: readonly [from: ChainPoint, to: ChainPoint] | null;
  /** The same of the audits that were set back. */
  readonly audits: readonly (readonly [chain: string, from: ChainPoint, to: ChainPoint])[];
  /** The audit rows of acknowledgements that were begun and that no line tells of; left out where there were none. */
  readonly begun?: readonly string[];
  /** The newest lines that are gone with the files, one for each gateway process; left out where no files were lost. */
  readonly witness?: readonly WitnessEnd[];
}

/** A line that was written while the export was read. */
export type LaterWitnessLine = Omit<WitnessLine, 'kind'> & { readonly kind: 'witness-later' };

export type LogEntry = LogHeader | LogDay | LogRecord | LogCheckpoint | LogHead;

export type FaultKind =
  | 'ALTERED'
  | 'MISSING'
  | 'INSERTED'
  | 'MOVED'
  | 'REWRITTEN'
  | 'TRUNCATED'
  | 'CHECKPOINT'
  | 'UNSIGNED'
  | 'FORMAT';

export interface LogFault {
  readonly kind: FaultKind;
  /** The first record at fault; null where the file is no export at all. */
  readonly seq: number | null;
  readonly day: string | null;
  readonly message: string;
  /** Of what may come of a restore: the newest that was seen, and the last that is there still. */
  readonly restored?: { readonly from: ChainPoint; readonly to: ChainPoint };
}

export interface Verification {
  readonly records: number;
  readonly firstSeq: number | null;
  readonly lastSeq: number;
  /** Up to where a signature vouches for the log. */
  readonly signedSeq: number;
  readonly checkpoints: number;
  readonly days: number;
  readonly droppedDays: readonly string[];
  readonly fault: LogFault | null;
}

export interface PublicKey {
  readonly kty: string;
  readonly crv: string;
  readonly x: string;
  /** The service that signs with it. A key without a name counts for no service. */
  readonly kid?: string;
}

export interface Receipt {
  readonly seq: number;
  readonly hash: string;
}

export const FORMAT: string;
/** The form in which records are written now. */
export const RECORD_FORMAT: number;
export const GENESIS: string;
export function digestOf(record: RecordValues): string;
export function chain(previousHash: string, day: string, seq: number, digest: string): string;
export function checkpointText(checkpoint: Pick<LogCheckpoint, 'seq' | 'hash' | 'signedAt' | 'previousSeq' | 'heads'>): string;
export function witnessText(line: Omit<WitnessLine, 'kind' | 'keyId' | 'signature'>): string;
export const GATEWAY: string;
/** Whether an entry's signature over a text is by one of the keys of a service. */
export function createSignatures(
  keys: readonly PublicKey[],
  service: string,
): (entry: { readonly keyId: string; readonly signature: string }, text: string) => boolean;
export function witnessLineHash(line: Omit<WitnessLine, 'kind' | 'keyId' | 'signature'>): string;
export const WITNESS_PREFIX: string;
export const RESTORE_COORDINATE: string;
/** Follows the lines of witness files in their order. */
export function createFiles(): {
  /** What is wrong with a line, to be said behind its name, and the newest line that is gone before it; null for nothing. */
  follow(line: WitnessLine, isSelection?: boolean): { readonly message: string; readonly gone: WitnessEnd | null } | null;
};
/** Whether an acknowledgement names a line as lost, or a later one of its gateway process. */
export function losesLine(restore: Restore, writer: string, number: number): boolean;
/** The newest of some lines for each gateway process. */
export function newestLines(lines: readonly WitnessEnd[]): WitnessEnd[];
export function dayText(day: Pick<LogDay, 'day' | 'firstSeq' | 'lastSeq' | 'root' | 'signedAt'>): string;
export function keyIdOf(key: PublicKey): string;
export function verifyLog(
  entries: AsyncIterable<LogEntry> | Iterable<LogEntry>,
  options: {
    keys: readonly PublicKey[];
    receipts?: readonly Receipt[];
    /** The verifier's own clock, in milliseconds: an export says of itself when it was made. */
    now?: number;
  },
): Promise<Verification>;
export function readExport<Entry = LogEntry>(lines: AsyncIterable<string> | Iterable<string>): AsyncGenerator<Entry>;
export function describeResult(result: Verification): string;
/** The keys of a file, `FILE` or `SERVICE=FILE`, each under the name of its service. Throws for a key without one. */
export function readKeyFile(text: string): readonly PublicKey[];

/** One row of a service's audit, as exported. */
export interface AuditEventEntry {
  readonly kind: 'audit-event';
  readonly seq: number;
  /** Null, like the key and the signature, in rows of before rows were signed. */
  readonly id: string | null;
  readonly at: string;
  readonly actor: string;
  readonly personId: string | null;
  readonly roles: readonly string[];
  readonly purpose: string | null;
  readonly coordinates: readonly string[];
  readonly entityIds: readonly string[];
  readonly decision: string;
  readonly requestId: string | null;
  readonly repeats: number;
  readonly keyId: string | null;
  readonly signature: string | null;
  /** Of a row that no seal holds: since when it waits for one; null when nobody knows of it. */
  readonly queuedAt?: string | null;
}

export interface AuditSealEntry {
  readonly kind: 'audit-seal';
  readonly number: number;
  readonly previousHash: string;
  readonly seqs: readonly number[];
  readonly digests: readonly string[];
  /** The newest seals of other services that this one had learned of; left out where there were none. */
  readonly anchors?: readonly AuditHead[];
  /** The ids of rows that were committed and are gone before a seal held them; left out where there were none. */
  readonly lost?: readonly string[];
  readonly hash: string;
  readonly signedAt: string;
  readonly keyId: string;
  readonly signature: string;
}

export type AuditEntry =
  | { readonly kind: 'audit-header'; readonly format: string; readonly chain: string; readonly exportedAt: string }
  | AuditSealEntry
  | AuditEventEntry
  /** A row that waits for its seal, and is not there. */
  | { readonly kind: 'audit-queued'; readonly seq: number }
  | { readonly kind: 'audit-head'; readonly number: number; readonly hash: string };

/** A seal that was made while the export was read, after the audit that it belongs to. */
export type LaterSealEntry = Omit<AuditSealEntry, 'kind'> & { readonly kind: 'audit-later'; readonly chain: string };

/** What an export of everything holds. */
export type ExportEntry = WitnessLine | LogEntry | AuditEntry | LaterSealEntry | LaterWitnessLine;

export interface AuditVerification {
  /** The service. */
  readonly chain: string | null;
  readonly rows: number;
  readonly sealed: number;
  readonly seals: number;
  /** `seq` is the first row at fault, null where a seal without rows or the end of the chain is. */
  readonly fault: LogFault | null;
}

export interface ExportVerification {
  /** Null where the export holds audits alone. */
  readonly log: Verification | null;
  readonly audits: readonly AuditVerification[];
  /** What was kept outside of the databases, a list for each file. */
  readonly witnesses: readonly { readonly lines: number; readonly fault: LogFault | null }[];
  /** A seal of each audit of which others know, and which is not in the export. */
  readonly absent: readonly { readonly chain: string; readonly number: number; readonly keeper: string; readonly at: string }[];
  /** What lines outside of the databases acknowledge; always told. */
  readonly restores: readonly (Restore & { readonly at: string })[];
  readonly isWhole: boolean;
  /** The audit rows of acknowledgements that no line outside of the databases tells of. */
  readonly unfinished: readonly string[];
  /** The newest line of each gateway process that checkpoints tell of and that is gone from the files outside. */
  readonly lostLines: readonly WitnessEnd[];
}

export const AUDIT_FORMAT: string;
export function auditEventText(chain: string, event: Omit<AuditEventEntry, 'kind' | 'seq'>): string;
export function auditDigest(chain: string, event: Omit<AuditEventEntry, 'kind' | 'seq'>): string;
export function auditSealText(chain: string, seal: Pick<AuditSealEntry, 'number' | 'hash' | 'signedAt'>): string;
export function auditSealHash(
  seal: Pick<AuditSealEntry, 'previousHash' | 'number' | 'seqs' | 'digests' | 'anchors' | 'lost'>,
): string;
export function auditGenesis(chain: string): string;
export function verifyAudit(
  entries: AsyncIterable<AuditEntry> | Iterable<AuditEntry>,
  options: { keys: readonly PublicKey[] },
): Promise<AuditVerification>;
export function describeAudit(result: AuditVerification): string;
export function verifyExport(
  entries: AsyncIterable<ExportEntry> | Iterable<ExportEntry>,
  options: {
    keys: readonly PublicKey[];
    receipts?: readonly Receipt[];
    /** Lines of witness files, or earlier exports. */
    witness?: readonly (AsyncIterable<ExportEntry> | Iterable<ExportEntry>)[];
    now?: number;
  },
): Promise<ExportVerification>;
export function describeExport(result: ExportVerification): string;
