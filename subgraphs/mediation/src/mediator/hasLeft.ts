import { Refusal, rows, type Sql, sql, type Tx } from '@union-graph/subgraph';

/** A row for a person who has left the staff or died, as a statement in SQL. */
export const leftStaff = (person: Sql): Sql =>
  sql`select from directory_entry d where d.entry_id = ${person} and d.kind = 'STAFF' and d.has_ended`;

/** A person, or null when they have left the staff: who left reads no more what was their work. An expression in SQL. */
export const unlessLeft = (person: Sql): Sql => sql`(select ${person} where not exists (${leftStaff(person)}))`;

/**
 * Which of these persons have left the staff or died, as organisation tells; a person of whom it told nothing has not. What it told of each of
 * them stays until the act is done: the rows are locked whether they have ended or not, so that nobody leaves unseen meanwhile.
 */
export async function whoHasLeft({ db }: Tx, personIds: readonly string[]): Promise<ReadonlySet<string>> {
  const known = await rows<{ id: string; hasEnded: boolean }>(
    db,
    sql`select d.entry_id as id, d.has_ended as "hasEnded" from directory_entry d
    where d.entry_id = any(${personIds}::uuid[]) and d.kind = 'STAFF' order by d.entry_id for share`,
  );
  return new Set(known.filter(({ hasEnded }) => hasEnded).map(({ id }) => id));
}

/** Refuses by `VALIDATION_FAILED` an act that gives work to somebody who has left the staff or died. */
export async function refuseGone(
  tx: Tx,
  named: readonly { readonly personId: string; readonly nameZh: string }[],
  told: { readonly rule: string; readonly field: string },
): Promise<void> {
  const left = await whoHasLeft(
    tx,
    named.map(({ personId }) => personId),
  );
  const gone = named.find(({ personId }) => left.has(personId));
  if (gone) throw new Refusal('VALIDATION_FAILED', `"${gone.nameZh}" has left the staff. Choose somebody else.`, told);
}
