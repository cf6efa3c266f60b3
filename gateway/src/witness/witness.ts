import type { JWK } from 'jose';
import type { Logger } from 'pino';
import {
  type AuditHead,
  GENESIS,
  type PublicKey,
  type UnsealedRow,
  type WitnessLineRef,
} from '../../audit/verify-access-log.mjs';
import type { HeadsToSign, LogHead } from '../accounts/checkpoints.ts';
import { type FolderState, prepareWitnessFolder, readFolderState } from '../accounts/witnessFolder.ts';
import { createWitnessWriter, type WitnessContent, type WriteWitness } from '../accounts/witnessWriter.ts';
import type { SubgraphAddress } from '../supergraph/compose.ts';
import { type AuditHeads, createAuditHeads } from './auditHeads.ts';
import { createFetchAuditHead } from './fetchAuditHead.ts';

/** Reads the newest seals of all audits at intervals, and writes them into witness files. Checkpoints of the access log contain them, too. */
export interface Witness {
  /** The heads that the next checkpoint has to contain. */
  readonly heads: HeadsToSign;
  /** Notes the newest durable record of the access log. */
  noteLog(head: LogHead): void;
  stop(): Promise<void>;
}

interface WitnessOptions {
  readonly subgraphs: readonly SubgraphAddress[];
  readonly authorization: (audience: string) => Promise<string>;
  readonly serviceKey: JWK;
  /** The keys that verify the lines that are already in the folder. */
  readonly logKeys: readonly PublicKey[];
  /** The largest answer of a service, in bytes. */
  readonly maxBytes: number;
  /** The witness folder; null when no witness files are written. */
  readonly folder: string | null;
  readonly log: Logger;
  /** Called with the name of a service whose audit was truncated or rewritten, and with "witness" when a line in the folder is not signed. */
  readonly onBroken: (name: string) => void;
}

/** The interval of the requests to the services. Seals that are younger than this may be unknown outside of their database. */
const POLL_INTERVAL_MS = 2_000;

const EMPTY_FOLDER: FolderState = { newest: { seq: 0, hash: GENESIS, heads: [] }, lastLine: null, faults: [] };

/** Starts the requests to the services. Reads the witness folder first, so that the heads of an earlier process count. */
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
  if (folder !== null) prepareWitnessFolder(folder);
  const { newest, lastLine, faults } = folder === null ? EMPTY_FOLDER : readFolderState(folder, logKeys);
  if (faults.length > 0) {
    log.fatal(
      { faults: faults.slice(0, 5), count: faults.length },
      'lines outside of the databases are not what a gateway wrote; they are left out',
    );
    onBroken('witness');
  }
  const heads = createAuditHeads(newest.heads);
  const unsealed = createUnsealedRows();
  const fetchHead = createFetchAuditHead(authorization, maxBytes);
  const write = folder === null ? null : createLineWriter(createWitnessWriter(folder, serviceKey, lastLine), log, heads.noteLine);
  // Before the first record of this process, the newest record is the one in the folder.
  let logHead: LogHead = { seq: newest.seq, hash: newest.hash };
  const checkHead = createHeadCheck(heads, log, onBroken);
  const pollAll = async (): Promise<void> => {
    const poll = async (subgraph: SubgraphAddress): Promise<void> => {
      const { head, unsealed: rows } = await fetchHead(subgraph);
      if (head) checkHead(head);
      unsealed.note(subgraph.name, rows);
    };
    await Promise.all(subgraphs.map((subgraph) => poll(subgraph).catch(ignoreFailure)));
    const rows = unsealed.unwritten();
    if (await write?.({ ...logHead, heads: heads.all(), unsealed: rows })) unsealed.noteWritten(rows);
  };

  let timer: NodeJS.Timeout;
  let polling = Promise.resolve();
  let isStopped = false;
  const schedulePoll = (): void => {
    timer = setTimeout(() => {
      polling = pollAll().then(() => {
        if (!isStopped) schedulePoll();
      });
    }, POLL_INTERVAL_MS).unref();
  };
  schedulePoll();
  return {
    heads,
    noteLog: (head) => {
      logHead = head;
    },
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      await polling;
      await write?.({ ...logHead, heads: heads.all() });
    },
  };
}

/** A failed request needs no handling: the next interval repeats it. */
const ignoreFailure = (): void => undefined;

/** Compares each head with the known one. Reports each service once whose audit was truncated or rewritten. */
function createHeadCheck(heads: AuditHeads, log: Logger, onBroken: (service: string) => void): (head: AuditHead) => void {
  const broken = new Set<string>();
  return (head) => {
    const [service, number] = head;
    const known = heads.note(head);
    if (!known || broken.has(service)) return;
    broken.add(service);
    log.fatal({ service, number, seen: known[1] }, 'the audit of a service ends before what was seen of it, or was made anew');
    onBroken(service);
  };
}

/** The largest number of unsealed rows in a line. */
const MOST_UNSEALED = 200;

/** The unsealed rows of all services. Each is written into one line only. */
function createUnsealedRows() {
  const waiting = new Map<string, readonly string[]>();
  let written = new Set<string>();
  return {
    note: (service: string, ids: readonly string[]): void => {
      waiting.set(service, ids);
      const all = new Set([...waiting.values()].flat());
      written = new Set([...written].filter((id) => all.has(id)));
    },
    unwritten: (): UnsealedRow[] =>
      [...waiting]
        .flatMap(([service, ids]) => ids.map((id): UnsealedRow => [service, id]))
        .filter(([, id]) => !written.has(id))
        .slice(0, MOST_UNSEALED),
    noteWritten: (rows: readonly UnsealedRow[]): void => {
      for (const [, id] of rows) written.add(id);
    },
  };
}

/**
 * Writes a line when a head has changed since the last line, or rows are unsealed. Returns whether the content is in the file. A failure, such as a
 * full disk, does not affect requests; it is logged once until a line is written again.
 */
function createLineWriter(
  append: WriteWitness,
  log: Logger,
  onWritten: (line: WitnessLineRef) => void,
): (content: WitnessContent) => Promise<boolean> {
  let last = '';
  let isFailing = false;
  return async ({ unsealed = [], ...heads }) => {
    const text = JSON.stringify(heads);
    if (unsealed.length === 0 && (text === last || (heads.seq === 0 && heads.heads.length === 0))) return true;
    try {
      onWritten(await append({ ...heads, unsealed }));
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
