/** A record of the access log, as exported. `seq`, `day` and the hashes form the chain. */
export interface LogRecord extends RecordValues {
  readonly kind: 'record';
  readonly seq: number;
  readonly day: string;
  readonly previousHash: string;
  readonly hash: string;
}

/** The values of a record that its digest covers. */
export interface RecordValues {
  /** The version of the list of values; left out in format 1. */
  readonly format?: number;
  /** UTC with microseconds: `2026-11-22T10:00:00.123000Z`. */
  readonly at: string;
  readonly client: string;
  readonly actor: string | null;
  /** The viewer's roles, each with the part of the union tree that it holds for; left out in format 1. */
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
  /** How many requests it stands for: refusals of one kind within a minute share a record. Left out in formats 1 and 2. */
  readonly repeats?: number;
}

/** An anchor: the name of a service, the number of a seal of its audit, and the hash of that seal. */
export type AuditHead = readonly [chain: string, number: number, hash: string];

/** A signature over a record's number and hash, which cover all records up to it. */
export interface LogCheckpoint {
  readonly kind: 'checkpoint';
  readonly seq: number;
  readonly hash: string;
  /** The record number of the previous checkpoint, 0 for the first; left out in checkpoints from before November 2026. */
  readonly previousSeq?: number;
  /** The newest seals of the audits with new seals since the previous checkpoint, and the newest witness line; left out when there are none. */
  readonly heads?: readonly AuditHead[];
  readonly signedAt: string;
  readonly keyId: string;
  readonly signature: string;
}

/** The signature of a closed day. `root` is the hash of its last record. */
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
  /** The first civil day of the export; null for the whole log. */
  readonly from: string | null;
  /** The last civil day of the export; left out when the export goes to the end of the log. */
  readonly to?: string;
  /** The record before the first one, in an export that begins within a day. */
  readonly start?: { readonly seq: number; readonly day: string; readonly hash: string };
}

/** The newest record of the log. */
export interface LogHead {
  readonly kind: 'head';
  readonly seq: number;
  readonly hash: string;
}

/** A signed line of a witness file, outside of all databases: the newest record of the access log and the newest seal of each audit. */
export interface WitnessLine {
  readonly kind: 'witness';
  readonly at: string;
  /** The number of the newest record of the access log, 0 before the first. `hash` is its hash. */
  readonly seq: number;
  readonly hash: string;
  readonly heads: readonly AuditHead[];
  /** Rows that had waited for their seal for more than a second; left out when there are none. */
  readonly unsealed?: readonly UnsealedRow[];
  /** An acknowledgement; left out in ordinary lines. */
  readonly restore?: Restore;
  /** The gateway process that wrote the line. Left out, like `number` and `previous`, in lines from before December 2026. */
  readonly writer?: string;
  /** From 1, without gaps for each writer. */
  readonly number?: number;
  /** The hash of the writer's previous line. In its first line: the last line that it found in the folder, null for none. */
  readonly previous?: string | WitnessLineRef | null;
  readonly keyId: string;
  readonly signature: string;
}

/** An unsealed row: the service, and the row's id. */
export type UnsealedRow = readonly [chain: string, id: string];

/** A reference to a witness line: its writer, number and hash. */
export type WitnessLineRef = readonly [writer: string, number: number, hash: string];

/** The number and the hash of a record or a seal. */
export type ChainPoint = readonly [number: number, hash: string];

/** An acknowledgement that a backup was put back (restore), or that witness files were lost (gap). */
export interface Restore {
  /** The id of its row in the audit of governance. */
  readonly id: string;
  readonly by: string;
  readonly reason: string;
  /** The newest record of the access log that was known, and the last one that the backup contains; null when the log was not set back. */
  readonly log: readonly [from: ChainPoint, to: ChainPoint] | null;
  /** The same for the seals of each audit that was set back. */
  readonly audits: readonly (readonly [chain: string, from: ChainPoint, to: ChainPoint])[];
  /** The ids of earlier acknowledgements whose audit row was written and whose witness line was not; left out when there are none. */
  readonly begun?: readonly string[];
  /** Only in a gap: the newest lost line of each gateway process. */
  readonly witness?: readonly WitnessLineRef[];
}

/** A witness line that was written while the databases were exported. */
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
  /** The number of the first faulty record or audit row; null for a fault of the file, a seal or a witness line. */
  readonly seq: number | null;
  readonly day: string | null;
  readonly message: string;
  /** Only for a fault that a restore would explain: the newest record or seal that is known (`from`), and the last valid one (`to`). */
  readonly restored?: { readonly from: ChainPoint; readonly to: ChainPoint };
}

export interface Verification {
  readonly records: number;
  readonly firstSeq: number | null;
  readonly lastSeq: number;
  /** The last record that a signature covers. */
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
  /** The service that signs with this key. A key without `kid` verifies nothing. */
  readonly kid?: string;
}

export interface Receipt {
  readonly seq: number;
  readonly hash: string;
}

export const FORMAT: string;
/** The format in which records are written now. */
export const RECORD_FORMAT: number;
export const GENESIS: string;
export function digestOf(record: RecordValues): string;
export function chain(previousHash: string, day: string, seq: number, digest: string): string;
export function checkpointText(checkpoint: Pick<LogCheckpoint, 'seq' | 'hash' | 'signedAt' | 'previousSeq' | 'heads'>): string;
export function witnessText(line: Omit<WitnessLine, 'kind' | 'keyId' | 'signature'>): string;
export const GATEWAY: string;
/** Returns a function that verifies an entry's signature over a text with the keys of one service. */
export function createSignatures(
  keys: readonly PublicKey[],
  service: string,
): (entry: { readonly keyId: string; readonly signature: string }, text: string) => boolean;
export function witnessLineHash(line: Omit<WitnessLine, 'kind' | 'keyId' | 'signature'>): string;
export const WITNESS_PREFIX: string;
export const RESTORE_COORDINATE: string;
/** Verifies the hash chains of witness lines, taken in their order. */
export function createWitnessChains(): {
  /** The fault of a line: a predicate for a sentence about it, and the newest line that is missing before it. Null for a line without a fault. */
  follow(line: WitnessLine, isSelection?: boolean): { readonly message: string; readonly missing: WitnessLineRef | null } | null;
};
/** Whether an acknowledgement declares a witness line lost: it names this line or a later one of the same gateway process. */
export function acknowledgesLostLine(restore: Restore, writer: string, number: number): boolean;
/** The newest line of each gateway process among some lines. */
export function newestLines(lines: readonly WitnessLineRef[]): WitnessLineRef[];
export function dayText(day: Pick<LogDay, 'day' | 'firstSeq' | 'lastSeq' | 'root' | 'signedAt'>): string;
export function keyIdOf(key: PublicKey): string;
export function verifyLog(
  entries: AsyncIterable<LogEntry> | Iterable<LogEntry>,
  options: {
    keys: readonly PublicKey[];
    receipts?: readonly Receipt[];
    /** The verifier's clock, in milliseconds. An export from the future is refused. */
    now?: number;
  },
): Promise<Verification>;
export function readExport<Entry = LogEntry>(lines: AsyncIterable<string> | Iterable<string>): AsyncGenerator<Entry>;
export function describeResult(result: Verification): string;
/** Reads the keys of a file, given as `FILE` or `SERVICE=FILE`. Each key gets its service as `kid`. Throws for a key without a service. */
export function readKeyFile(text: string): readonly PublicKey[];

/** One row of a service's audit, as exported. */
export interface AuditEventEntry {
  readonly kind: 'audit-event';
  readonly seq: number;
  /** Null, like `keyId` and `signature`, in rows from before rows were signed. */
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
  /** Only in unsealed rows: since when the row waits for its seal; null when it is not in the queue for sealing. */
  readonly queuedAt?: string | null;
}

/** A seal: it chains and signs the rows that were committed since the previous seal. */
export interface AuditSealEntry {
  readonly kind: 'audit-seal';
  readonly number: number;
  readonly previousHash: string;
  readonly seqs: readonly number[];
  readonly digests: readonly string[];
  /** The newest known seals of other services; left out when there are no new ones. */
  readonly anchors?: readonly AuditHead[];
  /** The ids of rows that were committed, and removed or changed before they were sealed; left out when there are none. */
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
  /** An entry of the queue for sealing whose row does not exist. */
  | { readonly kind: 'audit-queued'; readonly seq: number }
  | { readonly kind: 'audit-head'; readonly number: number; readonly hash: string };

/** A seal that was made after its audit was exported, and that an anchor in the export names. */
export type LaterSealEntry = Omit<AuditSealEntry, 'kind'> & { readonly kind: 'audit-later'; readonly chain: string };

/** An entry of an export. */
export type ExportEntry = WitnessLine | LogEntry | AuditEntry | LaterSealEntry | LaterWitnessLine;

export interface AuditVerification {
  /** The service. */
  readonly chain: string | null;
  readonly rows: number;
  readonly sealed: number;
  readonly seals: number;
  /** `seq` is the number of the first faulty row; null for a fault of a seal without rows or of the end of the chain. */
  readonly fault: LogFault | null;
}

export interface ExportVerification {
  /** Null when the export has audits only. */
  readonly log: Verification | null;
  readonly audits: readonly AuditVerification[];
  /** One result for each witness file or earlier export: the number of signed entries, and the fault. */
  readonly witnesses: readonly { readonly lines: number; readonly fault: LogFault | null }[];
  /** The newest anchor of each audit that is not in the export; `keeper` says where the anchor is stored. */
  readonly absent: readonly { readonly chain: string; readonly number: number; readonly keeper: string; readonly at: string }[];
  /** The acknowledgements in witness lines. Every description of the result prints them. */
  readonly restores: readonly (Restore & { readonly at: string })[];
  readonly isWhole: boolean;
  /** The ids of audit rows of acknowledgements that have no witness line. */
  readonly unfinished: readonly string[];
  /** The newest missing witness line of each gateway process, among those that checkpoints name. */
  readonly lostLines: readonly WitnessLineRef[];
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
