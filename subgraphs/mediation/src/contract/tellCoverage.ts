import { contractEffective, contractExpired, indicatorMeasured } from '@union-graph/events';
import { civilDay, lockByName, rows, sql, type Tx } from '@union-graph/subgraph';
import type { EmployerPlace } from '../employer/EmployerPlace.ts';
import { CollectiveContract } from './CollectiveContract.ts';
import { countCoverage } from './coverage.ts';
import { contractStatus } from './rules.ts';

/** The task that tells the plan of the coverage of the city and of a district. */
export const TELL_COVERAGE = 'tell_coverage';

/** Employers that are placed one after the other are counted together: the plan hears of them once in so long. */
const WAIT_MS = 2_000;

/** The task `settle_contract`: a contract came into force or ended; the others hear of it, and the plan of the new coverage. */
export async function settleContract(tx: Tx, { contractId }: Record<string, unknown>): Promise<void> {
  const contract = await tx.db.findOneBy(CollectiveContract, { id: String(contractId) });
  if (!contract) return;
  const status = contractStatus(contract, civilDay(tx.now));
  const isInForce = status === 'EFFECTIVE' || status === 'PUBLISHED';
  if (!isInForce && status !== 'EXPIRED') return;
  const { id, version, kind, workersSideId } = contract;
  await tx.publish(isInForce ? contractEffective : contractExpired, { id, version }, { kind, workersSideId });
  const districts = await rows<{ code: string }>(
    tx.db,
    sql`select distinct p.district_code as code from collective_contract_employer e
    join employer_place p on p.enterprise_id = e.enterprise_id where e.contract_id = ${id} order by 1`,
  );
  await tellAll(
    tx,
    districts.map(({ code }) => code),
  );
}

/** The task `tell_coverage`: tells the plan of the coverage of the city and one district. */
export const tellCoverage = (tx: Tx, { districtCode }: Record<string, unknown>): Promise<void> =>
  tellAll(tx, [String(districtCode)]);

/** An employer that has another union, size or district counts otherwise for IND-02 and IND-03. */
export async function employerMoved(tx: Tx, row: EmployerPlace, before: EmployerPlace | null): Promise<void> {
  const isSame =
    before !== null &&
    (before.unionId === null) === (row.unionId === null) &&
    before.aboveScale === row.aboveScale &&
    before.districtCode === row.districtCode;
  if (isSame || (row.unionId === null && (before === null || before.unionId === null))) return;
  for (const districtCode of new Set([row.districtCode, before?.districtCode ?? row.districtCode]))
    await tx.schedule(
      TELL_COVERAGE,
      { districtCode },
      { at: new Date(tx.now.getTime() + WAIT_MS), jobKey: `coverage ${districtCode}`, keepsRunAt: true },
    );
}

async function tellAll(tx: Tx, districtCodes: readonly string[]): Promise<void> {
  // Contracts that come into force at once are counted one after the other, so that the last count told has all of them.
  await lockByName(tx.db, 'contract coverage');
  for (const code of [null, ...districtCodes]) await tellPlace(tx, code);
}

async function tellPlace(tx: Tx, districtCode: string | null): Promise<void> {
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
