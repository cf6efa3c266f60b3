import { checkedText, civilDay, getForUpdate, refuseIf, type Tx, updateRow } from '@union-graph/subgraph';
import { requireDelegate } from '../linked-party/queries.ts';
import type { RecordReviewInput } from '../schema.gen.ts';
import { CollectiveContract } from './CollectiveContract.ts';
import { contractStatus } from './rules.ts';

const LONGEST_OBJECTION = 2_000;

/** Writes down the labour authority's objection to a filed contract, while there is time for one (2.2.3). */
export async function recordReview(tx: Tx, input: RecordReviewInput): Promise<{ contract: CollectiveContract }> {
  await requireDelegate(tx, 'HRSS');
  const { contractId, expectedVersion } = input;
  const contract = await getForUpdate(tx, CollectiveContract, contractId, {
    what: 'contract',
    visible: () => true,
    expectedVersion,
  });
  const [today, last] = [civilDay(tx.now), contract.objectionBy];
  refuseIf(contractStatus(contract, today) === 'OBJECTED', 'INVALID_TRANSITION', 'There is an objection already.', {
    field: 'status',
  });
  refuseIf(today > last, 'DEADLINE_PASSED', `An objection to this contract was possible until ${last}.`, { rule: '2.2.3' });
  const objection = checkedText(input.objection, 'objection', LONGEST_OBJECTION);
  return { contract: await updateRow(tx.db, CollectiveContract, contract, { objection, objectedOn: today }) };
}
