import { refuseIf, type Transitions } from '@union-graph/subgraph';

export type DonationStatus = 'PLEDGED' | 'RECEIVED' | 'RECEIPTED' | 'REFUNDED' | 'CANCELLED';
export type DonorKind = 'MEMBER' | 'ORGANISATION' | 'ANONYMOUS';

/** A donation's life (domain rule 2.5.2). Only money that came in and was not used is given back; a pledge of which no money came is cancelled. */
export const DONATION_TRANSITIONS: Transitions<DonationStatus> = {
  PLEDGED: ['RECEIVED', 'CANCELLED'],
  RECEIVED: ['RECEIPTED', 'REFUNDED'],
  RECEIPTED: ['REFUNDED'],
  REFUNDED: [],
  CANCELLED: [],
};

/** The number of a receipt as people read it: 京温捐〔2013〕第000001号. */
export const receiptNo = (year: number, seq: number): string => `京温捐〔${year}〕第${String(seq).padStart(6, '0')}号`;

/** Who takes the money in, who writes its receipt and who gives it back: cash and books are apart (会计法第37条), and none of them is the donor. */
export function checkDonationDuties(person: string, ...others: (string | null)[]): void {
  refuseIf(
    others.includes(person),
    'SEPARATION_OF_DUTIES',
    'You gave this donation, or received its money. Another person must take this step.',
    { rule: 'FND-INV-6' },
  );
}

interface Money {
  /** What the account still has to spend. */
  readonly availableFen: bigint;
  /** What came to the account after the donation. */
  readonly laterFen: bigint;
  readonly amountFen: bigint;
}

/**
 * Whether nothing of a donation was used. Money is used in the order in which it came: what is left of an account is what came last, so a
 * donation is whole while the account has it and all that came after it.
 */
export const isUnused = ({ availableFen, laterFen, amountFen }: Money): boolean => availableFen >= laterFen + amountFen;
