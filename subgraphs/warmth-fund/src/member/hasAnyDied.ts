import { rows, sql, type Tx } from '@union-graph/subgraph';

/** Whether the record of a worker says that they have died; what is told of it meanwhile waits until the transaction ends. */
export async function hasDied({ db }: Pick<Tx, 'db'>, memberId: string): Promise<boolean> {
  const [known] = await rows<{ hasDied: boolean }>(
    db,
    sql`select k.has_died as "hasDied" from known_member k where k.member_id = ${memberId} for share`,
  );
  return known?.hasDied === true;
}
