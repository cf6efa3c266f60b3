import { columns, Refusal, refuseIf, rows, sql, type Tx } from '@union-graph/subgraph';
import { JobReadyCertificate } from './JobReadyCertificate.ts';

/**
 * The certificate with which a worker is referred to work in households and hired, locked so that it is not revoked meanwhile.
 * `NOT_ELIGIBLE` without one, `INVALID_TRANSITION` for one that lacks a signature: it is void until the third (S-59). `field` is the
 * input field that asks for it.
 */
export async function useJobReadyCertificate(
  { db }: Tx,
  memberId: string | null,
  field: 'vacancyId' | 'outcome',
): Promise<JobReadyCertificate> {
  const [held] = await rows<JobReadyCertificate>(
    db,
    sql`select ${columns(JobReadyCertificate, 'j')} from job_ready_certificate j
      where j.member_id = ${memberId}::uuid and j.status <> 'REVOKED' for share`,
  );
  if (!held)
    throw new Refusal('NOT_ELIGIBLE', 'This vacancy asks for a job-ready certificate; the worker has none that holds.', {
      rule: 'S-59',
      field,
    });
  refuseIf(
    held.status !== 'ISSUED',
    'INVALID_TRANSITION',
    `The worker's job-ready certificate is ${held.status}; it can be used once all three bodies have signed.`,
    { rule: 'S-59', field },
  );
  return held;
}
