import {
  checkedDayOfWork,
  checkedName,
  checkedText,
  civilDay,
  insertRow,
  newId,
  refuseIf,
  rows,
  sql,
  type Tx,
} from '@union-graph/subgraph';
import { getHolder } from '../member/place.ts';
import { actingPerson } from '../member/scope.ts';
import type { RecordCertificateInput } from '../schema.gen.ts';
import { Certificate } from './Certificate.ts';
import { numberTaken } from './constraints.ts';
import { certificatePolicy } from './policy.ts';
import { isCertNo, levelFits, plainCertNo } from './rules.ts';

/**
 * Records a certificate as its holder shows it, once a member (index `certificate_no_of_member`) while no record of theirs gave the number free. Nobody takes a number by recording it: it
 * is the certificate's that its issuer confirms (index `certificate_no`), and free until then.
 */
export async function recordCertificate(tx: Tx, input: RecordCertificateInput): Promise<{ certificate: Certificate }> {
  const holder = await getHolder(tx, input.memberId);
  certificatePolicy.authorise(tx.viewer, 'recordCertificate', holder);
  const statements = checkedStatements(input, civilDay(tx.now));
  await checkNumber(tx, statements.certNo, holder.memberId);
  const certificate = await insertRow(tx.db, Certificate, {
    id: newId(),
    memberId: holder.memberId,
    ...statements,
    issuingAgency: null,
    source: 'ASSESSMENT',
    status: 'RECORDED',
    issuerRef: null,
    verifiedBy: null,
    verifiedAt: null,
    revokedReason: null,
    revokedBy: null,
    revokedAt: null,
    revokedFrom: null,
    withdrawnReason: null,
    withdrawnBy: null,
    withdrawnAt: null,
    recordedBy: actingPerson(tx.viewer),
    recordedAt: tx.now,
    scopePath: holder.scopePath,
    version: 1,
  });
  return { certificate };
}

/** A number whose holder the issuer has named is nobody else's. */
async function checkNumber({ db }: Tx, certNo: string, memberId: string): Promise<void> {
  const held = await rows(
    db,
    sql`select from certificate c where c.cert_no = ${certNo} and c.member_id <> ${memberId}
      and (c.status = 'VALID' or (c.status = 'REVOKED' and coalesce(c.revoked_from, 'VALID') = 'VALID'))`,
  );
  if (held.length > 0) throw numberTaken();
}

function checkedStatements(input: RecordCertificateInput, today: string) {
  const { kind, issuedAt } = input;
  const occupationCode = checkedText(input.occupationCode, 'occupationCode', 20);
  const level = input.level ?? null;
  const certNo = plainCertNo(input.certNo);
  refuseIf(
    !isCertNo(certNo),
    'BAD_USER_INPUT',
    `"${input.certNo}" is not a certificate number: 6 to 32 digits and Latin letters.`,
    { field: 'certNo' },
  );
  refuseIf(level !== null && (level < 1 || level > 5), 'BAD_USER_INPUT', `"level" must be 1 to 5; got ${level}.`, {
    field: 'level',
  });
  refuseIf(
    !levelFits(kind, level),
    'VALIDATION_FAILED',
    'A vocational qualification has a level from 5 to 1; other kinds have none.',
    { field: 'level' },
  );
  refuseIf(
    issuedAt > today,
    'VALIDATION_FAILED',
    `"${issuedAt}" is in the future. Give the day of issue that is printed on the certificate.`,
    { field: 'issuedAt' },
  );
  checkedDayOfWork(issuedAt, 'issuedAt', today);
  return { kind, level, occupationCode, certNo, issuedAt, issuedBy: checkedName(input.issuedBy, 'issuedBy', 100, 2) };
}
