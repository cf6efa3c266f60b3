import type { Logger } from 'pino';
import { openPool } from '../database/pool.ts';
import type { AuditSigner } from './auditEvent.ts';
import type { AuditHead, HeadsOfOthers } from './heads.ts';
import { readHead } from './seal.ts';
import { createSealing } from './sealing.ts';

/** Chains the audit rows of one service, behind the mutations that write them. */
export interface Sealer {
  /** Tells that a row was committed, by its id: it is sealed a moment later. */
  soon(id: string): void;
  /** Tells that there is something to say of the audit of another service. */
  noteHeads(): void;
  /** The newest seal that this process knows of; null before the first. */
  head(): AuditHead | null;
  /** The newest seal in the database, whichever process made it; the newest that this process knows of while the database does not answer. */
  readHead(): Promise<AuditHead | null>;
  /** The ids of rows that this process committed and that have waited for their seal for too long. */
  overdue(): readonly string[];
  /** Seals what is left, then stops. */
  stop(): Promise<void>;
}

export interface SealerOptions {
  readonly databaseUrl: string;
  readonly signer: AuditSigner;
  /** What the seals say of the audits of other services. */
  readonly others: Pick<HeadsOfOthers, 'unsealed' | 'sealed'>;
  readonly log: Logger;
  /** Told when the audit is not what this service wrote. */
  readonly onBroken: () => void;
}

/** How long a row may stand that somebody with all rights on the database could remove without a trace. */
const SEAL_AFTER_MS = 100;
const HEAD_TIMEOUT_MS = 1_000;
/**
 * Seals rows in batches: one link and one signature for all that were committed since the last, so that mutations never wait for each
 * other at the end of a chain. Several processes of one service take turns at the row `audit_head`. Once the last seal is not there any
 * more, nothing is sealed.
 */
export function startSealer({ databaseUrl, ...options }: SealerOptions): Sealer {
  const { signer, log } = options;
  // One connection seals. The other reads the head, which a seal that waits for a lock does not hold up.
  const pool = openPool(
    { connectionString: databaseUrl, max: 2, connectionTimeoutMillis: 2_000, statement_timeout: 10_000 },
    (error) => log.warn({ reason: error.message }, 'the connection that seals the audit broke'),
  );
  const sealing = createSealing(pool, options);
  const { seal, isBroken } = sealing;
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  let due = Number.POSITIVE_INFINITY;
  let running = Promise.resolve();
  const wake = (ms: number): void => {
    const at = performance.now() + ms;
    if (isStopped || isBroken() || due <= at) return;
    clearTimeout(timer);
    due = at;
    timer = setTimeout(() => {
      due = Number.POSITIVE_INFINITY;
      running = running.then(seal).then(wake);
    }, ms).unref();
  };
  wake(SEAL_AFTER_MS);

  return {
    soon: (id) => {
      sealing.expect(id);
      wake(SEAL_AFTER_MS);
    },
    noteHeads: () => {
      if (sealing.mayAnchor()) wake(SEAL_AFTER_MS);
    },
    head: sealing.head,
    readHead: () => withinTime(readHead(pool, signer), sealing.head),
    overdue: sealing.overdue,
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      await running;
      sealing.anchorNow();
      await seal();
      await pool.end();
    },
  };
}

/** What is read, or what is known where it cannot be read at once. */
function withinTime<Value>(read: Promise<Value>, known: () => Value): Promise<Value> {
  const late = new Promise<Value>((resolve) => setTimeout(() => resolve(known()), HEAD_TIMEOUT_MS).unref());
  return Promise.race([read.catch(known), late]);
}
