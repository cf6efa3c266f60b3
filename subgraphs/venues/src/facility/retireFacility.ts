import { checkedOpenText, type Tx, updateRow } from '@union-graph/subgraph';
import { clearBookings } from '../booking/clearBookings.ts';
import type { RetireFacilityInput } from '../schema.gen.ts';
import { Facility } from './Facility.ts';
import { getFacilityFor } from './getFacility.ts';

/** Takes a facility in maintenance out of use for good (domain rule 2.4.2); later bookings are cancelled. */
export async function retireFacility(
  tx: Tx,
  input: RetireFacilityInput,
): Promise<{ facility: Facility; cancelledCount: number }> {
  const { facility } = await getFacilityFor(tx, input, { to: 'RETIRED', at: tx.now });
  const reason = checkedOpenText(input.reason, 'reason', 200);
  const cancelledCount = await clearBookings(tx, facility.id, { start: tx.now, end: null }, reason);
  return { facility: await updateRow(tx.db, Facility, facility, { retiredAt: tx.now }), cancelledCount };
}
