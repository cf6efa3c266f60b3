import { checkedText, getForUpdate, refuseIf, type Tx, updateRow } from '@union-graph/subgraph';
import type { RecordReferralOutcomeInput } from '../schema.gen.ts';
import { JobReferral } from './JobReferral.ts';
import { referralPolicy, seesJobReferral } from './policy.ts';

const LONGEST_NOTE = 1_000;

/** Records how a referral ended. Organisation hears of it, and the request is answered (J-05). */
export async function recordReferralOutcome(tx: Tx, input: RecordReferralOutcomeInput): Promise<{ referral: JobReferral }> {
  const { expectedVersion, hired } = input;
  const row = await getForUpdate(tx, JobReferral, input.id, { what: 'referral', visible: seesJobReferral, expectedVersion });
  referralPolicy.authorise(tx.viewer, 'recordReferralOutcome', row);
  refuseIf(row.closedAt !== null, 'INVALID_TRANSITION', `This one is ${row.status}; that state is final.`, { field: 'status' });
  const note = checkedText(input.note, 'note', LONGEST_NOTE);
  const closed = await updateRow(tx.db, JobReferral, row, { status: hired ? 'HIRED' : 'DECLINED', note, closedAt: tx.now });
  await tx.publish({
    type: 'request.resolved',
    aggregateId: row.serviceRequestId,
    aggregateVersion: row.requestVersion,
    data: { typeName: 'JobReferral', status: closed.status },
  });
  return { referral: closed };
}
