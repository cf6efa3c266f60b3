import { contractEffective, contractExpired, indicatorMeasured } from '@union-graph/events';
import { civilDay, empty, rows, sql, type Tx } from '@union-graph/subgraph';
import type { EntityManager } from 'typeorm';
import { CollectiveContract } from './CollectiveContract.ts';
import { contractStatus } from './rules.ts';

/** How far contracts in force reach on a day: distinct employers with a union, whatever number of contracts covers one (MED-INV-9). */
export interface Coverage {
  readonly employers: number;
  readonly covered: number;
  readonly aboveScale: number;
  readonly aboveScaleWithWages: number;
}

/** Counts the coverage of the city, or of a district, on a day (IND-02, IND-03). */
export async function countCoverage(db: EntityManager, districtCode: string | null, on: string): Promise<Coverage> {
  // In force: no objection, which is no longer possible, and within the term; the same as `contractStatus`.
  const [counted] = await rows<Coverage>(
    db,
    sql`with in_force as (
      select e.enterprise_id, c.kind from collective_contract c join collective_contract_employer e on e.contract_id = c.id
      where c.objected_on is null and c.objection_by < ${on}::date and ${on}::date between c.term_from and c.term_to)
    select count(*)::int as employers,
      count(*) filter (where exists (select from in_force f where f.enterprise_id = p.enterprise_id))::int as covered,
      count(*) filter (where p.above_scale)::int as "aboveScale",
      count(*) filter (where p.above_scale and exists (
        select from in_force f where f.enterprise_id = p.enterprise_id and f.kind in ('WAGE_SPECIAL', 'AREA')))::int as "aboveScaleWithWages"
    from employer_place p where p.union_id is not null ${districtCode === null ? empty : sql`and p.district_code = ${districtCode}`}`,
  );
  return counted as Coverage;
}

/** The task `settle_contract`: a contract came into force or ended; the others hear of it, and the plan of the new coverage. */
export async function settleContract(tx: Tx, { contractId }: Record<string, unknown>): Promise<void> {
  const contract = await tx.db.findOneBy(CollectiveContract, { id: String(contractId) });
  if (!contract) return;
  const status = contractStatus(contract, civilDay(tx.now));
  if (status !== 'EFFECTIVE' && status !== 'EXPIRED') return;
  const { id, version, kind, workersSideId } = contract;
  await tx.publish(status === 'EFFECTIVE' ? contractEffective : contractExpired, { id, version }, { kind, workersSideId });
  const districts = await rows<{ code: string }>(
    tx.db,
    sql`select distinct p.district_code as code from collective_contract_employer e
    join employer_place p on p.enterprise_id = e.enterprise_id where e.contract_id = ${id} order by 1`,
  );
  // Contracts that come into force at once are counted one after the other, so that the last count told has all of them.
  await tx.db.query(`select pg_advisory_xact_lock(hashtextextended('contract coverage', 0))`);
  for (const code of [null, ...districts.map((district) => district.code)]) await tellCoverage(tx, code);
}

async function tellCoverage(tx: Tx, districtCode: string | null): Promise<void> {
  const today = civilDay(tx.now);
  const counted = await countCoverage(tx.db, districtCode, today);
  const place = { scopePath: districtCode === null ? '/city/' : `/city/${districtCode}/`, period: today.slice(0, 7) };
  const shares = [
    { code: 'IND-02', numerator: counted.covered, denominator: counted.employers },
    { code: 'IND-03', numerator: counted.aboveScaleWithWages, denominator: counted.aboveScale },
  ];
  for (const share of shares.filter(({ denominator }) => denominator > 0))
    await tx.publish(
      indicatorMeasured,
      { id: `${share.code} ${place.scopePath} ${place.period}`, version: 1 },
      { ...share, ...place },
    );
}
