import { assertTransition, checkedText, civilDay, getForUpdate, type Tx, updateRow } from '@union-graph/subgraph';
import { actingPerson } from '../member/scope.ts';
import type { RevokeJobReadyCertificateInput } from '../schema.gen.ts';
import { JobReadyCertificate } from './JobReadyCertificate.ts';
import { jobReadyPolicy } from './policy.ts';
import { JOB_READY_TRANSITIONS } from './rules.ts';

/** Declares a job-ready certificate void; its badge is not valid any more, and the worker may be examined again. */
export async function revokeJobReadyCertificate(
  tx: Tx,
  input: RevokeJobReadyCertificateInput,
): Promise<{ certificate: JobReadyCertificate }> {
  jobReadyPolicy.authorise(tx.viewer, 'revokeJobReadyCertificate', {});
  const { certificateId, expectedVersion } = input;
  const before = await getForUpdate(tx, JobReadyCertificate, certificateId, {
    what: 'job-ready certificate',
    visible: () => true,
    expectedVersion,
  });
  assertTransition(JOB_READY_TRANSITIONS, 'job-ready certificate', before.status, 'REVOKED');
  const certificate = await updateRow(tx.db, JobReadyCertificate, before, {
    status: 'REVOKED',
    revokedAt: civilDay(tx.now),
    revokedBy: actingPerson(tx.viewer),
    revokedReason: checkedText(input.reason, 'reason', 500, 2),
  });
  return { certificate };
}
