import { insertRow, newId, type Tx, updateRow } from '@union-graph/subgraph';
import { reserve } from '../reservation/reserve.ts';
import { Disbursement } from './Disbursement.ts';
import { actorOf } from './steps.ts';

interface NewDisbursement {
  readonly fundId: string;
  readonly source: { readonly subgraph: string; readonly typeName: string; readonly id: string };
  /** Who is paid: one of the two. */
  readonly memberId?: string;
  readonly organisationId?: string;
  readonly accountMasked: string;
  readonly amountFen: bigint;
  readonly scopePath: string;
}

/** Writes a payout and sets its money aside: RESERVED, or REQUESTED when the fund has too little just now. */
export async function createDisbursement(
  tx: Tx,
  { source, memberId, organisationId, ...what }: NewDisbursement,
): Promise<Disbursement> {
  const requested = await insertRow(tx.db, Disbursement, {
    id: newId(),
    ...what,
    sourceSubgraph: source.subgraph,
    sourceType: source.typeName,
    sourceId: source.id.toLowerCase(),
    payeeKind: memberId ? 'MEMBER' : 'ORGANISATION',
    memberId: memberId ?? null,
    organisationId: organisationId ?? null,
    status: 'REQUESTED',
    createdBy: actorOf(tx),
    createdAt: tx.now,
    approvedBy: null,
    paidBy: null,
    paidAt: null,
    failureReason: null,
    version: 1,
  });
  return (await reserve(tx, requested)) ? updateRow(tx.db, Disbursement, requested, { status: 'RESERVED' }) : requested;
}
