import { assertTransition, Refusal, refuseIf, type Tx, updateRow } from '@union-graph/subgraph';
import { Coverage } from '../mutual-aid/Coverage.ts';
import type { AddClaimDocumentsInput } from '../schema.gen.ts';
import { evidenceIn } from './documents.ts';
import { MutualAidClaim } from './MutualAidClaim.ts';
import { CLAIM_TRANSITIONS } from './rules.ts';
import { refuseUsedEvidence } from './sameEvent.ts';
import { addDocuments, benefitFor, getClaim } from './steps.ts';

/** Adds papers to a claim that is not assessed. With the last paper that its plan asks for, the claim can be assessed. */
export async function addClaimDocuments(tx: Tx, input: AddClaimDocumentsInput): Promise<{ claim: MutualAidClaim }> {
  const row = await getClaim(tx, 'addClaimDocuments', input);
  const isOpen = ['SUBMITTED', 'DOCUMENTS_COMPLETE', 'APPEALED'].includes(row.status);
  if (!isOpen)
    throw new Refusal('INVALID_TRANSITION', `The claim is ${row.status}; documents are added before it is assessed.`, {
      field: 'status',
    });
  refuseIf(input.documents.length === 0, 'BAD_USER_INPUT', 'Name at least one document.', { field: 'documents' });
  const cover = await tx.db.findOneByOrFail(Coverage, { id: row.coverageId });
  const benefit = await benefitFor(tx, cover, row.event);
  const wanted = benefit?.documents ?? [];
  await refuseUsedEvidence(tx, row, evidenceIn(input.documents, wanted), input.isAnotherEvent ?? false);
  const missing = await addDocuments(tx, row, input.documents, wanted);
  if (row.status !== 'SUBMITTED' || missing.length > 0) return { claim: await updateRow(tx.db, MutualAidClaim, row, {}) };
  assertTransition(CLAIM_TRANSITIONS, 'claim', row.status, 'DOCUMENTS_COMPLETE');
  return { claim: await updateRow(tx.db, MutualAidClaim, row, { status: 'DOCUMENTS_COMPLETE' }) };
}
