import { addDays, checkedName, checkedNumber, civilDay, insertRow, newId, refuseIf, type Tx } from '@union-graph/subgraph';
import type { Facility } from '../facility/Facility.ts';
import { getFacility } from '../facility/getFacility.ts';
import { numbers } from '../rule/numbers.ts';
import type { OpenFreePeriodInput } from '../schema.gen.ts';
import { venuePolicy } from '../venue/policy.ts';
import { OpenPeriod } from './OpenPeriod.ts';
import { OpenPeriodFacility } from './OpenPeriodFacility.ts';

/** Opens bookable facilities to card-holders free of charge for some weeks (S-68, VEN-INV-3). */
export async function openFreePeriod(tx: Tx, input: OpenFreePeriodInput): Promise<{ openPeriod: OpenPeriod }> {
  const { from, to } = input;
  refuseIf(from < civilDay(tx.now), 'BAD_USER_INPUT', 'An open period cannot begin in the past.', { field: 'from' });
  refuseIf(
    to < from || to > addDays(from, 366),
    'BAD_USER_INPUT',
    'The last day must not lie before the first, nor more than a year after it.',
    {
      field: 'to',
    },
  );
  const facilities = await lockFacilities(tx, input.facilityIds);
  const openPeriod = await insertRow(tx.db, OpenPeriod, {
    id: newId(),
    nameZh: checkedName(input.nameZh, 'nameZh', 100),
    from,
    to,
    minutesPerDay: checkedNumber(input.minutesPerDay ?? tx.number(numbers.QUOTA_MINUTES_PER_DAY), 'minutesPerDay', [15, 1440]),
    perPeriod: checkedNumber(input.perPeriod ?? tx.number(numbers.QUOTA_PER_PERIOD), 'perPeriod', [1, 1000]),
  });
  await tx.db.insert(
    OpenPeriodFacility,
    facilities.map(({ id }) => ({ openPeriodId: openPeriod.id, facilityId: id, from, to })),
  );
  return { openPeriod };
}

/** In the order of their ids, like everybody who locks several. */
async function lockFacilities(tx: Tx, ids: readonly string[]): Promise<Facility[]> {
  const distinct = [...new Set(ids)].sort();
  checkedNumber(distinct.length, 'facilityIds', [1, 50]);
  refuseIf(distinct.length < ids.length, 'BAD_USER_INPUT', 'A facility is named twice. Name each facility once.', {
    field: 'facilityIds',
  });
  const facilities: Facility[] = [];
  for (const id of distinct) {
    const facility = await getFacility(tx, id);
    venuePolicy.authorise(tx.viewer, 'manage', facility);
    refuseIf(
      facility.accessMode !== 'BOOKABLE',
      'NOT_BOOKABLE',
      `"${facility.nameZh}" is not booked by slots, so it needs no open period.`,
      {
        rule: 'VEN-INV-2',
        field: 'facilityIds',
      },
    );
    facilities.push(facility);
  }
  return facilities;
}
