import { type Batch, civilDay, columns, inOrder, rows, sql } from '@union-graph/subgraph';
import { CollectiveContract } from './CollectiveContract.ts';
import { renewalDue } from './queries.ts';
import { contractScope } from './scope.ts';

/** Contracts by id; what is shown of one that is not in force is decided by its reader. */
export const collectiveContract: Batch<string, CollectiveContract | null> = async ({ db }, ids) => {
  const found = await rows<CollectiveContract>(
    db,
    sql`select ${columns(CollectiveContract, 'c')} from collective_contract c where c.id = any(${ids}::uuid[])`,
  );
  return inOrder(ids, found, ({ id }) => id);
};

/** Whether the viewer may see each contract, by what it is and where they stand to it. */
export const isContractSeen: Batch<string, boolean> = async (ctx, ids) => {
  const found = await rows<{ id: string }>(
    ctx.db,
    sql`select c.id from collective_contract c where c.id = any(${ids}::uuid[]) and ${contractScope(ctx)}`,
  );
  const seen = new Set(found.map(({ id }) => id));
  return ids.map((id) => seen.has(id));
};

/** The contracts that each employer is part of, the latest first. */
export const contractsOfEmployer: Batch<string, CollectiveContract[]> = async ({ db }, ids) => {
  const found = await rows<CollectiveContract & { employerId: string }>(
    db,
    sql`select ${columns(CollectiveContract, 'c')}, e.enterprise_id as "employerId" from collective_contract_employer e
    join collective_contract c on c.id = e.contract_id where e.enterprise_id = any(${ids}::uuid[]) order by c.signed_on desc, c.id desc`,
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

/** What became of a contract's renewal. */
export interface Renewal {
  readonly contractId: string;
  /** Whether its time has come and nobody bargains about it yet. */
  readonly isDue: boolean;
  /** Whether a contract that renews it is in force. */
  readonly isRenewed: boolean;
}

/** The renewal of each contract, today. */
export const renewalOfContract: Batch<string, Renewal | null> = async ({ db, now }, ids) => {
  const today = civilDay(now);
  const found = await rows<Renewal>(
    db,
    sql`select c.id as "contractId", coalesce(${renewalDue(today)}, false) as "isDue", exists (
      select from bargaining_round r join collective_contract n on n.round_id = r.id
      where r.renews_id = c.id and n.objected_on is null and n.objection_by < ${today}::date and n.term_from <= ${today}::date) as "isRenewed"
    from collective_contract c where c.id = any(${ids}::uuid[])`,
  );
  return inOrder(ids, found, ({ contractId }) => contractId);
};

/** The contract that each round led to last. */
export const contractOfRound: Batch<string, CollectiveContract | null> = async ({ db }, ids) => {
  const found = await rows<CollectiveContract>(
    db,
    sql`select distinct on (c.round_id) ${columns(CollectiveContract, 'c')} from collective_contract c
    where c.round_id = any(${ids}::uuid[]) order by c.round_id, c.objected_on is not null or c.lapsed_on is not null, c.signed_on desc, c.id desc`,
  );
  return inOrder(ids, found, ({ roundId }) => roundId);
};
