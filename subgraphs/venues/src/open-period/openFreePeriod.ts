import { addDays, checkedName, checkedNumber, civilDay, insertRow, newId, refuseIf, type Tx } from '@union-graph/subgraph';
import { numbers } from '../rule/numbers.ts';
import type { OpenFreePeriodInput } from '../schema.gen.ts';
import { OpenPeriod } from './OpenPeriod.ts';
import { addFacilities, assertBookedBySlots, lockFacilities } from './periodFacilities.ts';

/** Opens bookable facilities to card-holders free of charge for some weeks (S-68, VEN-INV-3). */
export async function openFreePeriod(tx: Tx, input: OpenFreePeriodInput): Promise<{ openPeriod: OpenPeriod }> {
  const { from, to } = input;
  refuseIf(from < civilDay(tx.now), 'BAD_USER_INPUT', 'An open period cannot begin in the past.', { field: 'from' });
  assertLength(input);
  const facilities = await lockFacilities(tx, input.facilityIds);
  assertBookedBySlots(facilities);
  const openPeriod = await insertRow(tx.db, OpenPeriod, {
    id: newId(),
    nameZh: checkedName(input.nameZh, 'nameZh', 100),
    from,
    to,
    ...checkedQuota({
      minutesPerDay: input.minutesPerDay ?? tx.number(numbers.QUOTA_MINUTES_PER_DAY),
      perPeriod: input.perPeriod ?? tx.number(numbers.QUOTA_PER_PERIOD),
    }),
    withdrawnAt: null,
    version: 1,
  });
  await addFacilities(
    tx,
    openPeriod,
    facilities.map(({ id }) => id),
  );
  return { openPeriod };
}

/** Throws `BAD_USER_INPUT` for a period that ends before it begins, or lasts more than a year. */
export function assertLength({ from, to }: Pick<OpenPeriod, 'from' | 'to'>): void {
  const sentence = 'The last day must not lie before the first, nor more than a year after it.';
  refuseIf(to < from || to > addDays(from, 366), 'BAD_USER_INPUT', sentence, { field: 'to' });
}

/** What one person may have: 15 minutes to a day, 1 to 1,000 bookings. */
export const checkedQuota = ({ minutesPerDay, perPeriod }: Pick<OpenPeriod, 'minutesPerDay' | 'perPeriod'>) => ({
  minutesPerDay: checkedNumber(minutesPerDay, 'minutesPerDay', [15, 1440]),
  perPeriod: checkedNumber(perPeriod, 'perPeriod', [1, 1000]),
});
