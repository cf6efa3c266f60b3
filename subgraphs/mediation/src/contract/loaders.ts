import { type Batch, columns, inOrder, rows, sql } from '@union-graph/subgraph';
import { CollectiveContract } from './CollectiveContract.ts';

/** Contracts by id; what is shown of one that is not in force is decided by its reader. */
export const collectiveContract: Batch<string, CollectiveContract | null> = async ({ db }, ids) => {
  const found = await rows<CollectiveContract>(
    db,
    sql`select ${columns(CollectiveContract, 'c')} from collective_contract c where c.id = any(${ids}::uuid[])`,
  );
  return inOrder(ids, found, ({ id }) => id);
};

/** The contracts that each employer is part of, the latest first. */
export const contractsOfEmployer: Batch<string, CollectiveContract[]> = async ({ db }, ids) => {
  const found = await rows<CollectiveContract & { employerId: string }>(
    db,
    sql`select ${columns(CollectiveContract, 'c')}, e.enterprise_id as "employerId" from collective_contract_employer e
    join collective_contract c on c.id = e.contract_id where e.enterprise_id = any(${ids}::uuid[]) order by c.filed_on desc, c.id desc`,
  );
  return ids.map((id) => found.filter(({ employerId }) => employerId === id));
};

/** The employers of each contract. */
export const employersOfContract: Batch<string, { id: string }[]> = async ({ db }, ids) => {
  const found = await rows<{ contractId: string; id: string }>(
    db,
    sql`select e.contract_id as "contractId", e.enterprise_id as id from collective_contract_employer e
    where e.contract_id = any(${ids}::uuid[]) order by e.enterprise_id`,
  );
  return ids.map((id) => found.filter(({ contractId }) => contractId === id));
};
