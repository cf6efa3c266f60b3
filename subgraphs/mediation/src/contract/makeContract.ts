import { insertRow, lastDayOf, newId, refuseIf, type Tx, updateRow } from '@union-graph/subgraph';
import type { BargainingRound } from '../bargaining/BargainingRound.ts';
import type { RoundEmployer } from '../bargaining/RoundEmployer.ts';
import { CollectiveContract } from './CollectiveContract.ts';
import { coveredNow, refuseOverlap } from './employers.ts';
import { checkBeginning, renewalNoticeFrom, timeToFile } from './rules.ts';

/** Makes the contract that both chiefs have signed, with the employers that accepted and as many of their workers as they said and still have (2.2.3). The days for filing run from that of the later signature. */
export async function makeContract(
  tx: Tx,
  round: BargainingRound,
  employers: readonly RoundEmployer[],
  signedOn: string,
): Promise<CollectiveContract> {
  const covered = await coveredNow(
    tx,
    employers.filter(({ answer }) => answer === 'ACCEPTED'),
  );
  const { kind } = round;
  const [termFrom, termTo] = [round.termFrom as string, round.termTo as string];
  checkBeginning(termFrom, signedOn, tx.number);
  await refuseOverlap(tx, { employerIds: covered.map(({ enterpriseId }) => enterpriseId), kind, termFrom, termTo });
  const workersCovered = covered.reduce((sum, { workers }) => sum + (workers ?? 0), 0);
  refuseIf(workersCovered === 0, 'VALIDATION_FAILED', 'The employers have no workers left whom the contract would cover.', {
    rule: 'MED-INV-9',
    field: 'workersCovered',
  });
  const contract = await insertRow(tx.db, CollectiveContract, {
    id: newId(),
    kind,
    roundId: round.id,
    workersSideId: round.workersSideId,
    workersCovered,
    hasWageTerms: round.hasWageTerms ?? false,
    wageGrowthBp: round.wageGrowthBp,
    termFrom,
    termTo,
    signedOn,
    fileBy: await lastDayOf(tx.db, signedOn, timeToFile(kind, tx.number)),
    filedOn: null,
    objectionBy: null,
    objection: null,
    objectedOn: null,
    lapsedOn: null,
    publishBy: null,
    publishedOn: null,
    publishedIn: null,
    renewalFrom: renewalNoticeFrom(kind, termTo, tx.number),
    scopePath: round.scopePath,
    version: 1,
  });
  await tx.db.query(
    `insert into collective_contract_employer (contract_id, enterprise_id, workers)
     select $1, enterprise_id, workers from unnest($2::uuid[], $3::int[]) as covered (enterprise_id, workers)`,
    [contract.id, covered.map(({ enterpriseId }) => enterpriseId), covered.map(({ workers }) => workers)],
  );
  return contract;
}

/** Signs a contract anew that was not filed in time: the days for filing begin again. */
export async function signAnew(tx: Tx, contract: CollectiveContract, signedOn: string): Promise<CollectiveContract> {
  checkBeginning(contract.termFrom, signedOn, tx.number);
  return updateRow(tx.db, CollectiveContract, contract, {
    signedOn,
    fileBy: await lastDayOf(tx.db, signedOn, timeToFile(contract.kind, tx.number)),
  });
}
