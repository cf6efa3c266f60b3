import { checkedOpenText, type Tx, updateRow } from '@union-graph/subgraph';
import { clearBookings } from '../booking/clearBookings.ts';
import type { RetireFacilityInput } from '../schema.gen.ts';
import { assertNothingPlanned } from './assertNothingPlanned.ts';
import { Facility } from './Facility.ts';
import { getFacilityFor } from './getFacility.ts';

/** Takes a facility in maintenance out of use for good (domain rule 2.4.2); later bookings are cancelled. Not while an event or a union is expected there. */
export async function retireFacility(
  tx: Tx,
  input: RetireFacilityInput,
): Promise<{ facility: Facility; cancelledCount: number }> {
  const { facility } = await getFacilityFor(tx, input, { to: 'RETIRED', at: tx.now });
  const reason = checkedOpenText(input.reason, 'reason', 200);
  await assertNothingPlanned(tx, facility.id, { start: tx.now, end: null, field: 'facilityId' });
  const cancelledCount = await clearBookings(tx, facility.id, { start: tx.now, end: null }, reason);
  return { facility: await updateRow(tx.db, Facility, facility, { retiredAt: tx.now }), cancelledCount };
}
