import type { JWK } from 'jose';
import type { Logger } from 'pino';
import { type AuditHead, GENESIS } from '../../audit/verify-access-log.mjs';
import type { HeadsToSign, LogHead } from '../accounts/checkpoints.ts';
import { createWitnessWriter, newestInFolder, type Seen } from '../accounts/witnessFolder.ts';
import type { SubgraphAddress } from '../supergraph/compose.ts';
import { createAuditHeads } from './auditHeads.ts';
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
  /** Where the lines are kept; null for nowhere. */
  readonly folder: string | null;
  readonly log: Logger;
  /** Called when a service says less of its audit than it did before. */
  readonly onBroken: (service: string) => void;
}

/** How long the end of an audit may stand without anybody else knowing of it. */
const LOOK_EVERY_MS = 2_000;

export function openWitness({ subgraphs, authorization, serviceKey, folder, log, onBroken }: WitnessOptions): Witness {
  const before: Seen = folder === null ? { seq: 0, hash: GENESIS, heads: [] } : newestInFolder(folder);
  const heads = createAuditHeads(before.heads);
  const fetchHead = createFetchAuditHead(authorization);
  const write = folder === null ? null : createLineWriter(createWitnessWriter(folder, serviceKey), log);
  // Until the first record of this process the log ends where an earlier one saw it.
  let logHead: LogHead = { seq: before.seq, hash: before.hash };
  const broken = new Set<string>();
  const note = (head: AuditHead): void => {
    const [service, number] = head;
    const seen = heads.note(head);
    if (!seen || broken.has(service)) return;
    broken.add(service);
    log.fatal({ service, number, seen: seen[1] }, 'the audit of a service ends before what was seen of it, or was made anew');
    onBroken(service);
  };
  const look = async (): Promise<void> => {
    await Promise.all(subgraphs.map((subgraph) => fetchHead(subgraph).then((head) => head && note(head), ignoreAway)));
    await write?.({ ...logHead, heads: heads.all() });
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
const ignoreAway = (): null => null;

/** Writes a line when something has gone on since the last one. A disk that is full stops no request; the log says so once. */
function createLineWriter(append: (seen: Seen) => Promise<void>, log: Logger): (seen: Seen) => Promise<void> {
  let last = '';
  let isFailing = false;
  return async (seen) => {
    const text = JSON.stringify(seen);
    if (text === last || (seen.seq === 0 && seen.heads.length === 0)) return;
    try {
      await append(seen);
      last = text;
      isFailing = false;
    } catch (error) {
      const reason = (error as Error).message;
      if (!isFailing) log.error({ reason }, 'the ends of the audits cannot be written outside of the databases');
      isFailing = true;
    }
  };
}
