import { aidApproved } from '@union-graph/events';
import { checkedText, civilDay, refuseIf, rows, sql, type Tx, updateRow } from '@union-graph/subgraph';
import { moveBudget } from '../budget/moveBudget.ts';
import { payOutSource } from '../disbursement/create.ts';
import { CARD_ACCOUNT } from '../disbursement/rules.ts';
import { Fund } from '../fund/Fund.ts';
import { HardshipFile } from '../hardship/HardshipFile.ts';
import { checkedAmount } from '../ledger/rules.ts';
import { tellAidApplicant } from '../listed-person/tellListed.ts';
import { holdLoss, personsWhoLost } from '../paid-loss/paidLoss.ts';
import { memberPayee } from '../payout-source/payee.ts';
import { approveSource, ownSource } from '../payout-source/sources.ts';
import type { ApproveAidInput, CheckAidInput, RejectAidInput, ReturnAidInput, ReviewAidInput } from '../schema.gen.ts';
import { AidApplication } from './AidApplication.ts';
import type { AidScheme } from './AidScheme.ts';
import { settleCycle } from './cycleProgress.ts';
import { judge } from './eligibility.ts';
import { checkCap, isOpenOn, reasonsAgainstLoss } from './rules.ts';
import { announceAid, assertAidStep, getCycle, getForOffice, personsOfApplication } from './steps.ts';

/** Confirms that an application is complete; the scheme's rule is asked again. */
export async function checkAid(tx: Tx, input: CheckAidInput): Promise<{ application: AidApplication }> {
  const row = await getForOffice(tx, 'checkAid', input);
  assertAidStep(row, 'CHECKED');
  const verdict = await judgeAgain(tx, row);
  const { ruleVersion, checkedAt, reasons } = verdict;
  const checked = { status: 'CHECKED' as const, checkedBy: tx.viewer.personId, ruleVersion, checkedAt, reasons };
  return { application: await updateRow(tx.db, AidApplication, row, checked) };
}

/** Puts a checked application forward, by the caseworker, who says whether its loss is another event than what another book pays for close by. */
export async function reviewAid(tx: Tx, input: ReviewAidInput): Promise<{ application: AidApplication }> {
  const row = await getForOffice(tx, 'reviewAid', input);
  assertAidStep(row, 'REVIEWED');
  const note = checkedText(input.opinion, 'opinion', 1_000);
  return {
    application: await updateRow(tx.db, AidApplication, row, {
      status: 'REVIEWED',
      reviewedBy: tx.viewer.personId,
      isAnotherEvent: input.isAnotherEvent ?? false,
      note,
    }),
  };
}

/** Sends an application back, to complete its documents. */
export async function returnAid(tx: Tx, input: ReturnAidInput): Promise<{ application: AidApplication }> {
  const row = await getForOffice(tx, 'returnAid', input);
  assertAidStep(row, 'RETURNED');
  return {
    application: await updateRow(tx.db, AidApplication, row, {
      status: 'RETURNED',
      note: checkedText(input.note, 'note', 1_000),
    }),
  };
}

export async function rejectAid(tx: Tx, input: RejectAidInput): Promise<{ application: AidApplication }> {
  const row = await getForOffice(tx, 'rejectAid', input);
  assertAidStep(row, 'REJECTED');
  const application = await updateRow(tx.db, AidApplication, row, {
    status: 'REJECTED',
    note: checkedText(input.note, 'note', 1_000),
  });
  await tellAidApplicant(tx, application);
  await settleCycle(tx, row.cycleId);
  return { application };
}

/**
 * Approves aid when its cycle is frozen, by somebody who neither applied nor reviewed (FND-INV-6). In the same transaction the budget holds the
 * amount (FND-INV-8), the loss is noted as paid out of this book (FND-INV-5), and the payout is made.
 */
export async function approveAid(tx: Tx, input: ApproveAidInput): Promise<{ application: AidApplication }> {
  const row = await getForOffice(tx, 'approveAid', input);
  refuseIf(
    [row.reviewedBy, row.appliedBy].includes(tx.viewer.personId),
    'SEPARATION_OF_DUTIES',
    'You handed in or reviewed this application. Another person must approve it.',
    { rule: 'FND-INV-6' },
  );
  assertAidStep(row, 'APPROVED');
  const { cycle, scheme } = await getCycle(tx, row.cycleId);
  refuseIf(
    isOpenOn(cycle, civilDay(tx.now)),
    'INVALID_TRANSITION',
    'The cycle still takes applications. Freeze it first: what it has is decided with all of them known.',
    { rule: 'S-36', field: 'applicationId' },
  );
  await judgeAgain(tx, row);
  const approvedFen = checkedAmount(input.approvedFen ?? row.requestedFen, 'approvedFen');
  checkCap(approvedFen, scheme, 'approvedFen');
  refuseIf(approvedFen > row.requestedFen, 'VALIDATION_FAILED', `${row.requestedFen} fen were asked for, and no more is given.`, {
    rule: 'S-36',
    field: 'approvedFen',
  });
  const budgetId = await commitBudget(tx, scheme, approvedFen);
  const changes = { status: 'APPROVED' as const, approvedFen, budgetId, approvedBy: tx.viewer.personId, note: null };
  const approved = await updateRow(tx.db, AidApplication, row, changes);
  await announceAid(tx, aidApproved, approved, scheme);
  const application = await payApproved(tx, approved, scheme);
  await settleCycle(tx, row.cycleId);
  return { application };
}

async function payApproved(tx: Tx, row: AidApplication, scheme: AidScheme): Promise<AidApplication> {
  const { scopePath, memberId } = row;
  await holdLossOf(tx, row, scheme);
  const source = ownSource('AidApplication', row.id);
  const amountFen = row.approvedFen as bigint;
  await approveSource(tx, source, { ...memberPayee(memberId), fundId: scheme.fundId, amountFen, scopePath });
  // It is asked for in the name of the caseworker who put the application forward: the approver may then approve the payout, too.
  await payOutSource(tx, source, {
    accountMasked: row.accountMasked ?? CARD_ACCOUNT,
    ...(row.reviewedBy ? { createdBy: row.reviewedBy } : {}),
  });
  return updateRow(tx.db, AidApplication, row, { status: 'PAYABLE' });
}

/** Notes the loss that an application names as that of its household, and of who lived with the member on its day. */
async function holdLossOf(tx: Tx, row: AidApplication, { fundId }: AidScheme): Promise<void> {
  const { id: sourceId, lossKind: kind, lossOn: happenedOn, isAnotherEvent, memberId } = row;
  if (!kind || !happenedOn) return;
  const loss = { kind, happenedOn };
  const persons = [...(await personsOfApplication(tx, row)), ...(await personsWhoLost(tx, memberId, loss))];
  const { book } = await tx.db.findOneByOrFail(Fund, { id: fundId });
  await holdLoss(tx, persons, loss, { book, sourceType: 'AidApplication', sourceId, isAnotherEvent });
}

/** Holds money in the budget for aid of the year; `BUDGET_EXCEEDED` where it has too little, or nobody allocated one. */
async function commitBudget(tx: Tx, { fundId }: AidScheme, committedFen: bigint): Promise<string> {
  const year = Number(civilDay(tx.now).slice(0, 4));
  const [budget] = await rows<{ id: string }>(
    tx.db,
    sql`select b.id from budget b where b.fund_id = ${fundId} and b.year = ${year} and b.category = 'AID'`,
  );
  refuseIf(!budget, 'BUDGET_EXCEEDED', `The fund has no budget for aid in ${year}. Have one allocated first.`, {
    rule: 'FND-INV-8',
    field: 'approvedFen',
  });
  const { id } = budget as { id: string };
  await moveBudget(tx, id, { committedFen });
  return id;
}

async function judgeAgain(tx: Tx, row: AidApplication) {
  const { scheme } = await getCycle(tx, row.cycleId);
  // Locked, so that a file that ends at the same moment takes back what was approved on it, or is seen to have ended.
  const file = row.fileId
    ? await tx.db.findOne(HardshipFile, { where: { id: row.fileId }, lock: { mode: 'pessimistic_read' } })
    : null;
  const verdict = judge(tx, scheme, file);
  const reasons = [...verdict.reasons, ...reasonsAgainstLoss(scheme, row.lossKind)];
  refuseIf(reasons.length > 0, 'NOT_ELIGIBLE', reasons.join(' '), { rule: 'S-36', field: 'applicationId' });
  return verdict;
}
