import { rows, sql, type Tx } from '@union-graph/subgraph';

/** Whether somebody has left the staff, as organisation tells; a person of whom it told nothing has not. */
export async function hasLeft({ db }: Tx, personId: string): Promise<boolean> {
  const left = await rows(
    db,
    sql`select from directory_entry d where d.entry_id = ${personId}::uuid and d.kind = 'STAFF' and d.has_ended`,
  );
  return left.length > 0;
}
