import type pg from 'pg';
import type { Logger } from 'pino';
import { createExpectedRows } from './expectedRows.ts';
import type { AuditHead } from './heads.ts';
import { hasUnsealed, readHead, sealBatch } from './seal.ts';
import type { SealerOptions } from './sealer.ts';

const RETRY_AFTER_MS = 2_000;
/** The interval of looking for rows of a killed process: another process, or the restarted one, seals them. */
const POLL_INTERVAL_MS = 10_000;
/** Anchors wait for a seal with rows at most this long. Then a seal without rows is written for them. */
const ANCHOR_EVERY_MS = 60_000;

/** Seals all rows that are unsealed. `seal` never rejects; it resolves with the milliseconds until it should run again. */
export function createSealing(pool: pg.Pool, { signer, others, log, onBroken }: Omit<SealerOptions, 'databaseUrl'>) {
  const alarms = createAlarms(log, onBroken);
  const { foreign, onForeign } = alarms;
  /** The newest seal that this process knows. */
  let known: AuditHead | null = null;
  let isBroken = false;
  let anchoredAt = Number.NEGATIVE_INFINITY;
  const expected = createExpectedRows(alarms);
  /** Whether anchors have waited long enough for a seal without rows. */
  const mayAnchor = (): boolean => performance.now() - anchoredAt >= ANCHOR_EVERY_MS && others.unsealed().length > 0;
  const noteBroken = (): void => {
    isBroken = true;
    alarms.onRewritten();
  };
  /** Whether a seal is due even without unsealed rows. The first seal of an audit contains no anchors and no lost rows. */
  const isDue = (): boolean => mayAnchor() || (known !== null && expected.lost().length > 0);
  const sealNext = async (): Promise<void> => {
    const anchors = others.unsealed();
    const lost = expected.lost().slice(0, MOST_LOST);
    const batch = { signer, known, foreign: [...foreign], anchors, lost, allowsEmptySeal: isDue(), onForeign };
    const sealed = await inTransaction(pool, (client) => sealBatch(client, batch));
    if (!sealed) return noteBroken();
    expected.sealed(sealed.ids);
    known = sealed.head;
    if (!sealed.isNew || sealed.head?.number === 1) return;
    expected.namedAsLost(lost);
    others.sealed(anchors);
    anchoredAt = performance.now();
  };
  const sealUnsealed = async (): Promise<void> => {
    while (!isBroken && (isDue() || (await hasUnsealed(pool, [...foreign])))) await sealNext();
  };
  const sealAll = async (): Promise<void> => {
    if (isBroken) return;
    // Another process may have written newer seals.
    const newest = await readHead(pool, signer);
    if (known && !continuesFrom(newest, known)) return noteBroken();
    known = newest;
    const unsealed = expected.unsealed();
    await sealUnsealed();
    await expected.findLost(pool, unsealed);
    if (expected.lost().length > 0) await sealUnsealed();
  };
  return {
    seal: () => sealAll().then(() => POLL_INTERVAL_MS, alarms.onFailed),
    isBroken: () => isBroken,
    head: () => known,
    mayAnchor,
    anchorNow: () => {
      anchoredAt = Number.NEGATIVE_INFINITY;
    },
    expect: (id: string) => expected.add(id, known?.number ?? 0),
    overdue: expected.overdue,
  };
}

/** Logs and reports when the audit contains something that this service did not write. */
function createAlarms(log: Logger, onBroken: () => void) {
  const alarm = (message: string, values: object = {}): void => {
    log.fatal(values, message);
    onBroken();
  };
  const foreign = new Set<number>();
  return {
    /** The numbers of the reported rows that this service did not sign. */
    foreign,
    onLost: (id: string) => alarm('a row of the audit that this service wrote is gone or changed before it was sealed', { id }),
    onFull: () => alarm('more rows of the audit wait for their seal than can be watched'),
    onForeign: (seq: number): void => {
      foreign.add(seq);
      alarm('the audit holds a row that this service did not write; it is not sealed', { seq });
    },
    onRewritten: () =>
      alarm('the audit was rewritten: an entry that was signed is gone or changed, so nothing after it is signed'),
    /** Returns the milliseconds until the next attempt. */
    onFailed: (error: Error): number => {
      log.warn({ reason: error.message }, 'the audit cannot be sealed now');
      return RETRY_AFTER_MS;
    },
  };
}

/** The largest number of lost rows that one seal names. */
const MOST_LOST = 1_000;

const continuesFrom = (newest: AuditHead | null, known: AuditHead): boolean =>
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
