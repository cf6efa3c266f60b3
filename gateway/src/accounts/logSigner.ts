import { openPool } from '@union-graph/subgraph';
import type { JWK } from 'jose';
import type pg from 'pg';
import type { Logger } from 'pino';
import { createCheckpoints, type HeadsToSign, type LogHead } from './checkpoints.ts';
import { isNotMigrated } from './isNotMigrated.ts';
import { createLogKey, type LogKey } from './logKeys.ts';
import { signClosedDaysAndDropOldOnes } from './signDays.ts';

/** Signs the access log: its newest entry (a checkpoint) while records are written, and each civil day when it is over. */
export interface LogSigner {
  /** Notes the newest entry after a group of records was written. `opened` is the civil day that began with the group; null otherwise. */
  noteHead(head: LogHead, opened: string | null): void;
  /** Stops signing for good, because the log is not what this gateway wrote. */
  stopSigning(): void;
  /** Signs what is unsigned, then stops. */
  stop(): Promise<void>;
}

/** How long records may stay unsigned. Somebody with all rights on the database could rewrite unsigned records unnoticed. */
const SIGN_AFTER_MS = 100;
const RETRY_MS = 2_000;
/** Failures are logged only after this time: while a gateway and its database start, connecting may take a while. */
const WARN_AFTER_MS = 30_000;

/** What is not signed yet. */
interface Unsigned {
  head: LogHead | null;
  hasDays: boolean;
}

interface SignerOptions {
  /** The ends of the audits, which checkpoints tell. */
  readonly audits?: HeadsToSign;
  /** Called when a checkpoint's record is missing or changed. */
  readonly onBroken?: () => void;
}

const NO_AUDITS: HeadsToSign = { unsigned: () => [], signed: () => undefined };

/** Creates the signer of the access log. */
export function createLogSigner(
  databaseUrl: string,
  serviceKey: JWK,
  log: Logger,
  { audits = NO_AUDITS, onBroken = () => undefined }: SignerOptions = {},
): LogSigner {
  const pool = openSigningPool(databaseUrl, log);
  const unsigned: Unsigned = { head: null, hasDays: true };
  const signAll = createSigning(
    createCheckpoints(pool, createLogKey(serviceKey), audits),
    pool,
    createLogKey(serviceKey),
    unsigned,
  );
  const failures = createFailureReport(log);
  let isBroken = false;

  const run = async (): Promise<void> => {
    if (isBroken) return;
    try {
      const lost = await signAll(() => isBroken);
      if (lost) {
        isBroken = true;
        log.fatal(lost, 'the access log was rewritten: a signed record is missing or changed, and nothing after it is signed');
        onBroken();
      } else if (!isBroken) failures.clear();
    } catch (error) {
      if (!isNotMigrated(error)) failures.note(error);
    }
  };
  const schedule = createSchedule(run, () => !isBroken && (unsigned.head !== null || unsigned.hasDays));
  schedule.runIn(SIGN_AFTER_MS);

  return {
    noteHead: (head, opened) => {
      unsigned.head = head;
      if (opened !== null) unsigned.hasDays = true;
      schedule.runIn(SIGN_AFTER_MS);
    },
    stopSigning: () => {
      isBroken = true;
    },
    stop: async () => {
      await schedule.finish();
      await pool.end();
    },
  };
}

const openSigningPool = (databaseUrl: string, log: Logger): pg.Pool =>
  openPool({ connectionString: databaseUrl, max: 1, connectionTimeoutMillis: 2_000, statement_timeout: 5_000 }, (error) =>
    log.warn({ reason: error.message }, 'the connection that signs the access log broke'),
  );

/**
 * Creates the function that signs what is unsigned. It signs nothing when the last signed record is missing or changed, and returns that record: records
 * that follow rewritten ones must not get a signature.
 */
function createSigning(checkpoints: ReturnType<typeof createCheckpoints>, pool: pg.Pool, key: LogKey, unsigned: Unsigned) {
  const signHead = async (): Promise<void> => {
    if (!unsigned.head) return;
    const { seq, hash } = unsigned.head;
    await checkpoints.write({ seq, hash });
    if (unsigned.head.seq === seq) unsigned.head = null;
  };
  const signDays = async (): Promise<void> => {
    // Cleared first: a day that begins meanwhile sets it again, and is signed by the next run.
    unsigned.hasDays = false;
    try {
      await signClosedDaysAndDropOldOnes(pool, key);
    } catch (error) {
      unsigned.hasDays = true;
      throw error;
    }
  };
  return async (isStopped: () => boolean): Promise<LogHead | null> => {
    const lost = await checkpoints.findLostRecord();
    if (lost || isStopped()) return lost;
    await signHead();
    if (unsigned.hasDays) await signDays();
    return null;
  };
}

/** Logs once that signing fails for longer than {@link WARN_AFTER_MS}, and once that it works again. */
function createFailureReport(log: Logger) {
  let failing: { readonly since: number; isLogged: boolean } | null = null;
  return {
    note: (error: unknown): void => {
      failing ??= { since: Date.now(), isLogged: false };
      if (failing.isLogged || Date.now() - failing.since < WARN_AFTER_MS) return;
      failing.isLogged = true;
      log.warn({ reason: error instanceof Error ? error.message : String(error) }, 'the access log cannot be signed now');
    },
    clear: (): void => {
      if (failing?.isLogged) log.info('the access log is signed again');
      failing = null;
    },
  };
}

/** Runs `run` after a delay, and again every {@link RETRY_MS} as long as `hasMore` says so. */
function createSchedule(run: () => Promise<void>, hasMore: () => boolean) {
  let timer: NodeJS.Timeout | null = null;
  let running: Promise<void> = Promise.resolve();
  const runNow = (): Promise<void> => {
    timer = null;
    return run();
  };
  const runIn = (ms: number): void => {
    timer ??= setTimeout(() => {
      running = runNow().then(() => {
        if (hasMore()) runIn(RETRY_MS);
      });
    }, ms).unref();
  };
  return {
    /** Does nothing when a run is scheduled already. */
    runIn,
    /** Waits for the run that is under way, then runs a last time. */
    finish: async (): Promise<void> => {
      if (timer) clearTimeout(timer);
      await running;
      if (timer) clearTimeout(timer);
      await runNow();
    },
  };
}
