import type { disbursementPaid } from '@union-graph/events';
import { getForUpdate, type Tx } from '@union-graph/subgraph';
import { Fund } from '../fund/Fund.ts';
import { Disbursement } from './Disbursement.ts';
import { type DisbursementVerb, disbursementPolicy } from './policy.ts';
import { seesDisbursement } from './scope.ts';

export interface DisbursementStepInput {
  readonly disbursementId: string;
  readonly expectedVersion: number;
}

/** Locks the payout of a step, for those who may take it. `NOT_FOUND`, `FORBIDDEN`, `VERSION_CONFLICT`. */
export async function getDisbursementForStep(
  tx: Tx,
  verb: DisbursementVerb,
  { disbursementId, expectedVersion }: DisbursementStepInput,
): Promise<Disbursement> {
  const row = await getForUpdate(tx, Disbursement, disbursementId, {
    what: 'disbursement',
    visible: seesDisbursement,
    expectedVersion,
  });
  disbursementPolicy.authorise(tx.viewer, verb, row);
  return row;
}

/** Who takes a step, as it is written into the row: the person, or the service. */
export const actorOf = ({ viewer }: Tx): string => viewer.personId ?? viewer.subject;

/** Tells what became of a payout. */
export async function announce(tx: Tx, type: typeof disbursementPaid, row: Disbursement): Promise<void> {
  const fund = await tx.db.findOneByOrFail(Fund, { id: row.fundId });
  await tx.publish(type, row, {
    source: { subgraph: row.sourceSubgraph, typeName: row.sourceType, id: row.sourceId },
    amountFen: String(row.amountFen),
    fund: fund.code,
    paidAt: row.paidAt?.toISOString() ?? null,
    ...(row.failureReason ? { reason: row.failureReason } : {}),
  });
}
