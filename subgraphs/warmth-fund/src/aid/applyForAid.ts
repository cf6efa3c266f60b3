import {
  checkedText,
  checkMembers,
  civilDay,
  insertRow,
  isId,
  newId,
  notFound,
  Refusal,
  refuseDead,
  refuseIf,
  requireIds,
  rows,
  sql,
  type Tx,
  updateRow,
} from '@union-graph/subgraph';
import { CARD_ACCOUNT, checkedAccount } from '../disbursement/rules.ts';
import { checkedAmount } from '../ledger/rules.ts';
import { tellAidApplicant } from '../listed-person/tellListed.ts';
import { lastDayOfMonths } from '../rule/lastDay.ts';
import { numbers } from '../rule/numbers.ts';
import type { ApplyForAidInput, LossInput, ResubmitAidInput } from '../schema.gen.ts';
import { AidApplication } from './AidApplication.ts';
import type { AidCycle } from './AidCycle.ts';
import type { AidScheme } from './AidScheme.ts';
import { fileAround, judge, knowsByFile } from './eligibility.ts';
import { aidPolicy } from './policy.ts';
import { checkCap, checkLossDay, checkTakes, reasonsAgainstLoss, UNDECIDED } from './rules.ts';
import { assertAidStep, getAidForStep, getCycle } from './steps.ts';

/**
 * Applies for aid in an open cycle, the worker or the staff on the spot for them. `NOT_ELIGIBLE` names every condition of the scheme that does
 * not hold.
 */
export async function applyForAid(tx: Tx, input: ApplyForAidInput): Promise<{ application: AidApplication }> {
  const { cycleId } = input;
  const memberId = (input.memberId ?? tx.viewer.personId ?? '').toLowerCase();
  requireIds({ memberId });
  const file = await fileAround(tx, memberId);
  // Who keeps the file of a household may name its persons; else a worker whom the viewer may not read is one that there is not.
  await checkMembers(tx, [memberId], 'memberId', knowsByFile(tx.viewer, file) ? () => true : undefined);
  await refuseDead(tx, [memberId], 'memberId');
  const scopePath = file?.scopePath ?? placeOf(tx, memberId, input.districtCode);
  aidPolicy.authorise(tx.viewer, 'applyForAid', { memberId, scopePath });
  if (!isId(cycleId) || !(await tx.db.query('select 1 from aid_cycle where id = $1', [cycleId])).length)
    throw notFound('cycle', cycleId);
  const { cycle, scheme } = await getCycle(tx, cycleId);
  checkTakes(cycle, civilDay(tx.now));
  const verdict = judge(tx, scheme, file);
  refuseIf(!verdict.ok, 'NOT_ELIGIBLE', verdict.reasons.join(' '), { rule: 'S-36', field: 'cycleId' });
  await refuseCrowd(tx, cycle, { memberId, householdId: file?.householdId ?? null });
  const application = await insertRow(tx.db, AidApplication, {
    id: newId(),
    memberId,
    fileId: file?.id ?? null,
    householdId: file?.householdId ?? null,
    cycleId: cycle.id,
    ...(await checkedWish(tx, input, scheme, civilDay(tx.now))),
    approvedFen: null,
    status: 'SUBMITTED',
    appliedAt: tx.now,
    appliedBy: tx.viewer.personId,
    checkedBy: null,
    reviewedBy: null,
    approvedBy: null,
    note: null,
    budgetId: null,
    ruleVersion: verdict.ruleVersion,
    checkedAt: verdict.checkedAt,
    reasons: verdict.reasons,
    scopePath,
    version: 1,
  });
  await tellAidApplicant(tx, application);
  return { application };
}

/**
 * A household may hand in several losses, of which the scheme's limit chooses when they are approved; but not so many that nobody can look at
 * them. The cycle is locked, so that twenty at once are counted one after the other.
 */
async function refuseCrowd(tx: Tx, cycle: AidCycle, { memberId, householdId }: Pick<AidApplication, 'memberId' | 'householdId'>) {
  const [waiting] = await rows<{ count: number }>(
    tx.db,
    sql`select count(*)::int as count from aid_of_household(${cycle.id}, ${householdId}, ${memberId}) a
      where a.status = any(${UNDECIDED as string[]})`,
  );
  const most = tx.number(numbers.UNDECIDED_AID);
  refuseIf(
    (waiting?.count ?? 0) >= most,
    'QUOTA_EXCEEDED',
    `${most} applications of this household in this cycle are not decided yet. Withdraw one ("cancelAid"), or wait for a decision.`,
    { rule: 'S-36', field: 'cycleId' },
  );
}

/** Hands in again what was sent back, with what was missing. The cycle may be frozen meanwhile: it took the application in time. */
export async function resubmitAid(tx: Tx, input: ResubmitAidInput): Promise<{ application: AidApplication }> {
  const row = await getAidForStep(tx, 'resubmitAid', input);
  assertAidStep(row, 'SUBMITTED');
  const { scheme } = await getCycle(tx, row.cycleId);
  return {
    application: await updateRow(tx.db, AidApplication, row, {
      ...(await checkedWish(tx, input, scheme, civilDay(row.appliedAt))),
      status: 'SUBMITTED',
      appliedBy: tx.viewer.personId,
      checkedBy: null,
      reviewedBy: null,
      note: null,
    }),
  };
}

type Wish = Pick<ApplyForAidInput, 'requestedFen' | 'reason' | 'accountMasked' | 'loss'>;

async function checkedWish(tx: Tx, { requestedFen, reason, accountMasked, loss }: Wish, scheme: AidScheme, appliedOn: string) {
  const amountFen = checkedAmount(requestedFen, 'requestedFen');
  checkCap(amountFen, scheme, 'requestedFen');
  return {
    requestedFen: amountFen,
    reason: checkedText(reason, 'reason', 1_000),
    accountMasked: accountMasked == null ? CARD_ACCOUNT : checkedAccount(accountMasked),
    ...(await checkedLoss(tx, loss, scheme, appliedOn)),
  };
}

async function checkedLoss(tx: Tx, loss: LossInput | null | undefined, scheme: AidScheme, appliedOn: string) {
  const kind = loss?.kind ?? null;
  const missing = reasonsAgainstLoss(scheme, kind);
  refuseIf(missing.length > 0, 'BAD_USER_INPUT', missing.join(' '), { rule: 'S-36', field: 'loss' });
  if (loss) {
    const months = tx.number(numbers.LOSS_AID_MONTHS, loss.happenedOn);
    checkLossDay(loss.happenedOn, appliedOn, await lastDayOfMonths(tx, loss.happenedOn, months));
  }
  return { lossKind: kind, lossOn: loss?.happenedOn ?? null, isAnotherEvent: false };
}

/** Where an application without a file belongs: the member's own union, else the district that is named. */
function placeOf({ viewer }: Tx, memberId: string, districtCode: string | null | undefined): string {
  if (viewer.personId === memberId && viewer.unionPath) return viewer.unionPath;
  if (districtCode) return `/city/${districtCode}/`;
  throw new Refusal('BAD_USER_INPUT', 'Say in which district the worker lives: there is no hardship file that tells it.', {
    field: 'districtCode',
  });
}
