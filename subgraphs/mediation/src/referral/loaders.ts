import { type Batch, columns, grouped, rows, sql } from '@union-graph/subgraph';
import { Referral } from './Referral.ts';
import { ReferralReminder } from './ReferralReminder.ts';
import { referralScope } from './scope.ts';

/** The referrals of each case, the earliest first, as far as the viewer may see them. */
export const referralsOfCase: Batch<string, Referral[]> = async (ctx, caseIds) => {
  const found = await rows<Referral>(
    ctx.db,
    sql`select ${columns(Referral, 'r')} from referral r join mediation_case c on c.id = r.case_id
    where r.case_id = any(${caseIds}::uuid[]) and ${referralScope(ctx)} order by r.sent_at, r.id`,
  );
  return grouped(caseIds, found, ({ caseId }) => caseId);
};

/** The reminders of each referral, in their order. */
export const remindersOfReferral: Batch<string, ReferralReminder[]> = async ({ db }, ids) => {
  const found = await rows<ReferralReminder>(
    db,
    sql`select ${columns(ReferralReminder, 'm')} from referral_reminder m where m.referral_id = any(${ids}::uuid[]) order by m.number`,
  );
  return grouped(ids, found, ({ referralId }) => referralId);
};
