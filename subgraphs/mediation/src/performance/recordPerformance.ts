import { recoveryRecorded } from '@union-graph/events';
import { civilDay, insertRow, newId, notFound, refuseIf, type Tx, updateRow } from '@union-graph/subgraph';
import { moveCase, takeCase, told } from '../case/change.ts';
import type { MediationCase } from '../case/MediationCase.ts';
import type { CaseStatus } from '../case/rules.ts';
import { scheduleSettling } from '../case/settleCase.ts';
import { Confirmation } from '../confirmation/Confirmation.ts';
import { checkedRefOrNull } from '../references.ts';
import type { RecordPerformanceInput } from '../schema.gen.ts';
import { Payment } from './Payment.ts';
import { PerformanceItem } from './PerformanceItem.ts';
import { nextPaymentOn } from './rules.ts';

/** Records a payment. What a case has recovered is always the sum of its payments (MED-INV-1); the last one ends it. */
export async function recordPerformance(tx: Tx, input: RecordPerformanceInput): Promise<{ case: MediationCase }> {
  const row = await takeCase(tx, input, 'recordPerformance');
  const items = await tx.db.find(PerformanceItem, { where: { caseId: row.id, isVoid: false }, order: { position: 'asc' } });
  const item = items.find(({ id }) => id === input.itemId);
  if (!item) throw notFound('item of this case', input.itemId);
  checkPayment(tx, input, row, item);
  const { paidFen, paidAt } = input;
  const proofRef = checkedRefOrNull(input.proofRef, 'proofRef');
  await insertRow(tx.db, Payment, {
    id: newId(),
    itemId: item.id,
    caseId: row.id,
    districtCode: row.districtCode,
    orgId: row.orgId,
    amountFen: paidFen,
    paidOn: paidAt,
    proofRef,
    recordedBy: tx.viewer.subject,
    recordedAt: tx.now,
  });
  const latest = item.paidAt === null || paidAt >= item.paidAt ? { paidAt, proofRef } : {};
  const paid = await updateRow(tx.db, PerformanceItem, item, { paidFen: item.paidFen + paidFen, ...latest });
  const next = nextPaymentOn(items.map((other) => (other.id === paid.id ? paid : other)));
  return { case: await writeRecovery(tx, row, paidFen, next) };
}

/** Counts the payment to the case, which moves on by what is owed then. */
async function writeRecovery(tx: Tx, row: MediationCase, paidFen: bigint, next: string | null): Promise<MediationCase> {
  const status = await statusAfter(tx, row, next);
  const moved = await moveCase(tx, row, status, { recoveredFen: row.recoveredFen + paidFen, nextPaymentOn: next });
  if (next !== null) await scheduleSettling(tx, row.id, next);
  const amounts = { paidFen: String(paidFen), recoveredFen: String(moved.recoveredFen) };
  await tx.publish(recoveryRecorded, moved, { ...told(moved), ...amounts });
  return moved;
}

/**
 * Once nothing is owed the case is performed, but a confirmation that was asked for is waited for. A breach is mended when
 * nothing is overdue any more, whether or not it was written down before.
 */
async function statusAfter({ db, now }: Tx, row: MediationCase, next: string | null): Promise<CaseStatus> {
  if (next === null) return row.status === 'CONFIRMING' ? 'CONFIRMING' : 'PERFORMED';
  if (row.status !== 'BREACHED' || next < civilDay(now)) return row.status;
  return (await db.existsBy(Confirmation, { caseId: row.id, result: 'CONFIRMED' })) ? 'CONFIRMED' : 'EFFECTIVE';
}

function checkPayment(
  tx: Tx,
  { paidFen, paidAt, proofRef }: RecordPerformanceInput,
  row: MediationCase,
  item: PerformanceItem,
): void {
  const byMediator = tx.viewer.personId === row.mediatorPersonId;
  refuseIf(!byMediator && !proofRef?.trim(), 'VALIDATION_FAILED', 'A side records a payment with proof; name where it lies.', {
    field: 'proofRef',
  });
  refuseIf(paidAt > civilDay(tx.now), 'BAD_USER_INPUT', 'A payment is recorded once it was made.', { field: 'paidAt' });
  refuseIf(row.agreedAt !== null && paidAt < civilDay(row.agreedAt), 'BAD_USER_INPUT', 'A payment is made after the agreement.', {
    field: 'paidAt',
  });
  refuseIf(paidFen === 0n && item.amountFen > 0n, 'BAD_USER_INPUT', 'A payment is more than zero fen.', { field: 'paidFen' });
  const owed = item.amountFen - item.paidFen;
  refuseIf(
    paidFen > owed || (owed === 0n && item.paidAt !== null),
    'VALIDATION_FAILED',
    `Of this item ${owed} fen are still owed; ${paidFen} fen is more.`,
    {
      rule: 'MED-INV-1',
      field: 'paidFen',
    },
  );
}
