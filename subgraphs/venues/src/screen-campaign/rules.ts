import { addDays, assertTransition, refuseIf, type Transitions } from '@union-graph/subgraph';

export type CampaignStatus = 'DRAFT' | 'FILM_APPROVED' | 'SCREENS_BOOKED' | 'REHEARSED' | 'LIVE' | 'REPORTED';

/** The life of a campaign (2.4.2): one way, a step at a time; screens can be booked in several portions. */
export const CAMPAIGN_STEPS: Transitions<CampaignStatus> = {
  DRAFT: ['FILM_APPROVED'],
  FILM_APPROVED: ['SCREENS_BOOKED'],
  SCREENS_BOOKED: ['SCREENS_BOOKED', 'REHEARSED'],
  REHEARSED: ['LIVE'],
  LIVE: ['REPORTED'],
  REPORTED: [],
};

export const assertStep = (from: CampaignStatus, to: CampaignStatus): void =>
  assertTransition(CAMPAIGN_STEPS, 'campaign', from, to);

/** Whether enough of the booked screens have the film, by a share in basis points (2.4.2, S-74). */
export const isReady = ({ booked, acknowledged }: { booked: number; acknowledged: number }, shareBp: number): boolean =>
  booked > 0 && acknowledged * 10_000 >= booked * shareBp;

/** Refuses a series that is shorter than it must be; both days are broadcast (S-74). */
export function assertSeries({ from, to }: { from: string; to: string }, leastDays: number): void {
  refuseIf(to < from, 'BAD_USER_INPUT', 'The last day of the series must not lie before the first.', { field: 'series' });
  refuseIf(to > addDays(from, 366), 'BAD_USER_INPUT', 'A series lasts a year at most.', { field: 'series' });
  refuseIf(
    to < addDays(from, leastDays - 1),
    'VALIDATION_FAILED',
    `The series is broadcast on at least ${leastDays} days. Choose a later last day.`,
    { rule: 'S-74', field: 'series' },
  );
}

/** Whether a screen played at the moment that all screens play. */
export const isSameMoment = (playAt: Date, at: Date, toleranceMinutes: number): boolean =>
  Math.abs(at.getTime() - playAt.getTime()) <= toleranceMinutes * 60_000;
