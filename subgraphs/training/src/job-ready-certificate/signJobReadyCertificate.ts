import {
  assertTransition,
  civilDay,
  getForUpdate,
  insertRow,
  refuseIf,
  rows,
  sql,
  type Tx,
  updateRow,
} from '@union-graph/subgraph';
import { requireAgency } from '../agency/queries.ts';
import { actingPerson } from '../member/scope.ts';
import type { IssuingBody, SignJobReadyCertificateInput } from '../schema.gen.ts';
import { IssuerSignature } from './IssuerSignature.ts';
import { JobReadyCertificate } from './JobReadyCertificate.ts';
import { jobReadyPolicy } from './policy.ts';
import { agencyOfBody, badgeNumber, JOB_READY_TRANSITIONS, statusWith } from './rules.ts';

/**
 * Signs for one of the three bodies. Each signs once (`job_ready_signature_pk`), by three persons; the certificate is void until the third
 * has signed, and then has its badge (S-59).
 */
export async function signJobReadyCertificate(
  tx: Tx,
  input: SignJobReadyCertificateInput,
): Promise<{ certificate: JobReadyCertificate }> {
  const { certificateId, expectedVersion, body } = input;
  await authorise(tx, body);
  const before = await getForUpdate(tx, JobReadyCertificate, certificateId, {
    what: 'job-ready certificate',
    visible: () => true,
    expectedVersion,
  });
  const signedBy = actingPerson(tx.viewer);
  refuseIf(
    signedBy === before.memberId || signedBy === before.examinedBy,
    'SEPARATION_OF_DUTIES',
    'You hold this certificate or examined its holder. A colleague of your body has to sign.',
    { rule: 'S-59' },
  );
  const [{ signed }] = (await rows<{ signed: number }>(
    tx.db,
    sql`select count(*)::int as signed from job_ready_signature s where s.certificate_id = ${before.id}`,
  )) as [{ signed: number }];
  const status = statusWith(signed + 1);
  assertTransition(JOB_READY_TRANSITIONS, 'job-ready certificate', before.status, status);
  await insertRow(tx.db, IssuerSignature, {
    certificateId: before.id,
    body,
    signedBy,
    signedAt: tx.now,
  });
  const issued = status === 'ISSUED' ? { badgeNo: await nextBadge(tx), issuedAt: civilDay(tx.now) } : {};
  return { certificate: await updateRow(tx.db, JobReadyCertificate, before, { status, ...issued }) };
}

async function authorise(tx: Tx, body: IssuingBody): Promise<void> {
  const agency = agencyOfBody(body);
  if (agency === null) jobReadyPolicy.authorise(tx.viewer, 'signForFederation', {});
  else await requireAgency(tx, agency);
}

async function nextBadge({ db, now }: Tx): Promise<string> {
  const [next] = await rows<{ running: number }>(db, sql`select nextval('job_ready_badge')::int as running`);
  return badgeNumber(civilDay(now).slice(0, 4), next?.running ?? 0);
}
