import { columns, notFound, Refusal, refuseIf, rows, sql, type Tx } from '@union-graph/subgraph';
import { SubgraphRow } from './SubgraphRow.ts';

/** Gets a registered subgraph. Throws `NOT_FOUND` for a subgraph of the house, which the operator configures. */
export async function getSubgraph({ db }: Pick<Tx, 'db'>, name: string): Promise<SubgraphRow> {
  const [row] = await rows<SubgraphRow>(
    db,
    sql`select ${columns(SubgraphRow, 's')} from registered_subgraph s where s.name = ${name} and s.kind = 'REGISTERED'`,
  );
  if (!row) throw notFound('registered subgraph', name, 'subgraph');
  return row;
}

/** Gets a registered subgraph and locks its row until the transaction ends. Throws `VERSION_CONFLICT` when it changed since the client read it. */
export async function lockSubgraph(tx: Tx, name: string, expectedVersion: number): Promise<SubgraphRow> {
  await rows(tx.db, sql`select from registered_subgraph where name = ${name} for update`);
  const row = await getSubgraph(tx, name);
  if (row.version === expectedVersion) return row;
  throw new Refusal(
    'VERSION_CONFLICT',
    `The subgraph "${name}" is at version ${row.version}, not ${expectedVersion}: it was changed since you read it. Read it again, and decide anew.`,
    { field: 'expectedVersion' },
  );
}

/** Refuses a subgraph that the federation has not approved (GOV-INV-3). */
export function refuseUnlessActive({ id, status }: SubgraphRow): void {
  const waits = `The subgraph "${id}" waits for the federation's approval. Ask a department of the city federation for it ("decideSubgraph").`;
  refuseIf(status === 'PROPOSED', 'INVALID_TRANSITION', waits, { rule: 'GOV-INV-3', field: 'subgraph' });
  const refused = `The federation refused the subgraph "${id}". Read why in its "reason"; an administrator of its owner may register it anew.`;
  refuseIf(status === 'REFUSED', 'INVALID_TRANSITION', refused, { rule: 'GOV-INV-3', field: 'subgraph' });
}

/** The subgraph of a mutation's payload. Its fields are loaded when they are selected; the audit row names the id. */
export const subgraphOf = ({ id }: Pick<SubgraphRow, 'id'>): { readonly id: string; readonly name: string } => ({ id, name: id });
