import type { DataSource } from 'typeorm';

/** A process's copy of which records were merged into which, so that a read need not ask for it. */
export interface MergedRecords {
  /** The record that a person's record was merged into; the record itself where it was not (domain rule C-16). */
  readonly survivorOf: (memberId: string) => string;
  readonly reload: () => Promise<void>;
  readonly stop: () => void;
}

/** Until then somebody who signs in by a merged record may still see it empty, where another process did the merge. */
const RELOAD_MS = 3_000;

/** Reads what is merged, and again every few seconds. Changes ask the database instead, in their own transaction. */
export async function openMergedRecords(dataSource: DataSource): Promise<MergedRecords> {
  let survivors = new Map<string, string>();
  const reload = async () => {
    const found: { duplicate: string; survivor: string }[] = await dataSource.query(
      `select duplicate_id as duplicate, survivor_id as survivor from member_merge where state = 'MERGED'`,
    );
    survivors = new Map(found.map(({ duplicate, survivor }) => [duplicate, survivor]));
  };
  await reload();
  // While the database is away the last copy stays; whoever needs the database says so.
  const timer = setInterval(() => void reload().catch(() => undefined), RELOAD_MS).unref();
  return { survivorOf: (memberId) => survivors.get(memberId) ?? memberId, reload, stop: () => clearInterval(timer) };
}
