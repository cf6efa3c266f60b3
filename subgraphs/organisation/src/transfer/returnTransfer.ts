import { civilDay, type Tx } from '@union-graph/subgraph';
import type { ReturnTransferInput } from '../schema.gen.ts';
import { getTransfer, matterOf } from './getTransfer.ts';
import type { MembershipTransfer } from './MembershipTransfer.ts';
import { transferPolicy } from './policy.ts';
import { isLapsed } from './rules.ts';
import { sendBack } from './sendBack.ts';

/** Ends a transfer that was not accepted: declined by the receiving union, or taken back by the member. */
export async function returnTransfer(tx: Tx, input: ReturnTransferInput): Promise<{ transfer: MembershipTransfer }> {
  const locked = await getTransfer(tx, input.transferId, input.expectedVersion);
  transferPolicy.authorise(tx.viewer, 'returnTransfer', matterOf(locked));
  return { transfer: (await sendBack(tx, locked)).transfer };
}

/** The task of the day after the last one: returns the transfer unless it ended before (domain rule 2.1.3). */
export async function returnOverdueTransfer(tx: Tx, { transferId }: Record<string, unknown>): Promise<void> {
  const locked = await getTransfer(tx, String(transferId));
  if (isLapsed(locked.transfer, civilDay(tx.now))) await sendBack(tx, locked);
}
