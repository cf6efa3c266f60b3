import { personId } from '../demo/persons.ts';
import { accountId, type Entry, entry, type Fund, fundId } from '../demo/warmth-fund-books.ts';
import { id } from '../ids.ts';

/** A payout that was settled, with what it is for and what was set aside for it. */
export interface CityPayout {
  readonly source: Readonly<Record<string, unknown>>;
  readonly row: Readonly<Record<string, unknown>>;
  readonly transfer: Readonly<Record<string, unknown>>;
  readonly entry: Entry;
}

/** What was paid out of a fund, to whom and for what. */
export interface Paid {
  readonly name: string;
  readonly fund: Fund;
  readonly amountFen: number;
  readonly paidOn: string;
  readonly source: { readonly subgraph: string; readonly type: string; readonly id: string };
  readonly payee: { readonly member_id?: string; readonly organisation_id?: string; readonly union_id?: string };
  readonly scopePath: string;
}

/** A settled payout with its source, its entry and what was set aside; three officers of the foundation took the steps. */
export function payout({ name, fund, amountFen, paidOn, source, payee, scopePath }: Paid): CityPayout {
  const payoutId = id('disbursement', name);
  const at = `${paidOn}T10:30:00+08:00`;
  const whom = {
    member_id: payee.member_id ?? null,
    organisation_id: payee.organisation_id ?? null,
    union_id: payee.union_id ?? null,
  };
  const paid = {
    source_subgraph: 'warmth-fund',
    source_type: 'Disbursement',
    source_id: payoutId,
    posted_by: personId('gao-jie'),
  };
  return {
    source: {
      ...source,
      fund_id: fundId(fund),
      ...whom,
      amount_fen: amountFen,
      state: 'APPROVED',
      scope_path: scopePath,
      approved_at: at,
      revision: 1,
    },
    row: {
      id: payoutId,
      fund_id: fundId(fund),
      source_subgraph: source.subgraph,
      source_type: source.type,
      source_id: source.id,
      source_revision: 1,
      payee_kind: payee.member_id ? 'MEMBER' : payee.union_id ? 'UNION' : 'ORGANISATION',
      ...whom,
      account_masked: '6222 **** **** 0412',
      amount_fen: amountFen,
      status: 'SETTLED',
      created_by: personId('lin-fang'),
      created_at: at,
      approved_by: personId('guo-wei'),
      paid_by: personId('gao-jie'),
      paid_at: at,
      scope_path: scopePath,
      version: 5,
    },
    transfer: {
      disbursement_id: payoutId,
      account_id: accountId(fund, '1002'),
      amount_fen: amountFen,
      status: 'POSTED',
      entry_id: id('journal-entry', `city-${name}`),
    },
    entry: entry(
      `city-${name}`,
      fund,
      at,
      `发放 ${payoutId}`,
      [
        ['DEBIT', '5101', amountFen],
        ['CREDIT', '1002', amountFen],
      ],
      paid,
    ),
  };
}
