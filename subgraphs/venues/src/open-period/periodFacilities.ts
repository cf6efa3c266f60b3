import { checkedNumber, refuseIf, rows, sql, type Tx } from '@union-graph/subgraph';
import type { Facility } from '../facility/Facility.ts';
import { getFacility } from '../facility/getFacility.ts';
import { venuePolicy } from '../venue/policy.ts';
import type { OpenPeriod } from './OpenPeriod.ts';
import { OpenPeriodFacility } from './OpenPeriodFacility.ts';

const MOST_FACILITIES = 50;

/** Facilities that take part in a period, locked in the order of their ids, like by everybody who locks several; the viewer manages all of them. */
export async function lockFacilities(tx: Tx, ids: readonly string[]): Promise<Facility[]> {
  const distinct = [...new Set(ids)].sort();
  checkedNumber(distinct.length, 'facilityIds', [1, MOST_FACILITIES]);
  refuseIf(distinct.length < ids.length, 'BAD_USER_INPUT', 'A facility is named twice. Name each facility once.', {
    field: 'facilityIds',
  });
  return lockManaged(tx, distinct);
}

/** The same for facilities that are in a period already, or are to be: all of them, so that nobody books by either meanwhile. */
export async function lockManaged(tx: Tx, ids: readonly string[]): Promise<Facility[]> {
  const facilities: Facility[] = [];
  for (const id of ids) {
    const facility = await getFacility(tx, id);
    venuePolicy.authorise(tx.viewer, 'manage', facility);
    facilities.push(facility);
  }
  return facilities;
}

/** Throws `NOT_BOOKABLE` for a facility that is not booked by slots. */
export function assertBookedBySlots(facilities: readonly Facility[]): void {
  for (const { accessMode, nameZh } of facilities)
    refuseIf(accessMode !== 'BOOKABLE', 'NOT_BOOKABLE', `"${nameZh}" is not booked by slots, so it needs no open period.`, {
      rule: 'VEN-INV-2',
      field: 'facilityIds',
    });
}

/** The facilities of a period, by id. */
export async function facilityIdsOf({ db }: Tx, openPeriodId: string): Promise<string[]> {
  const found = await rows<{ id: string }>(
    db,
    sql`select facility_id as id from open_period_facility where open_period_id = ${openPeriodId} order by facility_id`,
  );
  return found.map(({ id }) => id);
}

/** Has facilities take part in a period on all its days; two periods of one facility never overlap. */
export const addFacilities = ({ db }: Tx, { id: openPeriodId, from, to }: OpenPeriod, ids: readonly string[]): Promise<unknown> =>
  db.insert(
    OpenPeriodFacility,
    ids.map((facilityId) => ({ openPeriodId, facilityId, from, to })),
  );
