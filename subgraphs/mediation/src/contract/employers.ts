import { Refusal, rows, sql, type Tx } from '@union-graph/subgraph';
import type { ContractKind } from '../schema.gen.ts';

interface Sides {
  readonly employerIds: readonly string[];
  readonly workersSideId: string;
  readonly scopePath: string;
}

/**
 * Throws for an employer that organisation has told of and that lies in another district than the workers' side, unless it belongs to that
 * union. A union above the districts has employers in all of them.
 */
export async function refuseStrangers({ db }: Tx, { employerIds, workersSideId, scopePath }: Sides): Promise<void> {
  const district = /^\/city\/(\d{6})\//.exec(scopePath)?.[1];
  if (district === undefined) return;
  const [stranger] = await rows<{ id: string; districtCode: string }>(
    db,
    sql`select enterprise_id as id, district_code as "districtCode" from employer_place where enterprise_id = any(${employerIds}::uuid[])
    and district_code <> ${district} and union_id is distinct from ${workersSideId}::uuid order by enterprise_id limit 1`,
  );
  if (stranger)
    throw new Refusal(
      'VALIDATION_FAILED',
      `The employer "${stranger.id}" lies in the district ${stranger.districtCode} and does not belong to this union, which is in ${district}.`,
      { rule: '2.2.3', field: 'employerIds' },
    );
}

interface Covered {
  readonly employerIds: readonly string[];
  readonly kind: ContractKind;
  readonly termFrom: string;
  readonly termTo: string;
}

/**
 * Throws where a contract of the same kind covers one of the employers on one of the days, unless it was objected to: a contract is renewed
 * for the time after it (2.2.3). Filings of one kind wait for each other, so that of two at once the second finds the first.
 */
export async function refuseOverlap({ db }: Tx, { employerIds, kind, termFrom, termTo }: Covered): Promise<void> {
  await db.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`contract ${kind}`]);
  const [other] = await rows<{ employerId: string; from: string; to: string }>(
    db,
    sql`select e.enterprise_id as "employerId", c.term_from as "from", c.term_to as "to"
    from collective_contract_employer e join collective_contract c on c.id = e.contract_id
    where e.enterprise_id = any(${employerIds}::uuid[]) and c.kind = ${kind} and c.objected_on is null
      and c.term_from <= ${termTo}::date and c.term_to >= ${termFrom}::date order by c.term_from, c.id limit 1`,
  );
  if (other)
    throw new Refusal(
      'DUPLICATE',
      `The employer "${other.employerId}" has a contract of the kind "${kind}" from ${other.from} to ${other.to}. A new one begins after it.`,
      { rule: '2.2.3', field: 'employerIds' },
    );
}
