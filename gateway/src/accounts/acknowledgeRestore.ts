import { newId, recordOperatorAct } from '@union-graph/subgraph';
import type { JWK } from 'jose';
import { pino } from 'pino';
import {
  type AuditHead,
  type ExportVerification,
  newestLines,
  type PublicKey,
  RESTORE_COORDINATE,
  type Restore,
  type WitnessEnd,
} from '../../audit/verify-access-log.mjs';
import type { Query } from './exportLog.ts';
import type { LogDatabases } from './findLogDatabases.ts';
import { newestInFolder } from './witnessFolder.ts';
import { createWitnessWriter, type Seen } from './witnessWriter.ts';

/** Who says that a backup was put back, and why. */
export interface RestoreStatement {
  readonly by: string;
  readonly reason: string;
}

interface RestoreOptions extends RestoreStatement {
  /** Whether files outside of the databases were lost, and not the databases set back. */
  readonly isNewWitness?: boolean;
  /** The lines that others in the folder follow and that are not there. */
  readonly gaps?: readonly WitnessEnd[];
  readonly databases: LogDatabases;
  /** What a verification found. */
  readonly found: ExportVerification;
  /** The key of the gateway. */
  readonly serviceKey: JWK;
  readonly keys: readonly PublicKey[];
  /** Reads one value in a database. */
  readonly read: <Value>(url: string, work: (query: Query) => Promise<Value>) => Promise<Value>;
}

/**
 * Acknowledges that the databases were set back to a backup, or that files outside of them were lost: a row in the audit of governance, and a
 * signed line in the folder outside of the databases. Verifications then excuse what was seen before that line and is gone by it, and always tell of
 * it. Where the line cannot be written, the next acknowledgement finishes this one. Throws where nothing was set back or lost, or nothing is wrong
 * that it explains.
 */
export async function acknowledgeRestore(options: RestoreOptions): Promise<Restore> {
  const { databases, found, by, reason, serviceKey, keys, read, isNewWitness = false } = options;
  const { databaseUrl, audits, witnessFolder } = databases;
  if (witnessFolder === null)
    throw new Error('A restore is acknowledged in the folder outside of the databases: set WITNESS_FOLDER.');
  checkText('by', by, 200);
  checkText('reason', reason, 1_000);
  const newest = newestInFolder(witnessFolder, keys).end;
  const parts = isNewWitness ? lostIn(options, newest === null) : setBackIn(found);
  const begun = found.unfinished.length > 0 ? { begun: found.unfinished } : {};
  const restore: Restore = { id: newId(), by, reason, ...parts, ...begun };
  const entityIds = [
    ...(restore.log ? ['access log'] : []),
    ...restore.audits.map(([name]) => name),
    ...(restore.witness ? ['witness'] : []),
  ];
  await recordOperatorAct(
    { subgraph: 'governance', databaseUrl, serviceKey, log: pino({ level: 'silent' }) },
    { id: restore.id, at: new Date(), actor: by, coordinate: RESTORE_COORDINATE, entityIds },
  );
  const write = createWitnessWriter(witnessFolder, serviceKey, newest);
  await write(await readEnds(databaseUrl, audits, read), restore);
  return restore;
}

function checkText(option: string, text: string, most: number): void {
  if (text.trim() === '' || text.length > most) throw new Error(`--${option} needs a text of 1 to ${most} characters.`);
}

/** Which lines of the files are gone. */
function lostIn({ found, gaps = [] }: RestoreOptions, isEmpty: boolean): Pick<Restore, 'log' | 'audits' | 'witness'> {
  const witness = newestLines([...found.lostLines, ...gaps]);
  if (witness.length === 0 && !isEmpty)
    throw new Error('The folder outside of the databases lacks no line that anything tells of.');
  return { log: null, audits: [], witness };
}

/** What was set back, by the faults of a verification. */
function setBackIn({ log, audits, witnesses, unfinished }: ExportVerification): Pick<Restore, 'log' | 'audits'> {
  const faults = [log?.fault, ...audits.map(({ fault }) => fault), ...witnesses.map(({ fault }) => fault)].filter(
    (fault) => fault != null,
  );
  if (unfinished.length > 0 || faults.some(({ restored }) => restored)) return restoredParts({ log, audits });
  const [other] = faults;
  throw new Error(
    other
      ? `Not acknowledged, since no backup that was put back explains this: ${other.message}`
      : 'Nothing was set back: the log and all audits are whole.',
  );
}

/** The parts whose fault a restore explains. What else is wrong is told as ever. */
function restoredParts({ log, audits }: Pick<ExportVerification, 'log' | 'audits'>): Pick<Restore, 'log' | 'audits'> {
  const ofLog = log?.fault?.restored;
  return {
    log: ofLog ? [ofLog.from, ofLog.to] : null,
    audits: audits.flatMap(({ chain, fault }) =>
      chain !== null && fault?.restored ? [[chain, fault.restored.from, fault.restored.to] as const] : [],
    ),
  };
}

/** Where the log and the audits end now. */
async function readEnds(databaseUrl: string, audits: LogDatabases['audits'], read: RestoreOptions['read']): Promise<Seen> {
  const heads: AuditHead[] = [];
  for (const [name, url] of Object.entries(audits)) {
    const [end] = await read(url, (query) => query(AUDIT_END, []) as Promise<ChainEnd[]>);
    if (end && Number(end.number) > 0) heads.push([name, Number(end.number), end.hash]);
  }
  const [end] = await read(databaseUrl, (query) => query(LOG_END, []) as Promise<ChainEnd[]>);
  if (!end) throw new Error('The access log has no head.');
  return { seq: Number(end.number), hash: end.hash, heads };
}

type ChainEnd = { readonly number: string; readonly hash: string };
const AUDIT_END = `select number, encode(hash, 'hex') as hash from audit_head`;
const LOG_END = `select seq as number, encode(hash, 'hex') as hash from access_log_head`;
