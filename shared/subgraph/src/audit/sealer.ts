import type { Logger } from 'pino';
import { openPool } from '../database/pool.ts';
import type { AuditSigner } from './auditEvent.ts';
import type { AuditHead, HeadsOfOthers } from './heads.ts';
import { readHead } from './seal.ts';
import { createSealing } from './sealing.ts';

/** Seals the audit rows of one service, after the mutations that write them. */
export interface Sealer {
  /** Notes that a row was committed, by its id. It is sealed a tenth of a second later. */
  rowCommitted(id: string): void;
  /** Notes that a newer head of another service was received. It becomes an anchor in the next seal. */
  headReceived(): void;
  /** The newest seal that this process knows; null before the first. */
  head(): AuditHead | null;
  /** The newest seal in the database, by any process; the newest that this process knows when the database does not answer within a second. */
  readHead(): Promise<AuditHead | null>;
  /** The ids of rows that this process committed, and that have waited for their seal for more than a second. */
  overdue(): readonly string[];
  /** Seals the remaining rows, then stops. */
  stop(): Promise<void>;
}

export interface SealerOptions {
  readonly databaseUrl: string;
  readonly signer: AuditSigner;
  /** The heads of other services, which seals contain as anchors. */
  readonly others: Pick<HeadsOfOthers, 'unsealed' | 'sealed'>;
  readonly log: Logger;
  /** Called when the audit contains something that this service did not write. */
  readonly onBroken: () => void;
}

/** The delay of a seal. Until then, a superuser of the database can delete a row that is in no chain. */
const SEAL_AFTER_MS = 100;
const HEAD_TIMEOUT_MS = 1_000;
/**
 * Starts to seal rows in batches: one seal for all rows that were committed since the last one, so that mutations never wait for each other at the
 * head of the chain. Several processes of one service take turns by locking the row `audit_head`. When the last known seal was deleted or changed,
 * nothing is sealed any more.
 */
export function startSealer({ databaseUrl, ...options }: SealerOptions): Sealer {
  const { signer, log } = options;
  // One connection seals. The other one reads the head, even while the first one waits for a lock.
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
  const scheduleSeal = (ms: number): void => {
    const at = performance.now() + ms;
    if (isStopped || isBroken() || due <= at) return;
    clearTimeout(timer);
    due = at;
    timer = setTimeout(() => {
      due = Number.POSITIVE_INFINITY;
      running = running.then(seal).then(scheduleSeal);
    }, ms).unref();
  };
  scheduleSeal(SEAL_AFTER_MS);

  return {
    rowCommitted: (id) => {
      sealing.expect(id);
      scheduleSeal(SEAL_AFTER_MS);
    },
    headReceived: () => {
      if (sealing.mayAnchor()) scheduleSeal(SEAL_AFTER_MS);
    },
    head: sealing.head,
    readHead: () => readOrKnown(readHead(pool, signer), sealing.head),
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

/** The value that `read` resolves with; the known value when it fails or takes longer than a second. */
function readOrKnown<Value>(read: Promise<Value>, known: () => Value): Promise<Value> {
  const late = new Promise<Value>((resolve) => setTimeout(() => resolve(known()), HEAD_TIMEOUT_MS).unref());
  return Promise.race([read.catch(known), late]);
}
