import type pg from 'pg';
import type { AgreementState, LiveAgreement, Stop } from './agreementState.ts';

/** Reads everything in one snapshot, so that an agreement never has the fields of another version. */
export async function readAgreementState(pool: pg.Pool): Promise<AgreementState> {
  const client = await pool.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    const version = (await client.query<{ version: bigint }>('select version from governance_version')).rows[0]?.version ?? 0n;
    const agreements = (await client.query<LiveAgreement>(AGREEMENTS)).rows;
    const revoked = (await client.query<{ clientId: string; revokedOn: string }>(REVOKED)).rows;
    const stops = (await client.query<Stop>(STOPS)).rows;
    await client.query('commit');
    client.release();
    return { version, agreements, revokedOn: new Map(revoked.map((one) => [one.clientId, one.revokedOn])), stops };
  } catch (error) {
    client.release(true);
    throw error;
  }
}

const AGREEMENTS = `
  select a.id, a.version, a.kind, a.party_id as "partyId", a.client_id as "clientId", a.purposes, a.district_codes as "districtCodes",
    a.project_ids as "projectIds", a.per_minute as "perMinute", a.per_day as "perDay", a.max_cost as "maxCost", a.persons_per_day as "personsPerDay", a.valid_from as "validFrom",
    a.valid_to as "validTo", a.status, a.suspended_on as "suspendedOn", f.coordinates, f.masks, k.secret as "pseudonymKey",
    md5(concat(f.coordinates, f.masks, k.secret)) as "fieldsHash"
  from data_sharing_agreement a left join pseudonym_key k on k.party_id = a.party_id cross join lateral (
    select coalesce(array_agg(f.coordinate order by f.coordinate), '{}') as coordinates,
      coalesce(jsonb_object_agg(f.coordinate, f.mask) filter (where f.mask is not null), '{}') as masks
    from field_approval f where f.agreement_id = a.id and f.decision = 'APPROVED') f
  where a.status in ('SIGNED', 'SUSPENDED') order by a.id`;
const REVOKED = `
  select client_id as "clientId", max(ended_on) as "revokedOn" from data_sharing_agreement
  where status = 'REVOKED' and approved_by is not null group by client_id`;
const STOPS = 'select scope, target, ends_at as "endsAt" from emergency_stop where lifted_at is null';
