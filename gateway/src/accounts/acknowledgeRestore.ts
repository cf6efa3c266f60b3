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
  type WitnessLineRef,
} from '../../audit/verify-access-log.mjs';
import type { Query } from './exportLog.ts';
import type { LogDatabases } from './findLogDatabases.ts';
import { readFolderState } from './witnessFolder.ts';
import { createWitnessWriter, type WitnessContent } from './witnessWriter.ts';

/** The person who acknowledges a restore or a gap, and the reason. */
export interface RestoreStatement {
  readonly by: string;
  readonly reason: string;
}

interface RestoreOptions extends RestoreStatement {
  /** True for a gap (witness files were lost); false for a restore (a backup was put back). */
  readonly isNewWitness?: boolean;
  /** The newest missing lines before the gaps in the witness folder. */
  readonly missingLines?: readonly WitnessLineRef[];
  readonly databases: LogDatabases;
  /** The result of a verification of these databases. */
  readonly verification: ExportVerification;
  /** The private key of the gateway. */
  readonly serviceKey: JWK;
  readonly keys: readonly PublicKey[];
  /** Runs `work` in a database and returns its result. */
  readonly read: <Value>(url: string, work: (query: Query) => Promise<Value>) => Promise<Value>;
}

/**
 * Acknowledges that a backup was put back (a restore), or that witness files were lost (a gap). Writes a row into the audit of governance and a signed
 * witness line. From then on a verification prints the acknowledgement, and excuses faults by older anchors of what it declares lost. When
 * the row was written and the line was not, the next acknowledgement completes this one. Throws when nothing was set back or lost, and
 * when a restore does not explain any fault.
 */
export async function acknowledgeRestore(options: RestoreOptions): Promise<Restore> {
  const { databases, verification, by, reason, serviceKey, keys, read, isNewWitness = false } = options;
  const { databaseUrl, audits, witnessFolder } = databases;
  if (witnessFolder === null)
    throw new Error('A restore is acknowledged in the folder outside of the databases: set WITNESS_FOLDER.');
  checkText('by', by, 200);
  checkText('reason', reason, 1_000);
  const { lastLine } = readFolderState(witnessFolder, keys);
  const parts = isNewWitness ? findLostLines(options, lastLine === null) : findRestoredParts(verification);
  const begun = verification.unfinished.length > 0 ? { begun: verification.unfinished } : {};
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
  const write = createWitnessWriter(witnessFolder, serviceKey, lastLine);
  await write(await readHeads(databaseUrl, audits, read), restore);
  return restore;
}

function checkText(option: string, text: string, most: number): void {
  if (text.trim() === '' || text.length > most) throw new Error(`--${option} needs a text of 1 to ${most} characters.`);
}

/** The newest lost witness line of each gateway process. Throws when none is missing and the folder is not empty. */
function findLostLines(
  { verification, missingLines = [] }: RestoreOptions,
  isEmpty: boolean,
): Pick<Restore, 'log' | 'audits' | 'witness'> {
  const witness = newestLines([...verification.lostLines, ...missingLines]);
  if (witness.length === 0 && !isEmpty) throw new Error('No line is missing in the witness folder.');
  return { log: null, audits: [], witness };
}

/** The parts that were set back, according to the faults of a verification. Throws when a restore does not explain any fault. */
function findRestoredParts({ log, audits, witnesses, unfinished }: ExportVerification): Pick<Restore, 'log' | 'audits'> {
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

/** The parts with a fault that a restore explains. Other faults remain. */
function restoredParts({ log, audits }: Pick<ExportVerification, 'log' | 'audits'>): Pick<Restore, 'log' | 'audits'> {
  const ofLog = log?.fault?.restored;
  return {
    log: ofLog ? [ofLog.from, ofLog.to] : null,
    audits: audits.flatMap(({ chain, fault }) =>
      chain !== null && fault?.restored ? [[chain, fault.restored.from, fault.restored.to] as const] : [],
    ),
  };
}

/** The current heads of the access log and of the audits. */
async function readHeads(
  databaseUrl: string,
  audits: LogDatabases['audits'],
  read: RestoreOptions['read'],
): Promise<WitnessContent> {
  const heads: AuditHead[] = [];
  for (const [name, url] of Object.entries(audits)) {
    const [head] = await read(url, (query) => query(AUDIT_HEAD, []) as Promise<HeadRow[]>);
    if (head && Number(head.number) > 0) heads.push([name, Number(head.number), head.hash]);
  }
  const [logHead] = await read(databaseUrl, (query) => query(LOG_HEAD, []) as Promise<HeadRow[]>);
  if (!logHead) throw new Error('The access log has no head.');
  return { seq: Number(logHead.number), hash: logHead.hash, heads };
}

type HeadRow = { readonly number: string; readonly hash: string };
const AUDIT_HEAD = `select number, encode(hash, 'hex') as hash from audit_head`;
const LOG_HEAD = `select seq as number, encode(hash, 'hex') as hash from access_log_head`;
