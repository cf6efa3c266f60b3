import type { Transitions } from '@union-graph/subgraph';

export type CreditSource = 'COURSE' | 'CERTIFICATE' | 'NON_FORMAL';
export type CreditStatus = 'AVAILABLE' | 'RESERVED' | 'SPENT' | 'EXPIRED' | 'VOIDED';
/** That credits have expired follows from their last day; everything else is stored. */
export type StoredCreditStatus = Exclude<CreditStatus, 'EXPIRED'>;
export type ConversionStatus = 'REQUESTED' | 'COMMITTED' | 'RELEASED';
export type ConversionDecision = 'COMMIT' | 'RELEASE';

/** The life of stored credits (domain rule 2.3.2). Credits that were reserved in time are converted though their last day passes meanwhile. */
export const CREDIT_TRANSITIONS: Transitions<CreditStatus> = {
  AVAILABLE: ['RESERVED', 'VOIDED', 'EXPIRED'],
  RESERVED: ['SPENT', 'AVAILABLE'],
  SPENT: [],
  EXPIRED: [],
  VOIDED: [],
};

/** The life of a conversion. */
export const CONVERSION_TRANSITIONS: Transitions<ConversionStatus> = {
  REQUESTED: ['COMMITTED', 'RELEASED'],
  COMMITTED: [],
  RELEASED: [],
};

export const STATUS_BY_DECISION: Readonly<Record<ConversionDecision, ConversionStatus>> = {
  COMMIT: 'COMMITTED',
  RELEASE: 'RELEASED',
};

interface Dated {
  readonly status: StoredCreditStatus;
  readonly expiresAt: string;
}

/** The state of stored credits on a day, whether or not anything was written down since. */
export const creditStatusOn = ({ status, expiresAt }: Dated, today: string): CreditStatus =>
  status === 'AVAILABLE' && expiresAt < today ? 'EXPIRED' : status;

interface Convertible {
  readonly id: string;
  readonly credits: number;
}

/** Of entries in the order in which they run out, those that together are no more than a programme still needs. */
export function fitting<Entry extends Convertible>(entries: readonly Entry[], needed: number): Entry[] {
  let left = needed;
  return entries.filter(({ credits }) => {
    if (credits > left) return false;
    left -= credits;
    return true;
  });
}

export const sumOfCredits = (entries: readonly Convertible[]): number => entries.reduce((sum, { credits }) => sum + credits, 0);
