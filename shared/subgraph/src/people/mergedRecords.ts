import type { DataSource } from 'typeorm';
import { openProcessCopy, type ProcessCopy } from '../database/processCopy.ts';

/** A process's copy of which records were merged into which, so that a read need not ask for it. */
export interface MergedRecords extends Pick<ProcessCopy<unknown>, 'reload' | 'stop'> {
  /** The record that a person's record was merged into; the record itself where it was not (domain rule C-16). */
  readonly survivorOf: (memberId: string) => string;
}

/** Until then somebody who signs in by a merged record may still see it empty, where another process did the merge. */
const MERGES_RELOAD_MS = 3_000;

/** Reads what is merged, and again every few seconds. Changes ask the database instead, in their own transaction. */
export async function openMergedRecords(dataSource: DataSource): Promise<MergedRecords> {
  const { value, reload, stop } = await openProcessCopy(async () => {
    const found: { duplicate: string; survivor: string }[] = await dataSource.query(
      `select duplicate_id as duplicate, survivor_id as survivor from member_merge where state = 'MERGED'`,
    );
    return new Map(found.map(({ duplicate, survivor }) => [duplicate, survivor]));
  }, MERGES_RELOAD_MS);
  return { survivorOf: (memberId) => value().get(memberId) ?? memberId, reload, stop };
}
