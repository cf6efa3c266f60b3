import { certificateRevoked } from '@union-graph/events';
import { assertTransition, checkedText, type Tx, updateRow } from '@union-graph/subgraph';
import { voidCreditsOfCertificate } from '../credit/voidCredits.ts';
import { actingPerson } from '../member/scope.ts';
import type { RevokeCertificateInput } from '../schema.gen.ts';
import { withdrawPayment } from '../subsidy/payment.ts';
import { Certificate } from './Certificate.ts';
import { getCertificate } from './getCertificate.ts';
import { CERTIFICATE_TRANSITIONS } from './rules.ts';

/** Declares a certificate void (domain rule 2.3.2). Open applications that rest on it can then only be rejected,
 * a subsidy that waits for its payment is not paid, and credits that it brought are void with it. */
export async function revokeCertificate(tx: Tx, input: RevokeCertificateInput): Promise<{ certificate: Certificate }> {
  const before = await getCertificate(tx, 'revokeCertificate', input);
  assertTransition(CERTIFICATE_TRANSITIONS, 'certificate', before.status, 'REVOKED');
  const certificate = await updateRow(tx.db, Certificate, before, {
    status: 'REVOKED',
    revokedFrom: before.status,
    revokedReason: checkedText(input.reason, 'reason', 500, 2),
    revokedBy: actingPerson(tx.viewer),
    revokedAt: tx.now,
  });
  await voidCreditsOfCertificate(tx, certificate.id, '证书已作废 the certificate was declared void');
  await withdrawPayment(tx, certificate.id);
  const { id, memberId, version, scopePath } = certificate;
  await tx.publish(certificateRevoked, { id, version }, { memberId, scopePath });
  return { certificate };
}
