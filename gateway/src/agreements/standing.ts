import { setTimeout as sleep } from 'node:timers/promises';
import { exactTypes, openPool } from '@union-graph/subgraph';
import pg from 'pg';
import type { Logger } from 'pino';
import type { MaskKind, PartnerKind } from './rules.ts';

/** A signed agreement as the door needs it. Whether it is live today is a matter of the day: see `agreementStatusOn`. */
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
  /** What its stewards have approved. */
  readonly coordinates: readonly string[];
  /** How some of them are made less exact. */
  readonly masks: Readonly<Record<string, MaskKind>>;
  /** The key of the partner's pseudonyms. */
  readonly pseudonymKey: Uint8Array | null;
  /** Names just these coordinates with their masks: what is made from them is kept by it. */
  readonly fieldsHash: string;
}

/** An agreement as partners are let in under it, whatever its state; fields that are not decided yet count as approved. */
export interface PreviewedAgreement extends Omit<LiveAgreement, 'status'> {
  readonly status: string;
}

export interface Stop {
  readonly scope: 'FIELD' | 'PARTNER' | 'CLIENT' | 'SUBGRAPH';
  readonly target: string;
  readonly endsAt: Date | null;
}

/** Who may read what, as the governance database has it. */
export interface Standing {
  /** Counted up by every change; what is derived from a standing is kept by it. */
  readonly version: bigint;
  readonly agreements: readonly LiveAgreement[];
  readonly stops: readonly Stop[];
}

export interface StandingSource {
  /** The standing, at most half a second old. Throws when the database cannot be asked. */
  current(): Promise<Standing>;
  /** The standing, or the one last seen where the database cannot be asked or takes longer than half a second; null where there was none. */
  soon(): Promise<Standing | null>;
  readonly pool: pg.Pool;
  stop(): Promise<void>;
}

/** A change must hold for requests that begin a second later (GOV-INV-5): nobody is let in on an older standing than this. */
const MAX_AGE_MS = 500;
const RELISTEN_MS = 1_000;
/** A database that does not even say no is given up on after this. */
const GIVE_UP_MS = 2_500;

const AGREEMENTS = `
  select a.id, a.version, a.kind, a.party_id as "partyId", a.client_id as "clientId", a.purposes, a.district_codes as "districtCodes",
    a.project_ids as "projectIds", a.per_minute as "perMinute", a.per_day as "perDay", a.max_cost as "maxCost", a.persons_per_day as "personsPerDay", a.valid_from as "validFrom",
    a.valid_to as "validTo", a.status, f.coordinates, f.masks, k.secret as "pseudonymKey",
    md5(concat(f.coordinates, f.masks, k.secret)) as "fieldsHash"
  from data_sharing_agreement a left join pseudonym_key k on k.party_id = a.party_id cross join lateral (
    select coalesce(array_agg(f.coordinate order by f.coordinate), '{}') as coordinates,
      coalesce(jsonb_object_agg(f.coordinate, f.mask) filter (where f.mask is not null), '{}') as masks
    from field_approval f where f.agreement_id = a.id and f.decision = 'APPROVED') f
  where a.status in ('SIGNED', 'SUSPENDED') order by a.id`;
const STOPS = 'select scope, target, ends_at as "endsAt" from emergency_stop where lifted_at is null';

/**
 * Keeps a copy of the standing in this process. The database announces each change; should an announcement be lost, the
 * copy is too old after half a second and the next request asks anew.
 */
export function watchStanding(databaseUrl: string, log: Logger): StandingSource {
  const pool = openPool(
    {
      connectionString: databaseUrl,
      max: 4,
      types: exactTypes,
      connectionTimeoutMillis: 2_000,
      statement_timeout: 2_000,
      query_timeout: GIVE_UP_MS,
      // Requests are counted here. A server that crashes may forget those of its last moments, and nobody waits for its disk to count one.
      options: '-c synchronous_commit=off',
    },
    (error) => log.warn({ reason: error.message }, 'a connection to the governance database broke'),
  );
  let known: { standing: Standing; askedAt: number } | null = null;
  let asking: Promise<Standing> | null = null;
  let askingSince = 0;

  const ask = async (): Promise<Standing> => {
    const askedAt = performance.now();
    const { rows } = await pool.query<{ version: bigint }>('select version from governance_version');
    const version = rows[0]?.version ?? 0n;
    const standing = known?.standing.version === version ? known.standing : await readStanding(pool);
    known = { standing, askedAt };
    return standing;
  };
  /** One question at a time serves all who wait. */
  const refresh = (): Promise<Standing> => {
    if (!asking) {
      askingSince = performance.now();
      asking = ask().finally(() => {
        asking = null;
      });
    }
    return asking;
  };
  const current = async (): Promise<Standing> => {
    const oldest = performance.now() - MAX_AGE_MS;
    // An answer on its way may have been asked for too early, so it is looked at like any other.
    while (!known || known.askedAt < oldest) await refresh();
    return known.standing;
  };
  const last = (): Standing | null => known?.standing ?? null;
  const soon = async (): Promise<Standing | null> => {
    const now = performance.now();
    if (known && known.askedAt >= now - MAX_AGE_MS) return known.standing;
    if (asking && askingSince < now - MAX_AGE_MS) return last();
    return Promise.race([current().catch(last), sleep(MAX_AGE_MS, undefined, { ref: false }).then(last)]);
  };
  const listener = listen(databaseUrl, log, () => {
    if (known) known = { ...known, askedAt: Number.NEGATIVE_INFINITY };
    refresh().catch(() => undefined);
  });
  return {
    pool,
    soon,
    current,
    stop: async () => {
      await listener.stop();
      await pool.end();
    },
  };
}

/** All of it as of one moment, so that an agreement is never seen with the fields of another version. */
async function readStanding(pool: pg.Pool): Promise<Standing> {
  const client = await pool.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    const version = (await client.query<{ version: bigint }>('select version from governance_version')).rows[0]?.version ?? 0n;
    const agreements = (await client.query<LiveAgreement>(AGREEMENTS)).rows;
    const stops = (await client.query<Stop>(STOPS)).rows;
    await client.query('commit');
    client.release();
    return { version, agreements, stops };
  } catch (error) {
    client.release(true);
    throw error;
  }
}

/** Hears the announcements of changes, and connects again whenever the connection breaks. */
function listen(databaseUrl: string, log: Logger, onChange: () => void) {
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const again = () => {
    if (!stopped) timer = setTimeout(connect, RELISTEN_MS).unref();
  };
  const connect = async () => {
    const fresh = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 2_000, keepAlive: true });
    client = fresh;
    fresh.on('notification', onChange);
    fresh.on('error', (error) => log.warn({ reason: error.message }, 'announcements of governance are not heard for a moment'));
    fresh.once('end', again);
    try {
      await fresh.connect();
      await fresh.query('listen governance_changed');
      onChange();
    } catch (error) {
      log.warn(
        { reason: error instanceof Error ? error.message : String(error) },
        'announcements of governance are not heard yet',
      );
      await fresh.end().catch(() => undefined);
    }
  };
  void connect();
  return {
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await client?.end().catch(() => undefined);
    },
  };
}
