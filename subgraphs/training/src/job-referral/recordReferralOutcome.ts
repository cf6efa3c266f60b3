import { assertTransition, checkedText, getForUpdate, resolveRequest, type Tx, updateRow } from '@union-graph/subgraph';
import { useJobReadyCertificate } from '../job-ready-certificate/useJobReadyCertificate.ts';
import type { RecordReferralOutcomeInput } from '../schema.gen.ts';
import { JobReferral } from './JobReferral.ts';
import { referralPolicy, seesJobReferral } from './policy.ts';
import { REFERRAL_TRANSITIONS } from './rules.ts';

const LONGEST_NOTE = 1_000;

/** Records how a referral ended. Where a request brought it, organisation hears of it, and the request is answered (J-05). */
export async function recordReferralOutcome(tx: Tx, input: RecordReferralOutcomeInput): Promise<{ referral: JobReferral }> {
  const { expectedVersion, outcome } = input;
  const row = await getForUpdate(tx, JobReferral, input.id, { what: 'referral', visible: seesJobReferral, expectedVersion });
  referralPolicy.authorise(tx.viewer, 'recordReferralOutcome', row);
  assertTransition(REFERRAL_TRANSITIONS, 'referral', row.status, outcome);
  const note = checkedText(input.note, 'note', LONGEST_NOTE);
  const jobReadyCertificateId = outcome === 'HIRED' ? await certificateNow(tx, row) : row.jobReadyCertificateId;
  const referral = await updateRow(tx.db, JobReferral, row, { status: outcome, note, closedAt: tx.now, jobReadyCertificateId });
  await resolveRequest(tx, referral, JobReferral.name, outcome);
  return { referral };
}

/** What was shown for the referral may have been revoked since: who is hired for work in households has one that holds now (S-59). */
async function certificateNow(tx: Tx, { memberId, jobReadyCertificateId: shown }: JobReferral): Promise<string | null> {
  if (shown === null) return null;
  return (await useJobReadyCertificate(tx, memberId, 'outcome')).id;
}
