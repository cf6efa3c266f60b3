import { refuseIf, rows, sql, type Tx } from '@union-graph/subgraph';
import { moveCase } from '../case/change.ts';
import type { MediationCase } from '../case/MediationCase.ts';
import { takeOfApplicants } from '../case/takeOfApplicants.ts';
import type { ApplyEnforcementInput, ApplyPaymentOrderInput, ClaimKind } from '../schema.gen.ts';
import { notOrderable } from './rules.ts';

/** Asks a court for a payment order; only for what P11 art. 16 names. */
export async function applyPaymentOrder(tx: Tx, input: ApplyPaymentOrderInput): Promise<{ case: MediationCase }> {
  const { row } = await takeOfApplicants(tx, input, 'applyPaymentOrder');
  const unpaid = await rows<{ kind: ClaimKind }>(
    tx.db,
    sql`select distinct c.kind from performance_item i
    join agreement_term t on t.id = i.term_id join case_claim c on c.id = t.claim_id
    where i.case_id = ${row.id} and not i.is_void and i.paid_fen < i.amount_fen order by c.kind`,
  );
  const kind = notOrderable(unpaid.map((claim) => claim.kind));
  refuseIf(
    kind !== undefined,
    'VALIDATION_FAILED',
    `No payment order is issued for a claim of the kind "${kind}". Go to arbitration instead.`,
    {
      rule: 'P11 art. 16',
      field: 'caseId',
    },
  );
  return { case: await moveCase(tx, row, 'PAYMENT_ORDER') };
}

/** Asks a court for enforcement; only of a confirmed agreement. */
export async function applyEnforcement(tx: Tx, input: ApplyEnforcementInput): Promise<{ case: MediationCase }> {
  const { row } = await takeOfApplicants(tx, input, 'applyEnforcement');
  const confirmed = await rows(tx.db, sql`select from confirmation c where c.case_id = ${row.id} and c.result = 'CONFIRMED'`);
  refuseIf(
    confirmed.length === 0,
    'VALIDATION_FAILED',
    'Only a confirmed agreement is enforced. Ask for a payment order, or go to arbitration.',
    {
      rule: 'P13',
      field: 'caseId',
    },
  );
  return { case: await moveCase(tx, row, 'ENFORCEMENT') };
}
