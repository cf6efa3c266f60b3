import { type Tx, updateRow } from '@union-graph/subgraph';
import type { ReopenFacilityInput } from '../schema.gen.ts';
import { Closure } from './Closure.ts';
import { Facility } from './Facility.ts';
import { getFacilityFor } from './getFacility.ts';

/** Ends the closure that is under way (domain rule 2.4.2). Closures to come stay. */
export async function reopenFacility(tx: Tx, input: ReopenFacilityInput): Promise<{ facility: Facility }> {
  const { facility, closures } = await getFacilityFor(tx, input, { to: 'OPEN', at: tx.now });
  // Closures do not overlap, so the first of those not over is the one under way.
  await tx.db.update(Closure, { id: closures[0]?.id }, { to: tx.now });
  return { facility: await updateRow(tx.db, Facility, facility, {}) };
}
