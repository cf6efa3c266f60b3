import { Refusal } from '@union-graph/subgraph';
import type { PartyReferralStatus } from '../schema.gen.ts';

/** Where a referral may go from each state (S-45). A party that answers has taken note of it. */
export const REFERRAL_TRANSITIONS: Readonly<Record<PartyReferralStatus, readonly PartyReferralStatus[]>> = {
  SENT: ['ACKNOWLEDGED', 'ANSWERED'],
  ACKNOWLEDGED: ['ANSWERED'],
  ANSWERED: [],
};

interface Stored {
  readonly ackDueOn: string;
  readonly ackAt: Date | null;
  readonly answeredAt: Date | null;
}

/** Where a referral stands; it follows from what was written down. */
export const statusOfReferral = ({ ackAt, answeredAt }: Stored): PartyReferralStatus =>
  answeredAt ? 'ANSWERED' : ackAt ? 'ACKNOWLEDGED' : 'SENT';

/** Whether the party has not taken note of a referral though its last day for it is over. */
export const isOverdue = (row: Stored, today: string): boolean => row.ackAt === null && today > row.ackDueOn;

/** Throws for a party that refers a case to itself. */
export function checkReferralParties(from: string, to: string): void {
  if (from !== to) return;
  throw new Refusal('VALIDATION_FAILED', `The party "${to}" has this case already. A case is referred to another party.`, {
    rule: 'S-45',
    field: 'to',
  });
}
