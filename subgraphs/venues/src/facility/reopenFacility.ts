import { civilDay, type Tx, updateRow } from '@union-graph/subgraph';
import type { ReopenFacilityInput } from '../schema.gen.ts';
import { Closure } from './Closure.ts';
import { Facility } from './Facility.ts';
import { getFacilityFor } from './getFacility.ts';

/** Ends the closure that is under way (domain rule 2.4.2). Closures to come stay. A facility that was to open later opens today. */
export async function reopenFacility(tx: Tx, input: ReopenFacilityInput): Promise<{ facility: Facility }> {
  const { facility, closures } = await getFacilityFor(tx, input, { to: 'OPEN', at: tx.now });
  // Closures do not overlap, so the first of those not over is the one under way.
  await tx.db.update(Closure, { id: closures[0]?.id }, { to: tx.now });
  const today = civilDay(tx.now);
  const opensLater = facility.openedOn !== null && facility.openedOn > today;
  return { facility: await updateRow(tx.db, Facility, facility, opensLater ? { openedOn: today } : {}) };
}
