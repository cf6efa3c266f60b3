import { refuseIf, type Transitions } from '@union-graph/subgraph';
import type { BookTransferStatus } from './BookTransfer.ts';

export const BOOK_TRANSFER_TRANSITIONS: Transitions<BookTransferStatus> = {
  REQUESTED: ['POSTED', 'REJECTED'],
  POSTED: [],
  REJECTED: [],
};

export type TransferSide = 'GIVING' | 'RECEIVING';

interface Approvals {
  readonly requestedBy: string;
  readonly fromApprovedBy: string | null;
  readonly toApprovedBy: string | null;
}

/**
 * Each side approves once, by a person who neither asked for the transfer nor approved it for the other side (FND-INV-6, 7).
 * `DUPLICATE` for a side that has approved.
 */
export function checkApproval(
  { requestedBy, fromApprovedBy, toApprovedBy }: Approvals,
  side: TransferSide,
  person: string,
): void {
  const [own, other] = side === 'GIVING' ? [fromApprovedBy, toApprovedBy] : [toApprovedBy, fromApprovedBy];
  refuseIf(own !== null, 'DUPLICATE', `The ${side === 'GIVING' ? 'giving' : 'receiving'} side has approved this transfer.`, {
    rule: 'FND-INV-7',
    field: 'side',
  });
  refuseIf(
    person === requestedBy || person === other,
    'SEPARATION_OF_DUTIES',
    'You asked for this transfer or approved it for the other side. Another person must approve it for this side.',
    { rule: 'FND-INV-6', field: 'side' },
  );
}
