import { civilDay, columns, rows, sql, type Tx } from '@union-graph/subgraph';
import type { ContractStatus } from '../schema.gen.ts';
import { CollectiveContract } from './CollectiveContract.ts';
import { contractStatus } from './rules.ts';

/** The contract that a round led to last, locked, and where it stands today; null where it led to none. */
export async function lockContractOfRound(
  tx: Tx,
  roundId: string,
): Promise<{ readonly contract: CollectiveContract; readonly status: ContractStatus } | null> {
  const [contract] = await rows<CollectiveContract>(
    tx.db,
    sql`select ${columns(CollectiveContract, 'c')} from collective_contract c where c.round_id = ${roundId}::uuid
    order by c.objected_on is not null or c.lapsed_on is not null, c.signed_on desc, c.id desc limit 1 for update`,
  );
  return contract ? { contract, status: contractStatus(contract, civilDay(tx.now)) } : null;
}

/** The contract of a round that was signed and not filed in time, locked: it is signed anew, or lapses when the talks are taken up again. */
export async function overdueContract(
  tx: Tx,
  { id, status }: { readonly id: string; readonly status: string },
): Promise<CollectiveContract | null> {
  if (status !== 'SIGNED') return null;
  const { contract } = (await lockContractOfRound(tx, id)) ?? {};
  return contract && contract.filedOn === null && contract.fileBy < civilDay(tx.now) ? contract : null;
}
