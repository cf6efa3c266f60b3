import {
  assertTransition,
  checkedText,
  getForUpdate,
  isId,
  notFound,
  survivorOf,
  type Tx,
  updateRow,
} from '@union-graph/subgraph';
import { actingPerson, seesPerson } from '../member/scope.ts';
import type { WithdrawCertificateInput } from '../schema.gen.ts';
import { Certificate } from './Certificate.ts';
import { certificatePolicy } from './policy.ts';
import { CERTIFICATE_TRANSITIONS } from './rules.ts';

/**
 * Takes back a record that no issuer has answered for, by its holder or an officer who may record for them. An application for a subsidy that
 * rests on it can then only be rejected. A record that stayed with a merged record is the survivor's to withdraw (C-16).
 */
export async function withdrawCertificate(tx: Tx, input: WithdrawCertificateInput): Promise<{ certificate: Certificate }> {
  const { certificateId, expectedVersion } = input;
  const known = isId(certificateId) ? await tx.db.findOneBy(Certificate, { id: certificateId }) : null;
  if (!known) throw notFound('certificate', certificateId);
  const memberId = await survivorOf(tx.db, known.memberId);
  const before = await getForUpdate(tx, Certificate, certificateId, {
    what: 'certificate',
    visible: (viewer, row) => seesPerson(viewer, memberId, row.scopePath),
    expectedVersion,
  });
  certificatePolicy.authorise(tx.viewer, 'recordCertificate', { memberId, scopePath: before.scopePath });
  assertTransition(CERTIFICATE_TRANSITIONS, 'certificate', before.status, 'WITHDRAWN');
  const certificate = await updateRow(tx.db, Certificate, before, {
    status: 'WITHDRAWN',
    withdrawnReason: checkedText(input.reason, 'reason', 200, 2),
    withdrawnBy: actingPerson(tx.viewer),
    withdrawnAt: tx.now,
  });
  return { certificate };
}
