import {
  assertTransition,
  checkedText,
  getForUpdate,
  isId,
  notFound,
  refuseIf,
  rows,
  sql,
  type Tx,
  updateRow,
} from '@union-graph/subgraph';
import { Institution } from '../course/Institution.ts';
import { DegreeProgramme } from '../degree-programme/DegreeProgramme.ts';
import { actingPerson, seesPerson } from '../member/scope.ts';
import type { CommitConversionInput } from '../schema.gen.ts';
import { CreditConversion } from './CreditConversion.ts';
import { lockAccount } from './lockAccount.ts';
import { conversionPolicy } from './policy.ts';
import { CONVERSION_TRANSITIONS, STATUS_BY_DECISION } from './rules.ts';

/** Spends the credits of a conversion, or gives them back: all at once, in one transaction (domain rule 2.3.2). */
export async function commitConversion(tx: Tx, input: CommitConversionInput): Promise<{ conversion: CreditConversion }> {
  const { conversionId, expectedVersion, decision } = input;
  const known = isId(conversionId) ? await tx.db.findOneBy(CreditConversion, { id: conversionId }) : null;
  if (!known) throw notFound('conversion', conversionId);
  const programme = await tx.db.findOneByOrFail(DegreeProgramme, { id: known.programmeId });
  const institution = await tx.db.findOneByOrFail(Institution, { id: programme.institutionId });
  const asked = { conversion: known, institution };
  const isSeen = seesPerson(tx.viewer, known.memberId, known.scopePath) || conversionPolicy.allows(tx.viewer, 'RELEASE', asked);
  if (!isSeen) throw notFound('conversion', conversionId);
  conversionPolicy.authorise(tx.viewer, decision, asked);
  await lockAccount(tx, known.memberId);
  const before = await getForUpdate(tx, CreditConversion, conversionId, {
    what: 'conversion',
    visible: () => true,
    expectedVersion,
  });
  const status = STATUS_BY_DECISION[decision];
  assertTransition(CONVERSION_TRANSITIONS, 'conversion', before.status, status);
  const reason = checkedReason(input);
  if (decision === 'COMMIT') {
    await checkNeeded(tx, before, programme);
    await checkCertificates(tx, before.id);
  }
  const conversion = await updateRow(tx.db, CreditConversion, before, {
    status,
    reason,
    decidedBy: actingPerson(tx.viewer),
    decidedAt: tx.now,
  });
  await rows(
    tx.db,
    decision === 'COMMIT'
      ? sql`update credit_entry set status = 'SPENT', version = version + 1 where conversion_id = ${before.id}`
      : sql`update credit_entry set status = 'AVAILABLE', conversion_id = null, version = version + 1 where conversion_id = ${before.id}`,
  );
  return { conversion };
}

function checkedReason({ decision, reason }: CommitConversionInput): string | null {
  refuseIf(
    (reason != null) !== (decision === 'RELEASE'),
    'BAD_USER_INPUT',
    'A reason is told with "RELEASE", and with nothing else.',
    {
      field: 'reason',
    },
  );
  return reason == null ? null : checkedText(reason, 'reason', 200);
}

/** Of two records that were merged each may have asked for what the programme needs; only so much is converted (C-16). */
async function checkNeeded({ db }: Tx, conversion: CreditConversion, { creditsRequired }: DegreeProgramme): Promise<void> {
  const [sum] = await rows<{ credits: number }>(
    db,
    sql`select coalesce(sum(v.credits), 0)::int as credits from credit_conversion v where v.member_id = ${conversion.memberId}
      and v.programme_id = ${conversion.programmeId} and v.status = 'COMMITTED'`,
  );
  const needed = creditsRequired - (sum?.credits ?? 0);
  refuseIf(
    conversion.credits > needed,
    'QUOTA_EXCEEDED',
    `The programme needs ${needed} credits more; the conversion is of ${conversion.credits}. Release it; the member may ask again for less.`,
    { rule: 'SKL-INV-2', field: 'conversionId' },
  );
}

/** A certificate that was declared void since the member asked brings no credits any more. */
async function checkCertificates({ db }: Tx, conversionId: string): Promise<void> {
  const revoked = await rows<{ certNo: string }>(
    db,
    sql`select c.cert_no as "certNo" from credit_entry e join certificate c on c.id = e.certificate_id
      where e.conversion_id = ${conversionId} and c.status = 'REVOKED' limit 1 for share of c`,
  );
  refuseIf(
    revoked.length > 0,
    'VALIDATION_FAILED',
    'A certificate that brought some of these credits was declared void. Release the conversion; the member may ask again without them.',
    { rule: 'SKL-INV-2', field: 'conversionId' },
  );
}
