import { certificateVerified } from '@union-graph/events';
import { assertTransition, checkedText, refuseIf, rows, sql, type Tx, updateRow } from '@union-graph/subgraph';
import { actingPerson } from '../member/scope.ts';
import type { VerifyCertificateInput } from '../schema.gen.ts';
import { Certificate } from './Certificate.ts';
import { getCertificate } from './getCertificate.ts';
import { CERTIFICATE_TRANSITIONS, STATUS_AFTER } from './rules.ts';

/** Records what the issuer answered about a certificate's number (domain rule 2.3.2). Nobody verifies their own, or one that they recorded. */
export async function verifyCertificate(tx: Tx, input: VerifyCertificateInput): Promise<{ certificate: Certificate }> {
  const before = await getCertificate(tx, 'verifyCertificate', input);
  const status = STATUS_AFTER[input.finding];
  assertTransition(CERTIFICATE_TRANSITIONS, 'certificate', before.status, status);
  const verifiedBy = actingPerson(tx.viewer);
  await refuseOwn(tx, before, verifiedBy);
  if (input.finding === 'NUMBER_FOUND') await checkUncontested(tx, before);
  const issuerRef = checkedText(input.issuerRef, 'issuerRef', 100, 2);
  const certificate = await updateRow(tx.db, Certificate, before, { status, issuerRef, verifiedBy, verifiedAt: tx.now });
  const { id, memberId, level, version, scopePath } = certificate;
  await tx.publish(certificateVerified, { id, version }, { memberId, level, status, scopePath });
  return { certificate };
}

/** By person, and not by the record that somebody acts with: the trigger `certificate_verified_by_another` holds the same. */
async function refuseOwn({ db }: Tx, { memberId, recordedBy }: Certificate, verifier: string): Promise<void> {
  const [found] = await rows<{ holds: boolean; recorded: boolean }>(
    db,
    sql`select person_of(v.id) = person_of(${memberId}) as holds, person_of(v.id) = person_of(${recordedBy}) as recorded
      from (select ${verifier}::uuid as id) v`,
  );
  const refuse = (condition: boolean | undefined, sentence: string) =>
    refuseIf(condition === true, 'SEPARATION_OF_DUTIES', sentence, { field: 'certificateId' });
  refuse(found?.holds, 'This is your own certificate. Ask a colleague to verify it.');
  refuse(found?.recorded, 'You recorded this certificate. Ask a colleague to verify it.');
}

/**
 * That the number exists says nothing about who holds it. While others have recorded it, too, the issuer is asked for the holder, and the
 * other records are revoked first.
 */
async function checkUncontested({ db }: Tx, { id, certNo }: Certificate): Promise<void> {
  const others = await rows(
    db,
    sql`select from certificate c where c.cert_no = ${certNo} and c.id <> ${id} and c.status = 'RECORDED'`,
  );
  refuseIf(
    others.length > 0,
    'VALIDATION_FAILED',
    `The number "${certNo}" is recorded for ${others.length + 1} members: "certificates(certNo:)" lists them. Ask the issuer who holds it, and revoke the other records first.`,
    { rule: 'SKL-INV-3', field: 'certificateId' },
  );
}
