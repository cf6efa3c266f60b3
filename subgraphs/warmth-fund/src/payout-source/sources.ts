import { columns, rows, sql, type Tx } from '@union-graph/subgraph';
import { PayoutSource } from './PayoutSource.ts';
import type { PayeeIds } from './payee.ts';

export interface SourceRef {
  readonly subgraph: string;
  readonly typeName: string;
  readonly id: string;
}

/** A thing of this service. */
export const ownSource = (typeName: string, id: string): SourceRef => ({ subgraph: 'warmth-fund', typeName, id });

/** What was approved: whom to pay, out of which fund, and how much in all. */
export interface Approved extends PayeeIds {
  readonly fundId: string;
  readonly amountFen: bigint;
  readonly scopePath: string;
}

/** The source of payouts, locked until the transaction ends; null for what nobody approved. */
export async function findSource({ db }: Tx, { subgraph, typeName, id }: SourceRef): Promise<PayoutSource | null> {
  const [source] = await rows<PayoutSource>(
    db,
    sql`select ${columns(PayoutSource, 's')} from payout_source s
      where (s.subgraph, s.type, s.id) = (${subgraph}, ${typeName}, ${id.toLowerCase()}) for update`,
  );
  return source ?? null;
}

/**
 * Notes in the transaction of the approval that something may be paid, to whom and how much. Approved again with other terms, what was asked
 * for before is neither approved nor sent any more; with the same terms nothing changes.
 */
export async function approveSource(tx: Tx, { subgraph, typeName, id }: SourceRef, approved: Approved): Promise<void> {
  const { fundId, memberId, organisationId, unionId, amountFen, scopePath } = approved;
  await rows(
    tx.db,
    sql`insert into payout_source as known
      (subgraph, type, id, fund_id, member_id, organisation_id, union_id, amount_fen, state, scope_path, approved_at, revision)
    values (${subgraph}, ${typeName}, ${id.toLowerCase()}, ${fundId}, ${memberId}, ${organisationId}, ${unionId}, ${amountFen}, 'APPROVED',
      ${scopePath}, ${tx.now}, 1)
    on conflict on constraint payout_source_pk do update set fund_id = excluded.fund_id, member_id = excluded.member_id,
      organisation_id = excluded.organisation_id, union_id = excluded.union_id, amount_fen = excluded.amount_fen, state = 'APPROVED',
      reason = null, scope_path = excluded.scope_path, revision = known.revision + 1
    where (known.fund_id, known.member_id, known.organisation_id, known.union_id, known.amount_fen, known.state)
      is distinct from (excluded.fund_id, excluded.member_id, excluded.organisation_id, excluded.union_id, excluded.amount_fen, 'APPROVED')`,
  );
}

/** Notes that something is not to be paid after all: its payouts are not approved and not sent any more. What is with the bank stays. */
export async function withdrawSource(tx: Tx, { subgraph, typeName, id }: SourceRef, reason: string): Promise<void> {
  await rows(
    tx.db,
    sql`update payout_source set state = 'WITHDRAWN', reason = ${reason}, revision = revision + 1
      where (subgraph, type, id) = (${subgraph}, ${typeName}, ${id.toLowerCase()}) and state = 'APPROVED'`,
  );
}

/** Why a union is paid nothing any more. */
export const UNION_ENDED = '工会已撤销或合并';

/** The same for all that a union was to be paid, which has ended. */
export const withdrawSourcesOfUnion = (tx: Tx, unionId: string): Promise<unknown[]> =>
  rows(
    tx.db,
    sql`with withdrawn as (update payout_source set state = 'WITHDRAWN', reason = ${UNION_ENDED}, revision = revision + 1
      where union_id = ${unionId}::uuid and state = 'APPROVED' returning id) select id from withdrawn`,
  );

/** The same for all aid that was approved on a hardship file, which ended in a way that stops it. */
export async function withdrawAidOf(tx: Tx, fileId: string): Promise<void> {
  const found = await rows<{ id: string }>(
    tx.db,
    sql`select a.id from aid_application a where a.file_id = ${fileId} and a.status in ('APPROVED', 'PAYABLE') order by a.id`,
  );
  for (const { id } of found) await withdrawSource(tx, ownSource('AidApplication', id), '困难职工档案已终止');
}
