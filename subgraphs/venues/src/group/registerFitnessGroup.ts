import { checkedName, checkedNumber, getForUpdate, insertRow, newId, refuseErased, type Tx } from '@union-graph/subgraph';
import { assertNotSuspended } from '../booking/buyer.ts';
import { lockMember } from '../booking/locks.ts';
import { refuseDead } from '../member/place.ts';
import type { RegisterFitnessGroupInput } from '../schema.gen.ts';
import { Venue } from '../venue/Venue.ts';
import { FitnessGroup } from './FitnessGroup.ts';
import { assertFewGroups } from './leadership.ts';
import { groupPolicy } from './policy.ts';

/** Registers a group that trains at a venue; who registers it leads it (S-71). */
export async function registerFitnessGroup(tx: Tx, input: RegisterFitnessGroupInput): Promise<{ group: FitnessGroup }> {
  const venue = await getForUpdate(tx, Venue, input.venueId, { what: 'venue', visible: () => true });
  const leaderId = tx.viewer.personId;
  groupPolicy.authorise(tx.viewer, 'registerFitnessGroup', {
    ...{ leaderId, nextLeaderId: null, scopePath: venue.scopePath, vacantPath: null },
  });
  await lockMember(tx, leaderId ?? '');
  await refuseErased(tx, [leaderId ?? '']);
  await refuseDead(tx, [leaderId]);
  await assertNotSuspended(tx, leaderId ?? '');
  await assertFewGroups(tx, leaderId ?? '');
  const group = await insertRow(tx.db, FitnessGroup, {
    id: newId(),
    nameZh: checkedName(input.nameZh, 'nameZh', 100),
    venueId: venue.id,
    leaderId,
    nextLeaderId: null,
    size: checkedNumber(input.size, 'size', [2, 10_000]),
    scopePath: venue.scopePath,
    registeredAt: tx.now,
    vacantSince: null,
    vacantPath: null,
    version: 1,
  });
  return { group };
}
