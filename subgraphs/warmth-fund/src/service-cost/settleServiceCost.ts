import { assertTransition, refuseIf, type Tx, updateRow } from '@union-graph/subgraph';
import { moveBudget } from '../budget/moveBudget.ts';
import { Fund } from '../fund/Fund.ts';
import { BANK, getFundAccount, PAYOUTS } from '../ledger/accounts.ts';
import { writeEntry } from '../ledger/writeEntry.ts';
import { paidParts } from '../payout-source/parts.ts';
import { ownSource } from '../payout-source/sources.ts';
import type { SettleServiceCostInput } from '../schema.gen.ts';
import { COST_TRANSITIONS, checkCostDuties } from './rules.ts';
import { ServiceCostApplication } from './ServiceCostApplication.ts';
import { ServiceCostReceipt } from './ServiceCostReceipt.ts';
import { getServiceCost } from './steps.ts';

/** Accepts the receipts. What the union did not spend it gives back: cost to bank, and free again in the budget. */
export async function settleServiceCost(tx: Tx, input: SettleServiceCostInput): Promise<{ application: ServiceCostApplication }> {
  const row = await getServiceCost(tx, 'settleServiceCost', input);
  assertTransition(COST_TRANSITIONS, 'application', row.status, 'SETTLED');
  const person = tx.viewer.personId as string;
  checkCostDuties(person, row.appliedBy, row.accountedBy);
  await refuseUnlessPaid(tx, row);
  const receipts = await tx.db.findBy(ServiceCostReceipt, { applicationId: row.id });
  const unspentFen = receipts.reduce((left, { amountFen }) => left - amountFen, row.grantedFen as bigint);
  if (unspentFen > 0n) await giveBack(tx, row, unspentFen);
  return { application: await updateRow(tx.db, ServiceCostApplication, row, { status: 'SETTLED', settledBy: person }) };
}

/** Money that the bank sent back after the receipts came is paid to the union again before they are accepted. */
async function refuseUnlessPaid(tx: Tx, { id, grantedFen }: ServiceCostApplication): Promise<void> {
  const { paidFen } = await paidParts(tx, ownSource('ServiceCostApplication', id), null);
  refuseIf(
    paidFen < (grantedFen as bigint),
    'INVALID_TRANSITION',
    `Of ${grantedFen} fen that were granted the bank paid ${paidFen}. Have the rest paid again ("requestDisbursement") before the receipts are accepted.`,
    { rule: 'S-33', field: 'status' },
  );
}

async function giveBack(tx: Tx, { id, budgetId }: ServiceCostApplication, amountFen: bigint): Promise<void> {
  const fund = await tx.db.findOneByOrFail(Fund, { code: 'UNION_SERVICE' });
  const bank = await getFundAccount(tx.db, fund.id, BANK);
  const cost = await getFundAccount(tx.db, fund.id, PAYOUTS);
  await writeEntry(tx, {
    book: fund.book,
    memo: `服务费用结余退回 ${id}`,
    lines: [
      { accountId: bank.id, side: 'DEBIT', amountFen },
      { accountId: cost.id, side: 'CREDIT', amountFen },
    ],
    source: { subgraph: 'warmth-fund', typeName: 'ServiceCostApplication', id },
  });
  await moveBudget(tx, budgetId as string, { spentFen: -amountFen });
}
