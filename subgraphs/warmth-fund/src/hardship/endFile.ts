import { fileExited } from '@union-graph/events';
import { checkedText, civilDay, resolveRequest, type Tx, updateRow } from '@union-graph/subgraph';
import { tellHousehold } from '../listed-person/tellListed.ts';
import { withdrawAidOf } from '../payout-source/sources.ts';
import type { ExitFileInput, ExitReason, RejectFileInput } from '../schema.gen.ts';
import { checkDoubled } from './doubles.ts';
import { HardshipFile } from './HardshipFile.ts';
import { findOpenFile } from './openFiles.ts';
import { announceFile, assertFileStep, getFileForStep } from './steps.ts';

/** Reasons for which aid that is not with the bank yet is not paid any more. */
const STOPS_AID: readonly ExitReason[] = ['FALSE_DATA', 'DEATH'];

/** Rejects a file that is not active yet; a request to 12351 behind it is answered. */
export async function rejectFile(tx: Tx, input: RejectFileInput): Promise<{ file: HardshipFile }> {
  const row = await getFileForStep(tx, 'rejectFile', input);
  assertFileStep(tx, row, 'REJECTED');
  const file = await updateRow(tx.db, HardshipFile, row, { status: 'REJECTED', note: checkedText(input.note, 'note', 1_000) });
  await tellHousehold(tx, file);
  await resolveRequest(tx, file, 'HardshipFile', file.status);
  return { file };
}

/** Ends an active file with its reason (2.5.2). What was paid stays paid; after false data or a death, what is
 * approved and not with the bank is not paid any more. The household may apply again at once. */
export async function exitFile(tx: Tx, input: ExitFileInput): Promise<{ file: HardshipFile }> {
  const row = await getFileForStep(tx, 'exitFile', input);
  assertFileStep(tx, row, 'EXITED');
  if (input.reason === 'PERSON_IN_OTHER_FILE') await checkDoubled(tx, row);
  return { file: await exit(tx, row, input.reason) };
}

async function exit(tx: Tx, row: HardshipFile, reason: ExitReason): Promise<HardshipFile> {
  const file = await updateRow(tx.db, HardshipFile, row, {
    status: 'EXITED',
    exitReason: reason,
    activeTo: civilDay(tx.now),
    reviewDueOn: null,
  });
  if (STOPS_AID.includes(reason)) await withdrawAidOf(tx, file.id);
  await announceFile(tx, fileExited, file);
  await tellHousehold(tx, file);
  return file;
}

/** Why the file of a household ends, and what is noted where it was not active yet. */
interface End {
  readonly reason: ExitReason;
  readonly note: string | null;
}

const ERASED: End = { reason: 'WITHDRAWN', note: null };
const HEAD_DIED: End = { reason: 'DEATH', note: '户主已去世，家庭可由其他成员任户主重新建档' };

/** Ends the open file, or the draft, of a household whose head had their data erased: its persons are free for another one. */
export const endFileOf = (tx: Tx, headMemberId: string): Promise<void> => endOpenFile(tx, headMemberId, ERASED);

/** Ends the open file, or the draft, of a household whose head has died (2.5.2): the household opens one under another head. */
export const endFileOfDead = (tx: Tx, headMemberId: string): Promise<void> => endOpenFile(tx, headMemberId, HEAD_DIED);

async function endOpenFile(tx: Tx, headMemberId: string, { reason, note }: End): Promise<void> {
  const open = await findOpenFile(tx, headMemberId);
  if (!open) return;
  if (open.status === 'ACTIVE') return void (await exit(tx, open, reason));
  const rejected = await updateRow(tx.db, HardshipFile, open, { status: 'REJECTED', note });
  await tellHousehold(tx, rejected);
  await resolveRequest(tx, rejected, 'HardshipFile', rejected.status);
}
