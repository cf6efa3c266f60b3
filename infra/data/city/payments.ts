import { id } from '../ids.ts';
import type { Profile } from './profile.ts';

/** What the fund told of its payments: the subsidies of skilled workers, each paid (domain rule 6.3). */
export function* fundPaymentRows({ subsidies }: Profile) {
  for (let at = 0; at < subsidies; at++)
    yield { disbursement_id: id('disbursement', `city-subsidy-${at}`), state: 'paid', version: 3 };
}
