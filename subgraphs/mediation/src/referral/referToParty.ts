import { referralSent } from '@union-graph/events';
import { addDays, checkedOpenText, insertRow, newId, startOfDay, type Tx } from '@union-graph/subgraph';
import { changeCase, takeCase } from '../case/change.ts';
import type { MediationCase } from '../case/MediationCase.ts';
import { delegateOf } from '../linked-party/queries.ts';
import { numbers } from '../rule/numbers.ts';
import type { ReferToPartyInput } from '../schema.gen.ts';
import { Referral } from './Referral.ts';
import { REMIND_REFERRAL } from './remindReferral.ts';
import { checkReferralParties } from './rules.ts';

/**
 * Hands a case to another of the six parties (S-45): from the party of the delegate who does it, else from the union. It is to be
 * acknowledged within `REFERRAL_ACK_WORKING_DAYS`; reminders follow by themselves.
 */
export async function referToParty(tx: Tx, input: ReferToPartyInput): Promise<{ referral: Referral; case: MediationCase }> {
  const row = await takeCase(tx, input, 'referToParty');
  const fromParty = (await delegateOf(tx)) ?? 'UNION';
  checkReferralParties(fromParty, input.to);
  const { id } = await insertRow(tx.db, Referral, {
    id: newId(),
    caseId: row.id,
    fromParty,
    toParty: input.to,
    reason: checkedOpenText(input.reason, 'reason', 1_000),
    sentAt: tx.now,
    sentBy: tx.viewer.subject,
    ackWorkingDays: tx.number(numbers.REFERRAL_ACK_WORKING_DAYS),
    ackAt: null,
    ackBy: null,
    result: null,
    answeredAt: null,
    answeredBy: null,
    version: 1,
  } as Referral);
  const referral = await tx.db.findOneByOrFail(Referral, { id });
  const { ackDueOn } = referral;
  await tx.schedule(REMIND_REFERRAL, { referralId: id }, { at: startOfDay(addDays(ackDueOn, 1)), jobKey: `referral ${id}` });
  const told = { caseId: row.id, from: fromParty, to: input.to, ackDueOn, scopePath: row.scopePath };
  await tx.publish(referralSent, referral, told);
  return { referral, case: await changeCase(tx, row, {}) };
}
