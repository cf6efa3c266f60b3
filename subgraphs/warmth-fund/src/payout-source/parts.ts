import { rows, sql, type Tx } from '@union-graph/subgraph';
import type { Disbursement } from '../disbursement/Disbursement.ts';
import type { PayoutOutcome } from './followers.ts';
import type { SourceRef } from './sources.ts';

/** How far a source is paid, which may be in several parts. */
export interface PaidParts {
  /** What was paid and did not come back, in fen. */
  readonly paidFen: bigint;
  /** Whether a payout is neither paid nor given up. */
  readonly isUnderWay: boolean;
  /** Whether the bank has a payout and has not answered. */
  readonly isWithBank: boolean;
}

/** A payout whose end is not written down yet. */
export interface Ending {
  readonly payout: Pick<Disbursement, 'id' | 'amountFen'>;
  readonly outcome: PayoutOutcome;
}

/** How far a source is paid; `ending` is a payout of it whose end is not written down yet. */
export async function paidParts({ db }: Tx, { subgraph, typeName, id }: SourceRef, ending: Ending | null): Promise<PaidParts> {
  const [{ paidFen, ...left }] = (await rows<PaidParts>(
    db,
    sql`select coalesce(sum(d.amount_fen) filter (where d.status = 'SETTLED'), 0)::bigint as "paidFen",
        coalesce(bool_or(d.status not in ('SETTLED', 'VOIDED', 'RETURNED')), false) as "isUnderWay",
        coalesce(bool_or(d.status = 'SENT'), false) as "isWithBank"
      from disbursement d where (d.source_subgraph, d.source_type, d.source_id) = (${subgraph}, ${typeName}, ${id})
        and d.id is distinct from ${ending?.payout.id ?? null}::uuid`,
  )) as [PaidParts];
  return { paidFen: ending?.outcome === 'SETTLED' ? paidFen + ending.payout.amountFen : paidFen, ...left };
}
