import { getForUpdate, isId, notFound, type Tx } from '@union-graph/subgraph';
import { lockMember } from '../booking/locks.ts';
import { seesPersonal } from '../booking/scope.ts';
import type { Facility } from '../facility/Facility.ts';
import { getFacility } from '../facility/getFacility.ts';
import { WaitlistEntry } from './WaitlistEntry.ts';

interface Asked {
  readonly entryId: string;
  readonly expectedVersion: number;
}

/** A place in the waiting list at the version that the client read, and its facility; facility and member are locked first, as everywhere. */
export async function lockEntry(
  tx: Tx,
  { entryId, expectedVersion }: Asked,
): Promise<{ facility: Facility; entry: WaitlistEntry }> {
  const known = isId(entryId) ? await tx.db.findOneBy(WaitlistEntry, { id: entryId }) : null;
  if (!known || !seesPersonal(tx.viewer, known)) throw notFound('place in the waiting list', entryId);
  const facility = await getFacility(tx, known.facilityId);
  await lockMember(tx, known.memberId);
  const entry = await getForUpdate(tx, WaitlistEntry, entryId, {
    what: 'place in the waiting list',
    visible: seesPersonal,
    expectedVersion,
  });
  return { facility, entry };
}
