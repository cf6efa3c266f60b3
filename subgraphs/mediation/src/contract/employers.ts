import { isId, lockByName, Refusal, refuseIf, rows, sql, type Tx } from '@union-graph/subgraph';
import type { EmployerPlace } from '../employer/EmployerPlace.ts';
import { employers } from '../employer/employerPlaced.ts';
import type { ContractKind } from '../schema.gen.ts';

const MOST_EMPLOYERS = 500;

/** What is known of the employers that a round is with, each named once. `NOT_FOUND` for one that organisation has not told of. */
export async function employersIn(tx: Tx, ids: readonly string[]): Promise<EmployerPlace[]> {
  const distinct = new Set(ids);
  refuseIf(distinct.size < ids.length, 'BAD_USER_INPUT', 'An employer is named twice. Name each employer once.', {
    field: 'employerIds',
  });
  refuseIf(
    ids.length === 0 || ids.length > MOST_EMPLOYERS || !ids.every(isId),
    'BAD_USER_INPUT',
    `A contract has 1 to ${MOST_EMPLOYERS} employers, each named by its id.`,
    { field: 'employerIds' },
  );
  const known = await employers.getAll(tx, [...ids].sort(), { field: 'employerIds' });
  return known.sort((a, b) => (a.enterpriseId < b.enterpriseId ? -1 : 1));
}

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

interface CoveredEmployer {
  readonly enterpriseId: string;
  readonly workers: number | null;
}

/**
 * How many workers of each employer a contract covers on the day of its signature: as many as the employer said in its answer, and no more
 * than it has by now (MED-INV-9). A firm that has lost workers since keeps nobody from signing; one that has none left is covered with none.
 */
export async function coveredNow(tx: Tx, said: readonly CoveredEmployer[]): Promise<CoveredEmployer[]> {
  const known = await employersIn(
    tx,
    said.map(({ enterpriseId }) => enterpriseId),
  );
  const headcounts = new Map(known.map(({ enterpriseId, headcount }) => [enterpriseId, headcount]));
  return said.map(({ enterpriseId, workers }) => {
    const headcount = headcounts.get(enterpriseId);
    return { enterpriseId, workers: headcount == null || workers === null ? workers : Math.min(workers, headcount) };
  });
}

interface Covered {
  readonly employerIds: readonly string[];
  readonly kind: ContractKind;
  readonly termFrom: string;
  readonly termTo: string;
  /** The contract itself, once there is one. */
  readonly besidesId?: string;
}

/**
 * Throws where a contract of the same kind covers one of the employers on one of the days, unless it was objected to or never
 * filed: a contract is renewed for the time after it (2.2.3). Filings of one kind wait for each other, so that of two at once the second finds the first.
 */
export async function refuseOverlap({ db }: Tx, { employerIds, kind, termFrom, termTo, besidesId }: Covered): Promise<void> {
  await lockByName(db, `contract ${kind}`);
  const [other] = await rows<{ employerId: string; from: string; to: string }>(
    db,
    sql`select e.enterprise_id as "employerId", c.term_from as "from", c.term_to as "to"
    from collective_contract_employer e join collective_contract c on c.id = e.contract_id
    where e.enterprise_id = any(${[...employerIds]}::uuid[]) and c.kind = ${kind} and c.objected_on is null
      and c.filed_on is not null and c.id is distinct from ${besidesId ?? null}::uuid
      and c.term_from <= ${termTo}::date and c.term_to >= ${termFrom}::date order by c.term_from, c.id limit 1`,
  );
  if (other)
    throw new Refusal(
      'DUPLICATE',
      `The employer "${other.employerId}" has a contract of the kind "${kind}" from ${other.from} to ${other.to}. A new one begins after it.`,
      { rule: '2.2.3', field: 'employerIds' },
    );
}
