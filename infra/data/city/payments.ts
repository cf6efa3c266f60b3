import { fundId } from '../demo/warmth-fund-books.ts';
import { aidPayouts } from './fund/aid.ts';
import { aidOf } from './fund/set.ts';
import { type People, peopleOf } from './members.ts';
import type { Profile } from './profile.ts';
import { payoutsOf } from './warmthFundMoney.ts';
import type { CityPayout } from './warmthFundPayout.ts';

/** Everything that the fund paid: from all five books. */
export const allPayouts = (people: People): CityPayout[] => [...payoutsOf(people), ...aidPayouts(aidOf(people).paid)];

/** What the fund told organisation of the Warmth Foundation's payments, which alone count for the tile (C-12): aid and incubated projects. */
export const fundPaymentRows = (people: People) =>
  allPayouts(people)
    .filter(({ row }) => row.fund_id === fundId('WARMTH'))
    .map(({ row }) => ({ disbursement_id: row.id, state: 'paid', version: row.version }));

export const fundPaymentCount = (profile: Profile): number => fundPaymentRows(peopleOf(profile)).length;
