import {
  bytesOf,
  civilDay,
  decodeFile,
  getForUpdate,
  insertRow,
  newId,
  Refusal,
  type Tx,
  UnreadableFile,
} from '@union-graph/subgraph';
import { membershipPolicy } from '../membership/policy.ts';
import { refuseUnlessTaking } from '../membership/refusals.ts';
import type { ImportMembersInput } from '../schema.gen.ts';
import { Union } from '../union/Union.ts';
import { ImportBatch } from './ImportBatch.ts';
import { type ImportedRow, readFile } from './readFile.ts';

/** The task that works on an import, some hundred rows at a time. */
export const IMPORT_ROWS = 'import_rows';

/** An import whose file was read: nothing in it tells an identity or telephone number. */
export interface SealedImport extends Omit<ImportMembersInput, 'file' | 'fileBase64' | 'evidenceRef'> {
  readonly rows: readonly ImportedRow[];
}

/** Reads the file before anything is written, so that no row, fingerprint of a request or log can hold a plain number. */
export function sealImport({ file, fileBase64, evidenceRef, ...input }: ImportMembersInput, now: Date): SealedImport {
  const text = textOf(file, fileBase64);
  return { ...input, rows: readFile(text, { evidenceRef: evidenceRef ?? '', today: civilDay(now) }) };
}

function textOf(file: string | null | undefined, fileBase64: string | null | undefined): string {
  if (file != null && fileBase64 == null) return file;
  if (file == null && fileBase64 != null) return decoded(fileBase64);
  throw new Refusal('BAD_USER_INPUT', 'Send the file as text in "file", or as it is saved in "fileBase64": one of the two.', {
    field: 'file',
  });
}

function decoded(base64: string): string {
  try {
    return decodeFile(bytesOf(base64));
  } catch (error) {
    if (error instanceof UnreadableFile) throw new Refusal('BAD_USER_INPUT', error.message, { field: 'fileBase64' });
    throw error;
  }
}

/** Takes an import: its rows wait in the database, in the order of the file, and a task works on them (S-29). */
export async function importMembers(tx: Tx, { unionId, dryRun, rows }: SealedImport): Promise<{ batch: ImportBatch }> {
  const union = await getForUpdate(tx, Union, unionId, { what: 'union', visible: () => true });
  membershipPolicy.authorise(tx.viewer, 'importMembers', { unionPath: union.scopePath });
  refuseUnlessTaking(union);
  const rejected = rows.filter((row) => 'fault' in row).length;
  const isOver = rejected === rows.length;
  const batch = await insertRow(tx.db, ImportBatch, {
    id: newId(),
    unionId: union.id,
    scopePath: union.scopePath,
    dryRun,
    status: isOver ? ('REJECTED' as const) : ('QUEUED' as const),
    total: rows.length,
    accepted: 0,
    rejected,
    submittedById: tx.viewer.personId as string,
    submittedAt: tx.now,
    finishedAt: isOver ? tx.now : null,
    version: 1,
  });
  await tx.db.query(
    `insert into import_row (batch_id, row_no, line_no, worker, fault)
     select $1, r.at, (r.row->'line')::int, r.row->'worker', r.row->>'fault' from jsonb_array_elements($2::jsonb) with ordinality as r(row, at)`,
    [batch.id, JSON.stringify(rows)],
  );
  if (!isOver) await tx.schedule(IMPORT_ROWS, { batchId: batch.id });
  return { batch };
}
