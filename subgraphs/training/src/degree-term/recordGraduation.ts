import { graduated } from '@union-graph/events';
import { assertTransition, civilDay, isId, Refusal, refuseIf, rows, sql, type Tx, updateRow } from '@union-graph/subgraph';
import { Certificate } from '../certificate/Certificate.ts';
import { isVerified } from '../certificate/rules.ts';
import { lockAccount } from '../credit/lockAccount.ts';
import { DegreeApplication } from '../degree-application/DegreeApplication.ts';
import { type LockedApplication, lockApplication } from '../degree-application/lockApplication.ts';
import { degreePolicy } from '../degree-application/policy.ts';
import { checkedNo } from '../degree-application/registerExam.ts';
import { DEGREE_TRANSITIONS } from '../degree-application/rules.ts';
import { tellStudent } from '../degree-application/tellStudent.ts';
import type { RecordGraduationInput } from '../schema.gen.ts';
import { completeSponsorship } from '../sponsorship/course.ts';
import { creditsNow } from './loaders.ts';

const RULE = 'SKL-INV-6';

/** Gives the diploma to who has all terms, the credits and a vocational certificate: 学历+技能 (SKL-INV-6). */
export async function recordGraduation(tx: Tx, input: RecordGraduationInput): Promise<{ application: DegreeApplication }> {
  const asked = await lockApplication(tx, input);
  degreePolicy.authorise(tx.viewer, 'recordGraduation', asked);
  const { application: before } = asked;
  assertTransition(DEGREE_TRANSITIONS, 'application', before.status, 'GRADUATED');
  const diplomaNo = checkedNo(input.diplomaNo, 'diplomaNo', 6);
  await checkStudies(tx, asked);
  const certificate = await getCertificate(tx, before.memberId, input.certificateId);
  const application = await updateRow(tx.db, DegreeApplication, before, {
    status: 'GRADUATED',
    endedOn: civilDay(tx.now),
    certificateId: certificate.id,
    diplomaNo,
  });
  await completeSponsorship(tx, application);
  const { id, version, memberId, programmeId, scopePath } = application;
  await tx.publish(graduated, { id, version }, { memberId, programmeId, scopePath });
  await tellStudent(tx, application, asked.institution, false);
  return { application };
}

async function checkStudies(tx: Tx, { application, programme }: LockedApplication): Promise<void> {
  const [passed] = await rows<{ count: number }>(
    tx.db,
    sql`select count(*)::int as count from degree_term t where t.application_id = ${application.id} and t.passed and t.corrected_at is null`,
  );
  const terms = passed?.count ?? 0;
  refuseIf(terms < programme.terms, 'THRESHOLD_NOT_MET', `The student has passed ${terms} of ${programme.terms} terms.`, {
    rule: RULE,
    field: 'applicationId',
  });
  await lockAccount(tx, application.memberId);
  const credits = await creditsNow(tx, application.id);
  refuseIf(
    credits < programme.creditsRequired,
    'THRESHOLD_NOT_MET',
    `The student has ${credits} credits, and the diploma asks for ${programme.creditsRequired}. Credits of the credit bank count when they are converted.`,
    { rule: RULE, field: 'applicationId' },
  );
}

/** The student's own certificate, locked, so that it is not revoked in the meantime. */
async function getCertificate({ db }: Tx, memberId: string, id: string): Promise<Certificate> {
  const certificate = isId(id)
    ? await db.findOne(Certificate, { where: { id, memberId }, lock: { mode: 'pessimistic_read' } })
    : null;
  if (!certificate)
    throw new Refusal('NOT_FOUND', `The student has no certificate "${id}". Record it first.`, { field: 'certificateId' });
  refuseIf(
    certificate.kind !== 'VOCATIONAL_QUALIFICATION' || !isVerified(certificate.status),
    'VALIDATION_FAILED',
    `The certificate is of the kind ${certificate.kind} and ${certificate.status}. The diploma is given with a vocational certificate that its issuer has confirmed.`,
    { rule: RULE, field: 'certificateId' },
  );
  return certificate;
}
