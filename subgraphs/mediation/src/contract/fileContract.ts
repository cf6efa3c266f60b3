import {
  addDays,
  checkedNumber,
  civilDay,
  insertRow,
  isId,
  lastDayOf,
  newId,
  Refusal,
  refuseIf,
  startOfDay,
  type Tx,
} from '@union-graph/subgraph';
import { employers } from '../employer/employerPlaced.ts';
import { numbers } from '../rule/numbers.ts';
import type { FileContractInput } from '../schema.gen.ts';
import { CollectiveContract } from './CollectiveContract.ts';
import { refuseOverlap, refuseStrangers, refuseTooManyWorkers } from './employers.ts';
import { contractPolicy, pathOfSpeaker } from './policy.ts';
import { firstDayInForce, fitsTerm, TIME_TO_FILE, TIME_TO_OBJECT } from './rules.ts';

const MOST_EMPLOYERS = 500;
const MOST_WORKERS = 10_000_000;

/** The task that looks at a contract when the days for objections are over, and again when its term is. */
export const SETTLE_CONTRACT = 'settle_contract';

/** Files a signed contract with the labour authority (2.2.3); it is in force when fifteen days are over without an objection. */
export async function fileContract(tx: Tx, input: FileContractInput): Promise<{ contract: CollectiveContract }> {
  const { workersSideId, kind, signedOn, termFrom, termTo } = input;
  contractPolicy.authorise(tx.viewer, 'fileContract', { workersSideId });
  const employerIds = checkedEmployers(input.employerIds);
  const today = civilDay(tx.now);
  refuseIf(signedOn > today, 'BAD_USER_INPUT', `Nothing was signed on ${signedOn} yet.`, { field: 'signedOn' });
  const last = await lastDayOf(tx.db, signedOn, TIME_TO_FILE[kind]);
  refuseIf(today > last, 'DEADLINE_PASSED', `A contract signed on ${signedOn} is filed until ${last}. Sign it anew.`, {
    rule: '2.2.3',
    field: 'signedOn',
  });
  refuseIf(!fitsTerm(kind, termFrom, termTo), 'VALIDATION_FAILED', 'A wage agreement runs a year, the others one to three.', {
    rule: '2.2.3',
    field: 'termTo',
  });
  const scopePath = pathOfSpeaker(tx.viewer, workersSideId) as string;
  const most = tx.number(numbers.CONTRACT_DAYS_BEFORE_SIGNING);
  refuseIf(
    termFrom < addDays(signedOn, -most),
    'VALIDATION_FAILED',
    `A contract begins at most ${most} days before it is signed; this one was signed on ${signedOn} and would begin on ${termFrom}.`,
    { rule: '2.2.3', field: 'termFrom' },
  );
  const workersCovered = checkedNumber(input.workersCovered, 'workersCovered', [1, MOST_WORKERS]);
  const known = await employers.getAll(tx, employerIds, { field: 'employerIds' });
  refuseStrangers({ employers: known, workersSideId, scopePath });
  refuseTooManyWorkers(known, workersCovered);
  await refuseOverlap(tx, { employerIds, kind, termFrom, termTo });
  const contract = await insertRow(tx.db, CollectiveContract, {
    id: newId(),
    kind,
    workersSideId,
    workersCovered,
    termFrom,
    termTo,
    signedOn,
    filedOn: today,
    objectionBy: await lastDayOf(tx.db, today, TIME_TO_OBJECT),
    objection: null,
    objectedOn: null,
    scopePath,
    version: 1,
  });
  await tx.db.query('insert into collective_contract_employer (contract_id, enterprise_id) select $1, unnest($2::uuid[])', [
    contract.id,
    employerIds,
  ]);
  for (const day of [firstDayInForce(contract), addDays(termTo, 1)])
    await tx.schedule(SETTLE_CONTRACT, { contractId: contract.id }, { at: startOfDay(day), jobKey: `${contract.id} ${day}` });
  return { contract };
}

function checkedEmployers(ids: readonly string[]): string[] {
  const distinct = [...new Set(ids)];
  refuseIf(distinct.length < ids.length, 'BAD_USER_INPUT', 'An employer is named twice. Name each employer once.', {
    field: 'employerIds',
  });
  if (distinct.length > 0 && distinct.length <= MOST_EMPLOYERS && distinct.every(isId)) return distinct;
  throw new Refusal('BAD_USER_INPUT', `A contract has 1 to ${MOST_EMPLOYERS} employers, each named by its id.`, {
    field: 'employerIds',
  });
}
