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
}

export interface LogCheckpoint {
  readonly kind: 'checkpoint';
  readonly seq: number;
  readonly hash: string;
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
}

export interface LogHead {
  readonly kind: 'head';
  readonly seq: number;
  readonly hash: string;
}

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
export function checkpointText(checkpoint: Pick<LogCheckpoint, 'seq' | 'hash' | 'signedAt'>): string;
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
export function readExport(lines: AsyncIterable<string> | Iterable<string>): AsyncGenerator<LogEntry>;
export function describeResult(result: Verification): string;
export function keysOf(json: unknown): readonly PublicKey[];
