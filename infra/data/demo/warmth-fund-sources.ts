/** A payout as a row of the table `disbursement`. */
interface PayoutRow {
  readonly fund_id: string;
  readonly source_subgraph: string;
  readonly source_type: string;
  readonly source_id: string;
  readonly amount_fen: number;
  readonly status: string;
  readonly created_at: string;
  readonly scope_path: string;
  readonly member_id?: string;
  readonly organisation_id?: string;
  readonly union_id?: string;
}

/**
 * What payouts are made from (C-11): each is paid in one part, with all that was approved. A payout is given up where its approval was taken
 * back. The database counts what they take.
 */
export const sourcesOf = (payouts: readonly PayoutRow[]) =>
  payouts.map((row) => ({
    subgraph: row.source_subgraph,
    type: row.source_type,
    id: row.source_id,
    fund_id: row.fund_id,
    member_id: row.member_id ?? null,
    organisation_id: row.organisation_id ?? null,
    union_id: row.union_id ?? null,
    amount_fen: row.amount_fen,
    state: row.status === 'VOIDED' ? 'WITHDRAWN' : 'APPROVED',
    reason: row.status === 'VOIDED' ? '本人撤回申请' : null,
    scope_path: row.scope_path,
    approved_at: row.created_at,
    revision: 1,
  }));
