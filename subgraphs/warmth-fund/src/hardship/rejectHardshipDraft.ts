import { checkedText, getForUpdate, refuseIf, resolveRequest, type Tx, updateRow } from '@union-graph/subgraph';
import { tellHousehold } from '../listed-person/tellListed.ts';
import type { RejectHardshipDraftInput } from '../schema.gen.ts';
import { HardshipFile } from './HardshipFile.ts';
import { hardshipPolicy, seesFile } from './policy.ts';

const LONGEST_NOTE = 1_000;

/** Rejects a draft; organisation hears of it, and the request that opened it is answered (J-05). */
export async function rejectHardshipDraft(tx: Tx, input: RejectHardshipDraftInput): Promise<{ file: HardshipFile }> {
  const { fileId, expectedVersion } = input;
  const file = await getForUpdate(tx, HardshipFile, fileId, { what: 'hardship file', visible: seesFile, expectedVersion });
  hardshipPolicy.authorise(tx.viewer, 'rejectHardshipDraft', file);
  refuseIf(file.status !== 'DRAFT', 'INVALID_TRANSITION', `The file is ${file.status} and no draft any more.`, {
    field: 'status',
  });
  const note = checkedText(input.note, 'note', LONGEST_NOTE);
  const rejected = await updateRow(tx.db, HardshipFile, file, { status: 'REJECTED', note });
  await tellHousehold(tx, rejected);
  await resolveRequest(tx, rejected, 'HardshipFile', rejected.status);
  return { file: rejected };
}
