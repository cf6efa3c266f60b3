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

export type PayoutStop = 'WAITS_FOR_HEIRS' | 'PAYEE_DIED' | 'SOURCE_WITHDRAWN' | 'SOURCE_CHANGED';

/** What stops each payout that is not with the bank, by the rules of `disbursement_obeys_source`; null where nothing does. Asked only for payouts that the viewer sees. */
export const stopOfDisbursement: Batch<string, PayoutStop | null> = async ({ db }, ids) => {
  const found = await rows<{ id: string; stop: PayoutStop }>(
    db,
    sql`
    select d.id, case when s.state = 'WITHDRAWN' and k.has_died then 'PAYEE_DIED' when s.state = 'WITHDRAWN' then 'SOURCE_WITHDRAWN'
        when d.waits_for_heirs then 'WAITS_FOR_HEIRS' else 'SOURCE_CHANGED' end as stop
    from disbursement d
    join payout_source s on (s.subgraph, s.type, s.id) = (d.source_subgraph, d.source_type, d.source_id)
    left join known_member k on k.member_id = d.member_id
    where d.id = any(${ids}::uuid[]) and d.status in ('REQUESTED', 'RESERVED', 'APPROVED', 'FAILED')
      and (d.waits_for_heirs or s.state = 'WITHDRAWN' or s.revision <> d.source_revision)`,
  );
  const stops = new Map(found.map(({ id, stop }) => [id, stop]));
  return ids.map((id) => stops.get(id) ?? null);
};
