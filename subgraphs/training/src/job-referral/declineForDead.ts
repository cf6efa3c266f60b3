import { columns, resolveRequest, rows, sql, type Tx, updateRow } from '@union-graph/subgraph';
import { HAS_DIED_ZH } from '../member/died.ts';
import { JobReferral } from './JobReferral.ts';

/** Closes the open referrals of who has died; the requests that brought them are answered. */
export async function declineReferralsOfDead(tx: Tx, memberId: string): Promise<void> {
  const open = await rows<JobReferral>(
    tx.db,
    sql`select ${columns(JobReferral, 'r')} from job_referral r
      where r.member_id = ${memberId} and r.closed_at is null order by r.id for update`,
  );
  for (const row of open) {
    const referral = await updateRow(tx.db, JobReferral, row, { status: 'DECLINED', note: HAS_DIED_ZH, closedAt: tx.now });
    await resolveRequest(tx, referral, JobReferral.name, referral.status);
  }
}
