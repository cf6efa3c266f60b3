import { assertTransition, civilDay, type Tx, updateRow } from '@union-graph/subgraph';
import { releaseCard } from '../card/holdCard.ts';
import { Member } from '../member/Member.ts';
import type { ReturnTransferInput } from '../schema.gen.ts';
import { getTransfer, type LockedTransfer, matterOf } from './getTransfer.ts';
import { MembershipTransfer } from './MembershipTransfer.ts';
import { transferPolicy } from './policy.ts';
import { TRANSFER_TRANSITIONS } from './rules.ts';

/** Ends a transfer that was not accepted: declined by the receiving union, or taken back by the member. */
export async function returnTransfer(tx: Tx, input: ReturnTransferInput): Promise<{ transfer: MembershipTransfer }> {
  const locked = await getTransfer(tx, input.transferId, input.expectedVersion);
  transferPolicy.authorise(tx.viewer, 'returnTransfer', matterOf(locked));
  return { transfer: await sendBack(tx, locked) };
}

/** The task of the day after the last one: returns the transfer unless it ended before (domain rule 2.1.3). */
export async function returnOverdueTransfer(tx: Tx, { transferId }: Record<string, unknown>): Promise<void> {
  const locked = await getTransfer(tx, String(transferId));
  if (locked.transfer.status === 'REQUESTED' && locked.transfer.dueOn < civilDay(tx.now)) await sendBack(tx, locked);
}

/** The member is a common one again where they were; no count moves. */
async function sendBack(tx: Tx, { transfer, member }: LockedTransfer): Promise<MembershipTransfer> {
  assertTransition(TRANSFER_TRANSITIONS, 'transfer', transfer.status, 'RETURNED');
  const stayed = await updateRow(tx.db, Member, member, { membershipStatus: 'ACTIVE' });
  await releaseCard(tx, transfer.frozenCardId, stayed);
  return updateRow(tx.db, MembershipTransfer, transfer, { status: 'RETURNED', returnedAt: tx.now });
}
