import { assertTransition, checkedText, isId, notFound, Refusal, refuseIf, type Tx, updateRow } from '@union-graph/subgraph';
import { Certificate } from '../certificate/Certificate.ts';
import { isVerified } from '../certificate/rules.ts';
import { actingPerson } from '../member/scope.ts';
import type { DecideSubsidyInput } from '../schema.gen.ts';
import { refuseSecondOfLevel } from './oneOfLevel.ts';
import { requestPayment } from './payment.ts';
import { subsidyPolicy } from './policy.ts';
import { getApplication } from './queries.ts';
import { SUBSIDY_TRANSITIONS, type SubsidyDecision } from './rules.ts';
import { SubsidyApplication } from './SubsidyApplication.ts';

type Decide = (
  tx: Tx,
  application: SubsidyApplication,
  certificate: Certificate,
  reason: string | null,
) => Promise<SubsidyApplication>;

/** Decides on a subsidy application: the district verifies, another person of the city approves (domain rule 2.3.2). */
export async function decideSubsidy(tx: Tx, input: DecideSubsidyInput): Promise<{ application: SubsidyApplication }> {
  const { decision } = input;
  const certificate = await lockCertificate(tx, input.applicationId);
  const before = await getApplication(tx, input);
  subsidyPolicy.authorise(tx.viewer, decision, before);
  const reason = checkedReason(decision, input.reason ?? null);
  return { application: await DECISIONS[decision](tx, before, certificate, reason) };
}

const DECISIONS: Readonly<Record<SubsidyDecision, Decide>> = { VERIFY: verify, APPROVE: approve, REJECT: reject };

async function verify(tx: Tx, before: SubsidyApplication, certificate: Certificate): Promise<SubsidyApplication> {
  assertTransition(SUBSIDY_TRANSITIONS, 'application', before.status, 'VERIFIED');
  const verifiedBy = decider(tx, before);
  assertVerified(certificate);
  await refuseSecondOfLevel(tx, before);
  return updateRow(tx.db, SubsidyApplication, before, { status: 'VERIFIED', verifiedBy, verifiedAt: tx.now });
}

async function approve(tx: Tx, before: SubsidyApplication, certificate: Certificate): Promise<SubsidyApplication> {
  assertTransition(SUBSIDY_TRANSITIONS, 'application', before.status, 'APPROVED');
  const approvedBy = decider(tx, before);
  refuseIf(
    approvedBy === before.verifiedBy,
    'SEPARATION_OF_DUTIES',
    'You verified this application. Another person has to approve it.',
  );
  assertVerified(certificate);
  await refuseSecondOfLevel(tx, before);
  return requestPayment(tx, before, 'APPROVED', { approvedBy, approvedAt: tx.now });
}

async function reject(tx: Tx, before: SubsidyApplication, _: Certificate, reason: string | null): Promise<SubsidyApplication> {
  assertTransition(SUBSIDY_TRANSITIONS, 'application', before.status, 'REJECTED');
  return updateRow(tx.db, SubsidyApplication, before, {
    status: 'REJECTED',
    rejectedBy: decider(tx, before),
    rejectedAt: tx.now,
    rejectedReason: reason,
  });
}

/** The certificate is locked before its application, as everywhere, so that two decisions never wait for each other. */
async function lockCertificate({ db }: Tx, applicationId: string): Promise<Certificate> {
  const application = isId(applicationId) ? await db.findOneBy(SubsidyApplication, { id: applicationId }) : null;
  if (!application) throw notFound('subsidy application', applicationId);
  return db.findOneOrFail(Certificate, { where: { id: application.certificateId }, lock: { mode: 'pessimistic_read' } });
}

/** Who decides; nobody on their own application. */
function decider({ viewer }: Tx, { memberId }: SubsidyApplication): string {
  const person = actingPerson(viewer);
  refuseIf(person === memberId, 'SEPARATION_OF_DUTIES', 'This is your own application. Ask a colleague to decide on it.');
  return person;
}

function assertVerified({ status, certNo }: Certificate): void {
  const isOver = status === 'REVOKED' || status === 'WITHDRAWN';
  refuseIf(isOver, 'VALIDATION_FAILED', `The certificate "${certNo}" is ${status}. Reject the application.`);
  refuseIf(
    !isVerified(status),
    'VALIDATION_FAILED',
    `The certificate "${certNo}" is not verified yet. The city department verifies it with the issuer first.`,
  );
}

function checkedReason(decision: SubsidyDecision, reason: string | null): string | null {
  if (decision === 'REJECT') {
    if (reason === null)
      throw new Refusal('BAD_USER_INPUT', 'Say why the application is rejected. The member reads it.', { field: 'reason' });
    return checkedText(reason, 'reason', 500, 2);
  }
  refuseIf(reason !== null, 'BAD_USER_INPUT', 'A reason belongs to a rejection only. Leave it out.', { field: 'reason' });
  return null;
}
