import { assertTransition, checkedText, civilDay, insertRows, Refusal, type Tx, updateRow } from '@union-graph/subgraph';
import { checkedAmount } from '../ledger/rules.ts';
import type { AccountForServiceCostInput } from '../schema.gen.ts';
import { COST_TRANSITIONS, checkReceipts } from './rules.ts';
import { ServiceCostApplication } from './ServiceCostApplication.ts';
import { ServiceCostReceipt } from './ServiceCostReceipt.ts';
import { getServiceCost } from './steps.ts';

/** Accounts for a paid grant with the receipts of its expenses. Each receipt may be used once (`service_cost_receipt_once`). */
export async function accountForServiceCost(
  tx: Tx,
  input: AccountForServiceCostInput,
): Promise<{ application: ServiceCostApplication }> {
  const row = await getServiceCost(tx, 'accountForServiceCost', input);
  assertTransition(COST_TRANSITIONS, 'application', row.status, 'SPENT');
  if (!row.paid)
    throw new Refusal('INVALID_TRANSITION', 'The grant is not paid yet. Account for it when the money has come.', {
      field: 'status',
    });
  const receipts = input.receipts.map(({ receiptNo, issuedOn, title, amountFen }) => ({
    applicationId: row.id,
    receiptNo: checkedText(receiptNo, 'receiptNo', 60),
    issuedOn,
    title: checkedText(title, 'title', 200),
    amountFen: checkedAmount(amountFen),
  }));
  const today = civilDay(tx.now);
  checkReceipts(receipts, {
    grantedFen: row.grantedFen as bigint,
    from: `${civilDay(row.appliedAt).slice(0, 4)}-01-01`,
    to: today,
  });
  await insertRows(tx.db, ServiceCostReceipt, receipts);
  const accountedBy = tx.viewer.personId as string;
  return { application: await updateRow(tx.db, ServiceCostApplication, row, { status: 'SPENT', accountedBy }) };
}
