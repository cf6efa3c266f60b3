import type { JWK } from 'jose';
import type { Logger } from 'pino';
import { type AuditHead, GENESIS, type PublicKey, type UnsealedRow, type WitnessEnd } from '../../audit/verify-access-log.mjs';
import type { HeadsToSign, LogHead } from '../accounts/checkpoints.ts';
import { type NewestLines, newestInFolder } from '../accounts/witnessFolder.ts';
import { createWitnessWriter, type Seen, type WriteWitness } from '../accounts/witnessWriter.ts';
import type { SubgraphAddress } from '../supergraph/compose.ts';
import { type AuditHeads, createAuditHeads } from './auditHeads.ts';
import { createFetchAuditHead } from './fetchAuditHead.ts';

/** Sees where the audits of the services end, for the checkpoints of the access log and for files outside of all databases. */
export interface Witness {
  /** What checkpoints tell of the audits. */
  readonly heads: HeadsToSign;
  /** Notes the newest durable record of the access log. */
  noteLog(head: LogHead): void;
  stop(): Promise<void>;
}

interface WitnessOptions {
  readonly subgraphs: readonly SubgraphAddress[];
  readonly authorization: (audience: string) => Promise<string>;
  readonly serviceKey: JWK;
  /** By which the lines of before are verified. */
  readonly logKeys: readonly PublicKey[];
  /** How many bytes a service may answer. */
  readonly maxBytes: number;
  /** Where the lines are kept; null for nowhere. */
  readonly folder: string | null;
  readonly log: Logger;
  /** Called when a service says less of its audit than it did before, and with "witness" when a line of the folder is not signed. */
  readonly onBroken: (name: string) => void;
}

/** How long the end of an audit may stand without anybody else knowing of it. */
const LOOK_EVERY_MS = 2_000;

const NOTHING: NewestLines = { seen: { seq: 0, hash: GENESIS, heads: [] }, end: null, faults: [] };

export function openWitness({
  subgraphs,
  authorization,
  serviceKey,
  logKeys,
  maxBytes,
  folder,
  log,
  onBroken,
}: WitnessOptions): Witness {
  const { seen: before, end, faults } = folder === null ? NOTHING : newestInFolder(folder, logKeys);
  if (faults.length > 0) {
    log.fatal(
      { faults: faults.slice(0, 5), count: faults.length },
      'lines outside of the databases are not what a gateway wrote; they are left out',
    );
    onBroken('witness');
  }
  const heads = createAuditHeads(before.heads);
  const unsealed = createUnsealedRows();
  const fetchHead = createFetchAuditHead(authorization, maxBytes);
  const write = folder === null ? null : createLineWriter(createWitnessWriter(folder, serviceKey, end), log, heads.noteLine);
  // Until the first record of this process the log ends where an earlier one saw it.
  let logHead: LogHead = { seq: before.seq, hash: before.hash };
  const note = createHeadNotes(heads, log, onBroken);
  const look = async (): Promise<void> => {
    const lookAt = async (subgraph: SubgraphAddress): Promise<void> => {
      const { head, unsealed: rows } = await fetchHead(subgraph);
      if (head) note(head);
      unsealed.note(subgraph.name, rows);
    };
    await Promise.all(subgraphs.map((subgraph) => lookAt(subgraph).catch(ignoreAway)));
    const rows = unsealed.untold();
    if (await write?.({ ...logHead, heads: heads.all(), unsealed: rows })) unsealed.told(rows);
  };

  let timer: NodeJS.Timeout;
  let looking = Promise.resolve();
  let isStopped = false;
  const lookLater = (): void => {
    timer = setTimeout(() => {
      looking = look().then(() => {
        if (!isStopped) lookLater();
      });
    }, LOOK_EVERY_MS).unref();
  };
  lookLater();
  return {
    heads,
    noteLog: (head) => {
      logHead = head;
    },
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      await looking;
      await write?.({ ...logHead, heads: heads.all() });
    },
  };
}

/** A service that is away is asked again. */
const ignoreAway = (): void => undefined;

/** Notes heads, and tells once of each service that says less than it did. */
function createHeadNotes(heads: AuditHeads, log: Logger, onBroken: (service: string) => void): (head: AuditHead) => void {
  const broken = new Set<string>();
  return (head) => {
    const [service, number] = head;
    const seen = heads.note(head);
    if (!seen || broken.has(service)) return;
    broken.add(service);
    log.fatal({ service, number, seen: seen[1] }, 'the audit of a service ends before what was seen of it, or was made anew');
    onBroken(service);
  };
}

/** How many rows one line tells of. */
const MOST_UNSEALED = 200;

/** The rows that wait for their seal, each to be told once. */
function createUnsealedRows() {
  const waiting = new Map<string, readonly string[]>();
  let told = new Set<string>();
  return {
    note: (service: string, ids: readonly string[]): void => {
      waiting.set(service, ids);
      const all = new Set([...waiting.values()].flat());
      told = new Set([...told].filter((id) => all.has(id)));
    },
    untold: (): UnsealedRow[] =>
      [...waiting]
        .flatMap(([service, ids]) => ids.map((id): UnsealedRow => [service, id]))
        .filter(([, id]) => !told.has(id))
        .slice(0, MOST_UNSEALED),
    told: (rows: readonly UnsealedRow[]): void => {
      for (const [, id] of rows) told.add(id);
    },
  };
}

/**
 * Writes a line when something has gone on since the last one, and gives whether all that is seen is written. A disk that is full stops no request;
 * the log says so once.
 */
function createLineWriter(
  append: WriteWitness,
  log: Logger,
  onWritten: (end: WitnessEnd) => void,
): (seen: Seen) => Promise<boolean> {
  let last = '';
  let isFailing = false;
  return async ({ unsealed = [], ...seen }) => {
    const text = JSON.stringify(seen);
    if (unsealed.length === 0 && (text === last || (seen.seq === 0 && seen.heads.length === 0))) return true;
    try {
      onWritten(await append({ ...seen, unsealed }));
      last = text;
      isFailing = false;
      return true;
    } catch (error) {
      const reason = (error as Error).message;
      if (!isFailing) log.error({ reason }, 'the ends of the audits cannot be written outside of the databases');
      isFailing = true;
      return false;
    }
  };
}
