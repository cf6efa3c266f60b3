import { checkedText, closeRequestRow, getForUpdate, type Tx } from '@union-graph/subgraph';
import type { RecordReferralOutcomeInput } from '../schema.gen.ts';
import { JobReferral } from './JobReferral.ts';
import { referralPolicy, seesJobReferral } from './policy.ts';

const LONGEST_NOTE = 1_000;

/** Records how a referral ended. Organisation hears of it, and the request is answered (J-05). */
export async function recordReferralOutcome(tx: Tx, input: RecordReferralOutcomeInput): Promise<{ referral: JobReferral }> {
  const { expectedVersion, hired } = input;
  const row = await getForUpdate(tx, JobReferral, input.id, { what: 'referral', visible: seesJobReferral, expectedVersion });
  referralPolicy.authorise(tx.viewer, 'recordReferralOutcome', row);
  const note = checkedText(input.note, 'note', LONGEST_NOTE);
  return { referral: await closeRequestRow(tx, JobReferral, row, { status: hired ? 'HIRED' : 'DECLINED', note }) };
}
