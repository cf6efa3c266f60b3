import { Refusal, refuseIf, rows, sql, type Tx } from '@union-graph/subgraph';
import type { EmployerPlace } from '../employer/EmployerPlace.ts';
import type { ContractKind } from '../schema.gen.ts';

interface Sides {
  readonly employers: readonly EmployerPlace[];
  readonly workersSideId: string;
  readonly scopePath: string;
}

/**
 * Throws for an employer that lies in another district than the workers' side, unless it belongs to that union. A union above the districts
 * has employers in all of them.
 */
export function refuseStrangers({ employers, workersSideId, scopePath }: Sides): void {
  const district = /^\/city\/(\d{6})\//.exec(scopePath)?.[1];
  if (district === undefined) return;
  const stranger = employers.find(({ districtCode, unionId }) => districtCode !== district && unionId !== workersSideId);
  if (stranger)
    throw new Refusal(
      'VALIDATION_FAILED',
      `The employer "${stranger.enterpriseId}" lies in the district ${stranger.districtCode} and does not belong to this union, which is in ${district}.`,
      { rule: '2.2.3', field: 'employerIds' },
    );
}

/** Throws where a contract covers more workers than its employers have; an employer whose headcount is not known has any number. */
export function refuseTooManyWorkers(employers: readonly EmployerPlace[], workersCovered: number): void {
  const most = employers.reduce((sum, { headcount }) => sum + (headcount ?? Number.POSITIVE_INFINITY), 0);
  refuseIf(
    workersCovered > most,
    'VALIDATION_FAILED',
    `The employers have ${most} workers together, and the contract would cover ${workersCovered}. Give a number up to ${most}, or have the headcount corrected first.`,
    { rule: '2.2.3', field: 'workersCovered' },
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
