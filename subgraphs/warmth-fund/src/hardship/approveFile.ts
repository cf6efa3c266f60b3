import { fileActivated } from '@union-graph/events';
import { civilDay, lastDayOf, refuseIf, resolveRequest, type Tx, updateRow } from '@union-graph/subgraph';
import { numbers } from '../rule/numbers.ts';
import type { ApproveFileInput } from '../schema.gen.ts';
import { refuseDoubled } from './doubles.ts';
import { HardshipFile } from './HardshipFile.ts';
import { PublicNotice } from './PublicNotice.ts';
import { refuseDeadPerson } from './personDied.ts';
import { announceFile, assertFileStep, getFileForStep } from './steps.ts';

/** Approves a file whose notice is over, by somebody who did not open it (FND-INV-6); it is active at once, until its review is due. */
export async function approveFile(tx: Tx, input: ApproveFileInput): Promise<{ file: HardshipFile }> {
  const row = await getFileForStep(tx, 'approveFile', input);
  refuseIf(row.openedBy === tx.viewer.personId, 'SEPARATION_OF_DUTIES', 'You opened this file. Another person must approve it.', {
    rule: 'FND-INV-6',
  });
  assertFileStep(tx, row, 'ACTIVE');
  const today = civilDay(tx.now);
  const { to } = await tx.db.findOneByOrFail(PublicNotice, { fileId: row.id });
  refuseIf(
    today <= to,
    'VALIDATION_FAILED',
    `The file is on public notice until ${to}; it can be approved from the next day on.`,
    {
      rule: 'S-34',
      field: 'fileId',
    },
  );
  await refuseDoubled(tx, row);
  await refuseDeadPerson(tx, row, 'rejectFile');
  const file = await updateRow(tx.db, HardshipFile, row, {
    status: 'ACTIVE',
    approvedBy: tx.viewer.personId,
    approvedAt: tx.now,
    activeFrom: today,
    reviewDueOn: await lastDayOf(tx.db, today, { days: tx.number(numbers.REVIEW_DAYS) }),
  });
  await announceFile(tx, fileActivated, file);
  await resolveRequest(tx, file, 'HardshipFile', file.status);
  return { file };
}
