import { civilDay, refuseIf, rows, sql, type Tx, updateRow } from '@union-graph/subgraph';
import type { HardshipStatus } from '../schema.gen.ts';
import { HardshipFile } from './HardshipFile.ts';
import { fileStatusOn } from './rules.ts';

/** The states in which a household is visited and its income proven: before the notice, and at a review. */
const IN_WORK: readonly HardshipStatus[] = ['SUBMITTED', 'VERIFYING', 'REVIEW_DUE'];

export function refuseUnlessOpen(tx: Tx, file: HardshipFile): void {
  const status = fileStatusOn(file, civilDay(tx.now));
  refuseIf(
    !IN_WORK.includes(status),
    'INVALID_TRANSITION',
    `The hardship file is ${status}. Visits and proofs of income come before its notice, or when its review is due.`,
    { field: 'status' },
  );
}

/** Counts the file up; from SUBMITTED it goes on to VERIFYING once it has a visit and every income is proven (2.5.2). */
export async function verifyWhenComplete(tx: Tx, file: HardshipFile, changes: Partial<HardshipFile> = {}): Promise<HardshipFile> {
  const provenAt = changes.incomeProvenAt ?? file.incomeProvenAt;
  const visits = await rows(tx.db, sql`select from home_visit v where v.file_id = ${file.id} limit 1`);
  const isComplete = file.status === 'SUBMITTED' && provenAt !== null && visits.length > 0;
  return updateRow(tx.db, HardshipFile, file, { ...changes, ...(isComplete ? { status: 'VERIFYING' as const } : {}) });
}
