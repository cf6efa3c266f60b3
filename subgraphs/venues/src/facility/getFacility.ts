import { assertTransition, getForUpdate, type Tx } from '@union-graph/subgraph';
import { venuePolicy } from '../venue/policy.ts';
import type { Closure } from './Closure.ts';
import { Facility } from './Facility.ts';
import { closuresOf } from './queries.ts';
import { FACILITY_TRANSITIONS, type FacilityStatus, facilityStatusAt } from './rules.ts';

/**
 * A facility, locked until the transaction ends: what changes its calendar takes turns, so that a closure and a hold
 * cannot miss each other. Facilities are public; an id without a row is `NOT_FOUND`.
 */
export const getFacility = (tx: Tx, id: string, expectedVersion?: number): Promise<Facility> =>
  getForUpdate(tx, Facility, id, {
    what: 'facility',
    visible: () => true,
    ...(expectedVersion === undefined ? {} : { expectedVersion }),
  });

/**
 * A locked facility that the viewer manages and that may become `to` at an instant, with its closures from now on; otherwise
 * `FORBIDDEN` or `INVALID_TRANSITION` (domain rule 2.4.2).
 */
export async function getFacilityFor(
  tx: Tx,
  { facilityId, expectedVersion }: { facilityId: string; expectedVersion: number },
  { to, at }: { to: FacilityStatus; at: Date },
): Promise<{ facility: Facility; closures: Closure[] }> {
  const facility = await getFacility(tx, facilityId, expectedVersion);
  venuePolicy.authorise(tx.viewer, 'manage', facility);
  const closures = await closuresOf(tx.db, [facility.id], tx.now);
  assertTransition(FACILITY_TRANSITIONS, 'facility', facilityStatusAt(facility, closures, at), to);
  return { facility, closures };
}
