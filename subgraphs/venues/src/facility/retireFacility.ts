import { assertTransition, type Tx, updateRow } from '@union-graph/subgraph';
import { clearBookings } from '../booking/clearBookings.ts';
import { checkedText } from '../checks.ts';
import type { RetireFacilityInput } from '../schema.gen.ts';
import { venuePolicy } from '../venue/policy.ts';
import { Facility } from './Facility.ts';
import { getFacility } from './getFacility.ts';
import { closuresOf } from './queries.ts';
import { FACILITY_TRANSITIONS, statusAt } from './rules.ts';

/** Takes a facility in maintenance out of use for good (domain rule 2.4.2); later bookings are cancelled. */
export async function retireFacility(
  tx: Tx,
  input: RetireFacilityInput,
): Promise<{ facility: Facility; cancelledCount: number }> {
  const facility = await getFacility(tx, input.facilityId, input.expectedVersion);
  venuePolicy.authorise(tx.viewer, 'manage', facility);
  const reason = checkedText(input.reason, 'reason', 200);
  const closures = await closuresOf(tx.db, [facility.id], tx.now);
  assertTransition(FACILITY_TRANSITIONS, 'facility', statusAt(facility, closures, tx.now), 'RETIRED');
  const cancelledCount = await clearBookings(tx, facility.id, { start: tx.now, end: null }, reason);
  return { facility: await updateRow(tx.db, Facility, facility, { retiredAt: tx.now }), cancelledCount };
}
