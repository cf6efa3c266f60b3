import {
  assertTransition,
  checkedText,
  civilDay,
  getForUpdate,
  isId,
  notFound,
  rows,
  sql,
  type Tx,
  updateRow,
} from '@union-graph/subgraph';
import { Institution } from '../course/Institution.ts';
import { actingPerson } from '../member/scope.ts';
import type { VoidCreditsInput } from '../schema.gen.ts';
import { CreditEntry } from './CreditEntry.ts';
import { lockAccount } from './lockAccount.ts';
import { depositPolicy } from './policy.ts';
import { CREDIT_TRANSITIONS, creditStatusOn } from './rules.ts';

/** Declares credits void that can still be converted. */
export async function voidCredits(tx: Tx, input: VoidCreditsInput): Promise<{ entry: CreditEntry }> {
  const { entryId, expectedVersion } = input;
  const known = isId(entryId) ? await tx.db.findOneBy(CreditEntry, { id: entryId }) : null;
  if (!known) throw notFound('credit entry', entryId);
  const institution = await tx.db.findOneByOrFail(Institution, { id: known.institutionId });
  if (!depositPolicy.allows(tx.viewer, 'voidCredits', { institution, memberId: known.memberId }))
    throw notFound('credit entry', entryId);
  await lockAccount(tx, known.memberId);
  const entry = await getForUpdate(tx, CreditEntry, entryId, { what: 'credit entry', visible: () => true, expectedVersion });
  assertTransition(CREDIT_TRANSITIONS, 'credit entry', creditStatusOn(entry, civilDay(tx.now)), 'VOIDED');
  return {
    entry: await updateRow(tx.db, CreditEntry, entry, {
      status: 'VOIDED',
      voidedBy: actingPerson(tx.viewer),
      voidedAt: tx.now,
      voidedReason: checkedText(input.reason, 'reason', 200),
    }),
  };
}

/** A course that was not passed after all takes the credits with it that it brought; the account is to be locked. */
export const voidCreditsOfEnrolment = (tx: Tx, enrolmentId: string, reason: string): Promise<unknown> =>
  rows(
    tx.db,
    sql`update credit_entry set status = 'VOIDED', voided_by = ${actingPerson(tx.viewer)}, voided_at = ${tx.now},
      voided_reason = ${reason}, version = version + 1 where enrolment_id = ${enrolmentId} and status = 'AVAILABLE'`,
  );

/** A certificate that was declared void takes the credits with it that it brought, as far as they were not converted. */
export const voidCreditsOfCertificate = (tx: Tx, certificateId: string, reason: string): Promise<unknown> =>
  rows(
    tx.db,
    sql`update credit_entry set status = 'VOIDED', voided_by = ${actingPerson(tx.viewer)}, voided_at = ${tx.now},
      voided_reason = ${reason}, version = version + 1 where certificate_id = ${certificateId} and status = 'AVAILABLE'`,
  );
