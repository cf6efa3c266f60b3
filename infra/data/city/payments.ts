import { id } from '../ids.ts';
import type { Profile } from './profile.ts';
import { paidInstalments } from './warmthFundProjects.ts';

const ofFoundation = (profile: Pick<Profile, 'purchasedProjects'>) =>
  paidInstalments(profile).filter(({ fund }) => fund === 'WARMTH');

export const fundPaymentCount = (profile: Pick<Profile, 'purchasedProjects'>): number => ofFoundation(profile).length;

/** What the fund told of the Warmth Foundation's payments, which alone count for the tile (C-12). */
export function* fundPaymentRows(profile: Pick<Profile, 'purchasedProjects'>) {
  for (const { code } of ofFoundation(profile))
    yield { disbursement_id: id('disbursement', `instalment-${code}`), state: 'paid', version: 5 };
}
