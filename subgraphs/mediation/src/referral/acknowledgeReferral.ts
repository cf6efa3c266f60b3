import { assertTransition, checkedOpenText, getForUpdate, isId, rows, sql, type Tx, updateRow } from '@union-graph/subgraph';
import { refuseLeaver } from '../case/change.ts';
import { MediationCase } from '../case/MediationCase.ts';
import { delegateOf } from '../linked-party/queries.ts';
import type { AcknowledgeReferralInput, AnswerReferralInput, PartyReferralStatus } from '../schema.gen.ts';
import { referralPolicy } from './policy.ts';
import { Referral } from './Referral.ts';
import { REFERRAL_TRANSITIONS, statusOfReferral } from './rules.ts';
import { referralScope } from './scope.ts';

/** The party takes note of a referral (S-45); after the last day for it, too. */
export async function acknowledgeReferral(tx: Tx, input: AcknowledgeReferralInput): Promise<{ referral: Referral }> {
  const row = await takeReferral(tx, 'acknowledgeReferral', input, 'ACKNOWLEDGED');
  return { referral: await updateRow(tx.db, Referral, row, { ackAt: tx.now, ackBy: tx.viewer.subject }) };
}

/** The party says what came of a referral (S-45); one that had not taken note of it has by that. */
export async function answerReferral(tx: Tx, input: AnswerReferralInput): Promise<{ referral: Referral }> {
  const row = await takeReferral(tx, 'answerReferral', input, 'ANSWERED');
  const [now, by] = [tx.now, tx.viewer.subject];
  const referral = await updateRow(tx.db, Referral, row, {
    ackAt: row.ackAt ?? now,
    ackBy: row.ackBy ?? by,
    result: checkedOpenText(input.result, 'result', 2_000),
    answeredAt: now,
    answeredBy: by,
  });
  return { referral };
}

async function takeReferral(
  tx: Tx,
  verb: 'acknowledgeReferral' | 'answerReferral',
  { referralId, expectedVersion }: AcknowledgeReferralInput,
  to: PartyReferralStatus,
): Promise<Referral> {
  const isVisible = await sees(tx, referralId);
  const row = await getForUpdate(tx, Referral, referralId, {
    what: 'referral',
    visible: () => isVisible,
    expectedVersion,
  });
  const of = await tx.db.findOneByOrFail(MediationCase, { id: row.caseId });
  referralPolicy.authorise(tx.viewer, verb, { case: of, toParty: row.toParty, delegateOf: await delegateOf(tx) });
  await refuseLeaver(tx, of);
  assertTransition(REFERRAL_TRANSITIONS, 'referral', statusOfReferral(row), to);
  return row;
}

async function sees(tx: Tx, id: string): Promise<boolean> {
  if (!isId(id)) return false;
  const found = await rows(
    tx.db,
    sql`select from referral r join mediation_case c on c.id = r.case_id where r.id = ${id}::uuid and ${referralScope(tx)}`,
  );
  return found.length > 0;
}
