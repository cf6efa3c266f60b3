import { civilDay, insertRow, lastDayOf, newId, type Tx, updateRow } from '@union-graph/subgraph';
import { numbers } from '../rule/numbers.ts';
import type { HardshipCategory, PublishNoticeInput } from '../schema.gen.ts';
import { HardshipFile } from './HardshipFile.ts';
import { PublicNotice } from './PublicNotice.ts';
import { checkedMask } from './rules.ts';
import { assertFileStep, getFileForStep } from './steps.ts';

/** Shows a verified file to the public, masked, for five working days (2.5.2 [D]); the day on which it is published does not count. */
export async function publishNotice(tx: Tx, input: PublishNoticeInput): Promise<{ file: HardshipFile; notice: PublicNotice }> {
  const row = await getFileForStep(tx, 'publishNotice', input);
  assertFileStep(tx, row, 'PUBLIC_NOTICE');
  const maskedName = checkedMask(input.maskedName);
  const from = civilDay(tx.now);
  const notice = await insertRow(tx.db, PublicNotice, {
    id: newId(),
    fileId: row.id,
    from,
    to: await lastDayOf(tx.db, from, { workingDays: tx.number(numbers.NOTICE_DAYS) }),
    maskedName,
    category: row.category as HardshipCategory,
  });
  return { file: await updateRow(tx.db, HardshipFile, row, { status: 'PUBLIC_NOTICE' }), notice };
}
