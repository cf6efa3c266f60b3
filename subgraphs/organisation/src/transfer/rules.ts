import { addDays, startOfDay, type Transitions } from '@union-graph/subgraph';
import type { MembershipTransfer } from './MembershipTransfer.ts';

export type TransferStatus = 'REQUESTED' | 'ACCEPTED' | 'RETURNED';

/** A transfer's life (domain rule 2.1.3, membership). */
export const TRANSFER_TRANSITIONS: Transitions<TransferStatus> = {
  REQUESTED: ['ACCEPTED', 'RETURNED'],
  ACCEPTED: [],
  RETURNED: [],
};

type Lasting = Pick<MembershipTransfer, 'status' | 'dueOn' | 'returnedAt'>;

/** Whether nobody accepted a transfer until its last day, and that day is over: it has returned, though that may not be written down yet. */
export const isLapsed = ({ status, dueOn }: Lasting, today: string): boolean => status === 'REQUESTED' && dueOn < today;

/** Where a transfer is in its life on a day. */
export const transferStatusOn = (transfer: Lasting, today: string): TransferStatus =>
  isLapsed(transfer, today) ? 'RETURNED' : transfer.status;

/** When a transfer was returned, as of a day; a lapsed one as its last day was over. Null for one that was not. */
export const returnedAtOn = (transfer: Lasting, today: string): Date | null =>
  isLapsed(transfer, today) ? startOfDay(addDays(transfer.dueOn, 1)) : transfer.returnedAt;
