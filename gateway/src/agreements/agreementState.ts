import { setTimeout as sleep } from 'node:timers/promises';
import { exactTypes, openPool } from '@union-graph/subgraph';
import type pg from 'pg';
import type { Logger } from 'pino';
import { listen } from './listen.ts';
import { readAgreementState } from './readAgreementState.ts';
import type { MaskKind, PartnerKind } from './rules.ts';

/** The parts of a signed agreement that admission uses. Whether it is active depends on the day: see `agreementStatusOn`. */
export interface LiveAgreement {
  readonly id: string;
  readonly version: number;
  readonly kind: PartnerKind;
  readonly partyId: string;
  readonly clientId: string;
  readonly purposes: readonly string[];
  readonly districtCodes: readonly string[];
  readonly projectIds: readonly string[];
  readonly perMinute: number;
  readonly perDay: number;
  readonly maxCost: number;
  readonly personsPerDay: number;
  readonly validFrom: string;
  readonly validTo: string;
  readonly status: 'SIGNED' | 'SUSPENDED';
  /** The day of the suspension; null when it is not known or there is none. */
  readonly suspendedOn: string | null;
  /** The fields that the data stewards have approved. */
  readonly coordinates: readonly string[];
  /** The masks of some of these fields. */
  readonly masks: Readonly<Record<string, MaskKind>>;
  /** The key of the partner's pseudonyms. */
  readonly pseudonymKey: Uint8Array | null;
  /** A hash of coordinates, masks and pseudonym key: the cache key of what is derived from them. */
  readonly fieldsHash: string;
}

/** An agreement that is previewed. It may have any status; fields without a decision count as approved. */
export interface PreviewedAgreement extends Omit<LiveAgreement, 'status'> {
  readonly status: string;
}

export interface Stop {
  readonly scope: 'FIELD' | 'PARTNER' | 'CLIENT' | 'SUBGRAPH';
  readonly target: string;
  readonly endsAt: Date | null;
}

/** The agreement state: the agreements and emergency stops that the governance database has. */
export interface AgreementState {
  /** Increases with every change. */
  readonly version: bigint;
  readonly agreements: readonly LiveAgreement[];
  /** For each client, the day on which its latest revoked agreement was revoked. */
  readonly revokedOn: ReadonlyMap<string, string>;
  readonly stops: readonly Stop[];
}

export interface AgreementStateSource {
  /** The agreement state, at most half a second old. Throws when the database does not answer. */
  current(): Promise<AgreementState>;
  /** Like `current`, but falls back to the last known state when the database fails or takes longer than half a second; null when no state is known. */
  currentOrLastKnown(): Promise<AgreementState | null>;
  readonly pool: pg.Pool;
  stop(): Promise<void>;
}

/** A change must apply to requests that begin a second later (GOV-INV-5). No request is admitted by a state older than this. */
const MAX_AGE_MS = 500;
/** The time limit of a query when the database does not answer. */
const QUERY_TIMEOUT_MS = 2_500;
/** A timer that fires so much later than it should waited for a busy process. */
const LATE_TIMER_MS = 200;

/**
 * Keeps a copy of the agreement state in this process. The database notifies it of each change. If a notification is lost, the copy is too
 * old after half a second, and the next request reads it again.
 */
export function watchAgreementState(databaseUrl: string, log: Logger): AgreementStateSource {
  const pool = openPool(
    {
      connectionString: databaseUrl,
      max: 4,
      types: exactTypes,
      connectionTimeoutMillis: 2_000,
      statement_timeout: 2_000,
      query_timeout: QUERY_TIMEOUT_MS,
      // Counts of requests need not survive a crash of the server, so no request waits for the disk.
      options: '-c synchronous_commit=off',
    },
    (error) => log.warn({ reason: error.message }, 'a connection to the governance database broke'),
  );
  const { current, currentOrLastKnown, refreshAfterChange } = createStateCache(pool);
  const listener = listen({ databaseUrl, channel: 'governance_changed', log }, refreshAfterChange);
  return {
    pool,
    currentOrLastKnown,
    current,
    stop: async () => {
      await listener.stop();
      await pool.end();
    },
  };
}

/** The copy of the agreement state, with the instant at which it was read. */
function createStateCache(pool: pg.Pool) {
  let latest: { agreementState: AgreementState; readAt: number } | null = null;
  let reading: Promise<AgreementState> | null = null;
  let readingSince = 0;

  const readIfChanged = async (): Promise<AgreementState> => {
    const readAt = performance.now();
    const { rows } = await pool.query<{ version: bigint }>('select version from governance_version');
    const version = rows[0]?.version ?? 0n;
    const agreementState = latest?.agreementState.version === version ? latest.agreementState : await readAgreementState(pool);
    latest = { agreementState, readAt };
    return agreementState;
  };
  /**
   * A process that is busy for seconds, as while it builds a generation, finds its query timed out although the answer has come meanwhile. Its timer was late
   * then, and it reads once more; a database that does not answer is not asked again.
   */
  const readOnceMoreIfBusy = (error: unknown): Promise<AgreementState> => {
    if (performance.now() - readingSince < QUERY_TIMEOUT_MS + LATE_TIMER_MS) throw error;
    return readIfChanged();
  };
  /** All waiting requests share one query. */
  const refresh = (): Promise<AgreementState> => {
    if (!reading) {
      readingSince = performance.now();
      reading = readIfChanged()
        .catch(readOnceMoreIfBusy)
        .finally(() => {
          reading = null;
        });
    }
    return reading;
  };
  const current = async (): Promise<AgreementState> => {
    const oldest = performance.now() - MAX_AGE_MS;
    // A query that is in flight may have begun too early, so the age of its result is checked like that of any other.
    while (!latest || latest.readAt < oldest) await refresh();
    return latest.agreementState;
  };
  const lastKnown = (): AgreementState | null => latest?.agreementState ?? null;
  const currentOrLastKnown = async (): Promise<AgreementState | null> => {
    const now = performance.now();
    if (latest && latest.readAt >= now - MAX_AGE_MS) return latest.agreementState;
    if (reading && readingSince < now - MAX_AGE_MS) return lastKnown();
    return Promise.race([current().catch(lastKnown), sleep(MAX_AGE_MS, undefined, { ref: false }).then(lastKnown)]);
  };
  const refreshAfterChange = (): void => {
    if (latest) latest = { ...latest, readAt: Number.NEGATIVE_INFINITY };
    refresh().catch(() => undefined);
  };
  return { current, currentOrLastKnown, refreshAfterChange };
}
