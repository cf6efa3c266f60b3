import type pg from 'pg';
import type { Logger } from 'pino';
import { openPool } from '../database/pool.ts';
import type { AuditSigner } from './auditEvent.ts';
import { type Head, hasUnsealed, sealBatch } from './seal.ts';

/** Chains the audit rows of one service, behind the mutations that write them. */
export interface Sealer {
  /** Tells that rows were written: they are sealed a moment later. */
  soon(): void;
  /** Seals what is left, then stops. */
  stop(): Promise<void>;
}

export interface SealerOptions {
  readonly databaseUrl: string;
  readonly signer: AuditSigner;
  readonly log: Logger;
  /** Told when the audit is not what this service wrote. */
  readonly onBroken: () => void;
}

/** How long a row may stand that somebody with all rights on the database could remove without a trace. */
const SEAL_AFTER_MS = 100;
const TRY_AGAIN_MS = 2_000;
/** What a process left that was killed is sealed by another one, or after its restart. */
const LOOK_EVERY_MS = 10_000;

/**
 * Seals rows in batches: one link and one signature for all that were committed since the last, so that mutations never wait for each
 * other at the end of a chain. Several processes of one service take turns at the row `audit_head`. Once the last seal is not there any
 * more, nothing is sealed.
 */
export function startSealer({ databaseUrl, signer, log, onBroken }: SealerOptions): Sealer {
  const pool = openPool(
    { connectionString: databaseUrl, max: 1, connectionTimeoutMillis: 2_000, statement_timeout: 10_000 },
    (error) => log.warn({ reason: error.message }, 'the connection that seals the audit broke'),
  );
  const { seal, isBroken } = createSealing(pool, { signer, log, onBroken });
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  let due = Number.POSITIVE_INFINITY;
  let sealing = Promise.resolve();
  const wake = (ms: number): void => {
    const at = performance.now() + ms;
    if (isStopped || isBroken() || due <= at) return;
    clearTimeout(timer);
    due = at;
    timer = setTimeout(() => {
      due = Number.POSITIVE_INFINITY;
      sealing = sealing.then(seal).then(wake);
    }, ms).unref();
  };
  wake(SEAL_AFTER_MS);

  return {
    soon: () => wake(SEAL_AFTER_MS),
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      await sealing;
      await seal();
      await pool.end();
    },
  };
}

/** Seals all rows that are unsealed. `seal` never rejects; it resolves with the milliseconds until it should run again. */
function createSealing(pool: pg.Pool, { signer, log, onBroken }: Omit<SealerOptions, 'databaseUrl'>) {
  /** The last seal that this process knows of. */
  let known: Head | null = null;
  let isBroken = false;
  const foreign = new Set<number>();
  const onForeign = (seq: number): void => {
    foreign.add(seq);
    log.fatal({ seq }, 'the audit holds a row that this service did not write; it is not sealed');
    onBroken();
  };
  const sealAll = async (): Promise<void> => {
    while (!isBroken && (await hasUnsealed(pool, [...foreign]))) {
      const sealed = await inTransaction(pool, (client) =>
        sealBatch(client, { signer, known, foreign: [...foreign], onForeign }),
      );
      if (sealed) {
        known = sealed;
        continue;
      }
      isBroken = true;
      log.fatal('the audit was rewritten: an entry that was signed is gone or changed, so nothing after it is signed');
      onBroken();
    }
  };
  const seal = (): Promise<number> =>
    sealAll().then(
      () => LOOK_EVERY_MS,
      (error: Error) => {
        log.warn({ reason: error.message }, 'the audit cannot be sealed now');
        return TRY_AGAIN_MS;
      },
    );
  return { seal, isBroken: () => isBroken };
}

async function inTransaction<Result>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<Result>): Promise<Result> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    client.release();
    return result;
  } catch (error) {
    client.release(true);
    throw error;
  }
}
