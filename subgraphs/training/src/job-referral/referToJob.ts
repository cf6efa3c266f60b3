import { inScope } from '@union-graph/identity';
import {
  assertTransition,
  civilDay,
  columns,
  getForUpdate,
  insertRow,
  isId,
  newId,
  notFound,
  Refusal,
  refuseIf,
  requireIds,
  rows,
  sql,
  type Tx,
  updateRow,
} from '@union-graph/subgraph';
import { useJobReadyCertificate } from '../job-ready-certificate/useJobReadyCertificate.ts';
import { JobVacancy } from '../job-vacancy/JobVacancy.ts';
import { getHolder, refuseDead } from '../member/place.ts';
import { actingPerson } from '../member/scope.ts';
import type { ReferToJobInput } from '../schema.gen.ts';
import { JobReferral } from './JobReferral.ts';
import { REFERRERS, referralPolicy, seesJobReferral } from './policy.ts';
import { REFERRAL_TRANSITIONS } from './rules.ts';

/**
 * Refers a worker to an open vacancy (S-37): a member of the staff's part of the tree, or whoever a request to 12351 is about. Nothing is
 * charged for it, neither to the worker nor to the employer.
 */
export async function referToJob(tx: Tx, input: ReferToJobInput): Promise<{ referral: JobReferral }> {
  const { memberId, referralId, expectedVersion } = input;
  refuseIf(
    (memberId == null) === (referralId == null) || (referralId == null) !== (expectedVersion == null),
    'BAD_USER_INPUT',
    'Name a member, or a referral that seeks a vacancy with its version: one of the two.',
    { field: 'memberId' },
  );
  const referred = { status: 'REFERRED' as const, referredBy: actingPerson(tx.viewer), referredAt: tx.now };
  if (referralId != null) {
    const row = await getForUpdate(tx, JobReferral, referralId, {
      what: 'referral',
      visible: seesJobReferral,
      expectedVersion: expectedVersion as number,
    });
    referralPolicy.authorise(tx.viewer, 'referToJob', row);
    assertTransition(REFERRAL_TRANSITIONS, 'referral', row.status, 'REFERRED');
    await refuseDead(tx, [row.memberId], 'referralId');
    const found = await vacancyFor(tx, row.memberId, input.vacancyId);
    return { referral: await updateRow(tx.db, JobReferral, row, { ...referred, ...found.given }) };
  }
  requireIds({ memberId });
  const holder = await getHolder(tx, (memberId as string).toLowerCase(), {
    sees: (viewer, { scopePath }) => inScope(viewer, scopePath, ...REFERRERS),
  });
  referralPolicy.authorise(tx.viewer, 'referToJob', holder);
  const { vacancy, given } = await vacancyFor(tx, holder.memberId, input.vacancyId);
  const referral = await insertRow(tx.db, JobReferral, {
    ...holder,
    ...referred,
    ...given,
    id: newId(),
    serviceRequestId: null,
    requestVersion: null,
    dueAt: null,
    districtCode: vacancy.districtCode,
    note: null,
    receivedAt: tx.now,
    closedAt: null,
    version: 1,
  });
  return { referral };
}

/** The open vacancy, and the certificate with which the worker is referred where it asks for one. */
async function vacancyFor(tx: Tx, memberId: string | null, id: string) {
  const vacancy = await getOpenVacancy(tx, id);
  const shown = vacancy.needsJobReadyCertificate ? await useJobReadyCertificate(tx, memberId, 'vacancyId') : null;
  return { vacancy, given: { vacancyId: vacancy.id, jobReadyCertificateId: shown?.id ?? null } };
}

/** The vacancy, which stays open until the act is done. */
async function getOpenVacancy({ db, now }: Tx, id: string): Promise<JobVacancy> {
  const [vacancy] = isId(id)
    ? await rows<JobVacancy>(db, sql`select ${columns(JobVacancy, 'v')} from job_vacancy v where v.id = ${id} for share`)
    : [];
  if (!vacancy) throw notFound('vacancy', id, 'vacancyId');
  if (vacancy.withdrawnAt !== null)
    throw new Refusal('INVALID_TRANSITION', 'The vacancy was withdrawn. Choose one of "jobVacancies".', { field: 'vacancyId' });
  refuseIf(civilDay(now) > vacancy.openUntil, 'DEADLINE_PASSED', `The vacancy was open until ${vacancy.openUntil}.`, {
    rule: 'S-37',
    field: 'vacancyId',
  });
  return vacancy;
}
