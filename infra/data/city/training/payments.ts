import type { People } from '../members.ts';
import { degreeSeeds } from './degree.ts';
import type { Employed } from './people.ts';
import { INSTALMENT_PAID_ON, paidInstalmentsOf } from './sponsorships.ts';
import { SUBSIDY_PAID_ON, subsidySeeds } from './subsidies.ts';

/** A thing of training that the fund paid. */
interface SkillsPayment {
  readonly type: 'SubsidyApplication' | 'SponsorshipInstalment';
  readonly id: string;
  readonly payout: string;
  readonly worker: Employed;
  readonly amountFen: number;
  readonly paidOn: string;
}

/** Every subsidy, and the first part of every sponsorship. */
export const skillsPayments = (people: People): SkillsPayment[] => [
  ...subsidySeeds(people).map(({ id, payout, holder, amountFen }) => ({
    type: 'SubsidyApplication' as const,
    id,
    payout,
    worker: holder,
    amountFen,
    paidOn: SUBSIDY_PAID_ON,
  })),
  ...paidInstalmentsOf(degreeSeeds(people)).map((instalment) => ({
    type: 'SponsorshipInstalment' as const,
    ...instalment,
    paidOn: INSTALMENT_PAID_ON,
  })),
];

/** Which sponsorship each paid part is of, as the fund was told with it. */
export const sponsorshipParts = (people: People) =>
  paidInstalmentsOf(degreeSeeds(people)).map(({ id, sponsorshipId }) => ({ instalment_id: id, sponsorship_id: sponsorshipId }));
