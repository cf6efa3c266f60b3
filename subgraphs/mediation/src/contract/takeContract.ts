import { getForUpdate, isId, rows, sql, type Tx } from '@union-graph/subgraph';
import { BargainingRound } from '../bargaining/BargainingRound.ts';
import { CollectiveContract } from './CollectiveContract.ts';
import { contractScope } from './scope.ts';

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
  const isVisible = await sees(tx, contractId);
  const contract = await getForUpdate(tx, CollectiveContract, contractId, {
    what: 'contract',
    visible: () => isVisible,
    expectedVersion,
  });
  return { contract, round };
}

async function sees(tx: Tx, id: string): Promise<boolean> {
  if (!isId(id)) return false;
  const found = await rows(tx.db, sql`select from collective_contract c where c.id = ${id}::uuid and ${contractScope(tx)}`);
  return found.length > 0;
}
