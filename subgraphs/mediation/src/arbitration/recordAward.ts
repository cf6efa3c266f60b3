import { civilDay, insertRow, refuseIf, rows, sql, type Tx } from '@union-graph/subgraph';
import { moveCase, takeCase } from '../case/change.ts';
import type { MediationCase } from '../case/MediationCase.ts';
import { allLabourStandards } from '../labour-standard/queries.ts';
import { monthlyMinimumOn } from '../labour-standard/rules.ts';
import { requireDelegate } from '../linked-party/queries.ts';
import { checkedRef } from '../references.ts';
import type { ClaimKind, RecordAwardInput } from '../schema.gen.ts';
import { ArbitrationAward } from './ArbitrationAward.ts';
import { isFinal } from './rules.ts';

/**
 * Records the arbitration award; whether it is final follows from the claims and the sum. More than was claimed is not awarded, held by
 * `award_within_claims`: the sum of the claims, where each of them has an amount.
 */
export async function recordAward(tx: Tx, input: RecordAwardInput): Promise<{ case: MediationCase }> {
  const row = await takeCase(tx, input, 'recordAward');
  await requireDelegate(tx, 'HRSS');
  const { awardedFen, awardedOn } = input;
  const documentNo = checkedRef(input.documentNo, 'documentNo');
  refuseIf(
    awardedOn > civilDay(tx.now) || (row.referredAt !== null && awardedOn < civilDay(row.referredAt)),
    'BAD_USER_INPUT',
    'The award is made after the referral, and not in the future.',
    { field: 'awardedOn' },
  );
  const claims = await rows<{ kind: ClaimKind }>(tx.db, sql`select c.kind from case_claim c where c.case_id = ${row.id}`);
  const minimum = monthlyMinimumOn(await allLabourStandards(tx.db), awardedOn);
  await insertRow(tx.db, ArbitrationAward, {
    id: row.id,
    awardedFen,
    documentNo,
    awardedOn,
    isFinal: isFinal(
      claims.map(({ kind }) => kind),
      awardedFen,
      minimum,
    ),
    suedBy: null,
    suedFen: null,
    judgmentNo: null,
    judgedFen: null,
    version: 1,
  });
  return { case: await moveCase(tx, row, 'AWARDED', { awardedFen }) };
}
