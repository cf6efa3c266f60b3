import { checkedText, civilDay, refuseIf, type Tx, updateRow } from '@union-graph/subgraph';
import type { PublishContractInput } from '../schema.gen.ts';
import { CollectiveContract } from './CollectiveContract.ts';
import { contractPolicy } from './policy.ts';
import { contractStatus } from './rules.ts';
import { takeContract } from './takeContract.ts';

const LONGEST_PLACE = 200;

/** Makes a contract in force known to the workers (2.2.3). Workers have a right to read it, so that a late publication counts, and is marked. */
export async function publishContract(tx: Tx, input: PublishContractInput): Promise<{ contract: CollectiveContract }> {
  const { contract } = await takeContract(tx, input);
  contractPolicy.authorise(tx.viewer, 'publishContract', contract);
  const today = civilDay(tx.now);
  const status = contractStatus(contract, today);
  refuseIf(status !== 'EFFECTIVE', 'INVALID_TRANSITION', `A contract in force is published, once; this one is ${status}.`, {
    rule: '2.2.3',
    field: 'status',
  });
  const publishedIn = checkedText(input.publishedIn, 'publishedIn', LONGEST_PLACE);
  return { contract: await updateRow(tx.db, CollectiveContract, contract, { publishedOn: today, publishedIn }) };
}
