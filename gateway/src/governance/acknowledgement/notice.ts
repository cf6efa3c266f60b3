import { addDays, civilDay, rows, sql, startOfDay, type Tx } from '@union-graph/subgraph';

/** The task that settles a version once the notice of its partners is over. */
export const NOTICE_TASK = 'settleAfterNotice';

/** The last day of the notices of partners that did not waive them (2.7); null for a version without any. */
export async function lastDayOfNotice({ db }: Pick<Tx, 'db'>, versionId: string): Promise<string | null> {
  const [found] = await rows<{ day: string | null }>(
    db,
    sql`select max(c.notice_until)::text as day from change_acknowledgement c
      where c.version_id = ${versionId} and c.decision = 'ACKNOWLEDGED' and not c.waives_notice`,
  );
  return found?.day ?? null;
}

/** Has a version settled at an instant; a task that is scheduled for it already moves there. */
export const settleAt = (tx: Tx, versionId: string, at: Date): Promise<void> =>
  tx.schedule(NOTICE_TASK, { versionId }, { at, jobKey: `notice ${versionId}` });

/** Whether a notice holds a version back. If so, the version is settled on the day after its end. */
export async function waitsForNotice(tx: Tx, versionId: string): Promise<boolean> {
  const lastDay = await lastDayOfNotice(tx, versionId);
  if (lastDay === null || lastDay < civilDay(tx.now)) return false;
  await settleAt(tx, versionId, startOfDay(addDays(lastDay, 1)));
  return true;
}
