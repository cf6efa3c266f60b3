import { checkedText, civilDay, refuseIf, type Tx, updateRow } from '@union-graph/subgraph';
import { RoundEmployer } from '../bargaining/RoundEmployer.ts';
import { moveRound } from '../bargaining/takeRound.ts';
import { requireDelegate } from '../linked-party/queries.ts';
import type { RecordReviewInput } from '../schema.gen.ts';
import { CollectiveContract } from './CollectiveContract.ts';
import { contractStatus } from './rules.ts';
import { takeContract } from './takeContract.ts';

const LONGEST_OBJECTION = 2_000;

/** Writes down the labour authority's objection to a filed contract, while there is time for one; its round is open again (2.2.3). */
export async function recordReview(tx: Tx, input: RecordReviewInput): Promise<{ contract: CollectiveContract }> {
  await requireDelegate(tx, 'HRSS');
  const { contract, round } = await takeContract(tx, input);
  const [today, last] = [civilDay(tx.now), contract.objectionBy];
  const status = contractStatus(contract, today);
  refuseIf(status === 'OBJECTED', 'INVALID_TRANSITION', 'There is an objection already.', { field: 'status' });
  refuseIf(last === null, 'INVALID_TRANSITION', 'The contract is not filed yet.', { field: 'status' });
  refuseIf(today > (last as string), 'DEADLINE_PASSED', `An objection to this contract was possible until ${last}.`, {
    rule: '2.2.3',
  });
  const objection = checkedText(input.objection, 'objection', LONGEST_OBJECTION);
  const objected = await updateRow(tx.db, CollectiveContract, contract, { objection, objectedOn: today });
  if (round) {
    await moveRound(tx, round, 'OBJECTED');
    await tx.db.update(RoundEmployer, { roundId: round.id, answer: 'ACCEPTED' }, { isOpen: true });
  }
  return { contract: objected };
}
