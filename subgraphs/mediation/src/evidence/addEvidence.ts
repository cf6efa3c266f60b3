import { checkedName, insertRow, isId, newId, notFound, refuseIf, type Tx } from '@union-graph/subgraph';
import { Party } from '../application/Party.ts';
import { takeCase } from '../case/change.ts';
import type { MediationCase } from '../case/MediationCase.ts';
import { numbers } from '../rule/numbers.ts';
import type { AddEvidenceInput } from '../schema.gen.ts';
import { Evidence } from './Evidence.ts';
import { checkAnnounced } from './rules.ts';
import { submitsFor } from './scope.ts';
import { scheduleSweep } from './sweepEvidence.ts';

/**
 * Announces a piece of evidence of one's own side; the file is uploaded afterwards by `upload` of the piece. The case itself does not change,
 * so that several pieces can be handed in at one version of it.
 */
export async function addEvidence(tx: Tx, input: AddEvidenceInput): Promise<{ case: MediationCase; evidence: Evidence }> {
  const row = await takeCase(tx, input, 'addEvidence');
  const announced = { contentType: input.contentType, bytes: BigInt(input.bytes), sha256: input.sha256 };
  checkAnnounced(announced, tx.number(numbers.MOST_EVIDENCE_MB));
  const party = isId(input.partyId) ? await tx.db.findOneBy(Party, { id: input.partyId, caseId: row.id }) : null;
  if (!party) throw notFound('party', input.partyId);
  await submitsFor(tx, row, party);
  const pieces = await tx.db.countBy(Evidence, { caseId: row.id });
  const most = tx.number(numbers.MOST_EVIDENCE_OF_CASE);
  refuseIf(pieces >= most, 'QUOTA_EXCEEDED', `A case takes ${most} pieces of evidence at most.`, { field: 'caseId' });
  const isThere = await tx.db.existsBy(Evidence, { partyId: party.id, sha256: input.sha256, status: 'RECEIVED' });
  refuseIf(isThere, 'DUPLICATE', 'This party has handed in the same file already.', { field: 'sha256' });
  const evidence = await insertRow(tx.db, Evidence, {
    id: newId(),
    caseId: row.id,
    partyId: party.id,
    kind: input.kind,
    nameZh: checkedName(input.nameZh, 'nameZh'),
    ...announced,
    isConfidential: input.confidential,
    status: 'AWAITED',
    submittedBy: tx.viewer.personId as string,
    submittedAt: tx.now,
    uploadUntil: new Date(tx.now.getTime() + tx.number(numbers.EVIDENCE_UPLOAD_MINUTES) * 60_000),
    receivedAt: null,
    version: 1,
  });
  await scheduleSweep(tx, evidence);
  return { case: row, evidence };
}
