import { rows, type Sql, sql, type Tx } from '@union-graph/subgraph';

/** A row for a person who has left the staff, as a statement in SQL. */
export const leftStaff = (person: Sql): Sql =>
  sql`select from directory_entry d where d.entry_id = ${person} and d.kind = 'STAFF' and d.has_ended`;

/** Whether somebody has left the staff, as organisation tells; a person of whom it told nothing has not. */
export async function hasLeft({ db }: Tx, personId: string): Promise<boolean> {
  const left = await rows(db, leftStaff(sql`${personId}::uuid`));
  return left.length > 0;
}
