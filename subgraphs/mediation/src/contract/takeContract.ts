import { civilDay, getForUpdate, isId, type Tx } from '@union-graph/subgraph';
import { BargainingRound } from '../bargaining/BargainingRound.ts';
import { CollectiveContract } from './CollectiveContract.ts';
import { seesContract } from './scope.ts';

interface ContractInput {
  readonly contractId: string;
  readonly expectedVersion: number;
}

/** Takes a contract for a change, and before it the round that led to it: both locked, the contract at the version that the client read. */
export async function takeContract(
  tx: Tx,
  { contractId, expectedVersion }: ContractInput,
): Promise<{ readonly contract: CollectiveContract; readonly round: BargainingRound | null }> {
  const known = isId(contractId) ? await tx.db.findOneBy(CollectiveContract, { id: contractId }) : null;
  const round =
    known?.roundId == null
      ? null
      : await tx.db.findOneOrFail(BargainingRound, { where: { id: known.roundId }, lock: { mode: 'pessimistic_write' } });
  const contract = await getForUpdate(tx, CollectiveContract, contractId, {
    what: 'contract',
    visible: (viewer, row) => seesContract(viewer, row, civilDay(tx.now)),
    expectedVersion,
  });
  return { contract, round };
}
