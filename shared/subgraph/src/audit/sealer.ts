import type pg from 'pg';
import type { Logger } from 'pino';
import { openPool } from '../database/pool.ts';
import type { AuditSigner } from './auditEvent.ts';
import type { AuditHead, HeadsOfOthers } from './heads.ts';
import { hasUnsealed, readHead, sealBatch } from './seal.ts';

/** Chains the audit rows of one service, behind the mutations that write them. */
export interface Sealer {
  /** Tells that a row was committed, by its id: it is sealed a moment later. */
  soon(id: string): void;
  /** Tells that there is something to say of the audit of another service. */
  noteHeads(): void;
  /** The newest seal that this process knows of; null before the first. */
  head(): AuditHead | null;
  /** The newest seal in the database, whichever process made it. */
  readHead(): Promise<AuditHead | null>;
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
const TRY_AGAIN_MS = 2_000;
/** What a process left that was killed is sealed by another one, or after its restart. */
const LOOK_EVERY_MS = 10_000;
/** Heads of other services wait for a seal with rows no longer than this; a seal without rows is made then, so that each has a place in the chain. */
const ANCHOR_EVERY_MS = 60_000;

/**
 * Seals rows in batches: one link and one signature for all that were committed since the last, so that mutations never wait for each
 * other at the end of a chain. Several processes of one service take turns at the row `audit_head`. Once the last seal is not there any
 * more, nothing is sealed.
 */
export function startSealer({ databaseUrl, ...options }: SealerOptions): Sealer {
  const { signer, log } = options;
  const pool = openPool(
    { connectionString: databaseUrl, max: 1, connectionTimeoutMillis: 2_000, statement_timeout: 10_000 },
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
    readHead: () => readHead(pool, signer),
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

/** Seals all rows that are unsealed. `seal` never rejects; it resolves with the milliseconds until it should run again. */
function createSealing(pool: pg.Pool, { signer, others, log, onBroken }: Omit<SealerOptions, 'databaseUrl'>) {
  /** The last seal that this process knows of. */
  let known: AuditHead | null = null;
  let isBroken = false;
  let anchoredAt = Number.NEGATIVE_INFINITY;
  const expected = expectRows(pool, (id) => {
    log.fatal({ id }, 'a row of the audit that this service wrote is gone before it was sealed');
    onBroken();
  });
  const foreign = new Set<number>();
  const onForeign = (seq: number): void => {
    foreign.add(seq);
    log.fatal({ seq }, 'the audit holds a row that this service did not write; it is not sealed');
    onBroken();
  };
  /** Whether heads of others wait that are due for a seal of their own. */
  const mayAnchor = (): boolean => performance.now() - anchoredAt >= ANCHOR_EVERY_MS && others.unsealed().length > 0;
  const noteBroken = (): void => {
    isBroken = true;
    log.fatal('the audit was rewritten: an entry that was signed is gone or changed, so nothing after it is signed');
    onBroken();
  };
  const sealAll = async (): Promise<void> => {
    if (isBroken) return;
    // Another process may have gone on.
    const newest = await readHead(pool, signer);
    if (known && !goesOnFrom(newest, known)) return noteBroken();
    known = newest;
    const due = expected.due();
    while (!isBroken && (mayAnchor() || (await hasUnsealed(pool, [...foreign])))) {
      const anchors = others.unsealed();
      const batch = { signer, known, foreign: [...foreign], anchors, isForAnchors: mayAnchor(), onForeign };
      const sealed = await inTransaction(pool, (client) => sealBatch(client, batch));
      if (sealed) {
        expected.sealed(sealed.ids);
        known = sealed.head;
        // The first seal of all holds none.
        if (sealed.isNew && sealed.head?.number !== 1) {
          others.sealed(anchors);
          anchoredAt = performance.now();
        }
        continue;
      }
      noteBroken();
    }
    await expected.lookFor(due);
  };
  const seal = (): Promise<number> =>
    sealAll().then(
      () => LOOK_EVERY_MS,
      (error: Error) => {
        log.warn({ reason: error.message }, 'the audit cannot be sealed now');
        return TRY_AGAIN_MS;
      },
    );
  const anchorNow = (): void => {
    anchoredAt = Number.NEGATIVE_INFINITY;
  };
  return { seal, isBroken: () => isBroken, head: () => known, mayAnchor, anchorNow, expect: expected.add };
}

/** What a process remembers of rows that are not sealed yet; rows beyond are sealed unseen. */
const MOST_EXPECTED = 10_000;

/**
 * Remembers the rows that this process committed until a seal holds them, so that one that is deleted before that is missed: no chain holds it
 * yet. `onLost` is told of each.
 */
function expectRows(pool: pg.Pool, onLost: (id: string) => void) {
  const expected = new Set<string>();
  return {
    add: (id: string): void => {
      if (expected.size < MOST_EXPECTED) expected.add(id);
    },
    due: (): readonly string[] => [...expected],
    sealed: (ids: readonly string[]): void => {
      for (const id of ids) expected.delete(id);
    },
    /** Looks for those of `due` that this process did not seal: another one did, or they are gone. */
    lookFor: async (due: readonly string[]): Promise<void> => {
      const left = due.filter((id) => expected.has(id));
      if (left.length === 0) return;
      const { rows } = await pool.query<{ id: string }>('select id from audit_event where id = any($1::uuid[])', [left]);
      const found = new Set(rows.map(({ id }) => id));
      for (const id of left) {
        expected.delete(id);
        if (!found.has(id)) onLost(id);
      }
    },
  };
}

const goesOnFrom = (newest: AuditHead | null, known: AuditHead): boolean =>
  newest !== null && (newest.number > known.number || newest.hash === known.hash);

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
