import {
  getForUpdate,
  inspectObject,
  isId,
  type ObjectFacts,
  type ReadContext,
  refuseIf,
  type Tx,
  updateRow,
} from '@union-graph/subgraph';
import { MediationCase } from '../case/MediationCase.ts';
import type { CompleteEvidenceInput } from '../schema.gen.ts';
import { Evidence } from './Evidence.ts';
import { checkUploaded, keyOf } from './rules.ts';

/**
 * Reads what the viewer uploaded, before the transaction of {@link completeEvidence}, which then holds no lock while a large file is
 * read. The file cannot become another one meanwhile: its URL takes one content only.
 */
export async function inspectUpload(
  { db, viewer, objects }: Pick<ReadContext, 'db' | 'viewer' | 'objects'>,
  evidenceId: string,
): Promise<ObjectFacts | null> {
  const row = isId(evidenceId) ? await db.findOneBy(Evidence, { id: evidenceId }) : null;
  if (row?.status !== 'AWAITED' || row.submittedBy !== viewer.personId) return null;
  return inspectObject(objects, keyOf(row), Number(row.bytes));
}

/** Takes an uploaded file as evidence, when it is what was announced: by whoever announced it. */
export async function completeEvidence(
  tx: Tx,
  input: CompleteEvidenceInput,
  uploaded: ObjectFacts | null,
): Promise<{ case: MediationCase; evidence: Evidence }> {
  const row = await getForUpdate(tx, Evidence, input.evidenceId, {
    what: 'piece of evidence',
    visible: ({ personId }, { submittedBy }) => submittedBy === personId,
    expectedVersion: input.expectedVersion,
  });
  refuseIf(row.status === 'RECEIVED', 'INVALID_TRANSITION', 'This piece was received already.', { field: 'evidenceId' });
  checkUploaded(row, uploaded);
  const evidence = await updateRow(tx.db, Evidence, row, { status: 'RECEIVED', receivedAt: tx.now });
  return { case: await tx.db.findOneByOrFail(MediationCase, { id: row.caseId }), evidence };
}
