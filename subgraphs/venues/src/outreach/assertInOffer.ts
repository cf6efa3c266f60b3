import { civilDay, refuseIf, type Tx } from '@union-graph/subgraph';
import { FiveInFiveOutOffer } from '../offer/FiveInFiveOutOffer.ts';
import type { Span } from '../slot/rules.ts';
import type { OutreachRequest } from './OutreachRequest.ts';

/** Throws `VALIDATION_FAILED` for a time that is not on a day of the offer that was asked for (S-67). */
export async function assertInOffer({ db }: Tx, { offerId }: Pick<OutreachRequest, 'offerId'>, { start }: Span): Promise<void> {
  if (offerId === null) return;
  const { from, to } = await db.findOneByOrFail(FiveInFiveOutOffer, { id: offerId });
  const day = civilDay(start);
  refuseIf(day < from || day > to, 'VALIDATION_FAILED', `The offer that was asked for is from ${from} to ${to}; got ${day}.`, {
    rule: 'S-67',
    field: 'start',
  });
}
