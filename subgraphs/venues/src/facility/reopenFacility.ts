import { assertTransition, type Tx, updateRow } from '@union-graph/subgraph';
import type { ReopenFacilityInput } from '../schema.gen.ts';
import { venuePolicy } from '../venue/policy.ts';
import { Closure } from './Closure.ts';
import { Facility } from './Facility.ts';
import { getFacility } from './getFacility.ts';
import { closuresOf } from './queries.ts';
import { FACILITY_TRANSITIONS, statusAt } from './rules.ts';

/** Ends the closure that is under way (domain rule 2.4.2). Closures to come stay. */
export async function reopenFacility(tx: Tx, input: ReopenFacilityInput): Promise<{ facility: Facility }> {
  const facility = await getFacility(tx, input.facilityId, input.expectedVersion);
  venuePolicy.authorise(tx.viewer, 'manage', facility);
  const closures = await closuresOf(tx.db, [facility.id], tx.now);
  assertTransition(FACILITY_TRANSITIONS, 'facility', statusAt(facility, closures, tx.now), 'OPEN');
  // Closures do not overlap, so the first of those not over is the one under way.
  await tx.db.update(Closure, { id: closures[0]?.id }, { to: tx.now });
  return { facility: await updateRow(tx.db, Facility, facility, {}) };
}
