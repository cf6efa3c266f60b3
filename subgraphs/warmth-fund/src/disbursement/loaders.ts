import { type Batch, columns, inOrder, rows, sql } from '@union-graph/subgraph';
import { Disbursement } from './Disbursement.ts';
import { disbursementScope } from './scope.ts';

/** Payouts by id; null for one that the viewer may not see. */
export const disbursement: Batch<string, Disbursement | null> = async ({ db, viewer }, ids) => {
  const found = await rows<Disbursement>(
    db,
    sql`
    select ${columns(Disbursement, 'd')} from disbursement d where d.id = any(${ids}::uuid[]) and ${disbursementScope(viewer)}`,
  );
  return inOrder(ids, found, ({ id }) => id);
};

export interface Source {
  readonly subgraph: string;
  readonly typeName: string;
  readonly id: string;
}

/** The newest payout of each source; null where there is none or the viewer may not see it. */
export const disbursementOfSource: Batch<Source, Disbursement | null> = async ({ db, viewer }, sources) => {
  const found = await rows<Disbursement>(
    db,
    sql`
    select distinct on (d.source_subgraph, d.source_type, d.source_id) ${columns(Disbursement, 'd')}
    from disbursement d
    join unnest(
        ${sources.map(({ subgraph }) => subgraph)}::text[],
        ${sources.map(({ typeName }) => typeName)}::text[],
        ${sources.map(({ id }) => id)}::text[])
      as source (subgraph, type, id)
      on (d.source_subgraph, d.source_type, d.source_id) = (source.subgraph, source.type, source.id)
    where ${disbursementScope(viewer)}
    order by d.source_subgraph, d.source_type, d.source_id, d.created_at desc, d.id desc`,
  );
  const keyOf = ({ subgraph, typeName, id }: Source) => `${subgraph} ${typeName} ${id}`;
  return inOrder(sources.map(keyOf), found, (row) =>
    keyOf({ subgraph: row.sourceSubgraph, typeName: row.sourceType, id: row.sourceId }),
  );
};
