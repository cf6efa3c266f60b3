import { deletionOverdue as overdueEvent } from '@union-graph/events';
import { handle } from '@union-graph/subgraph';

/**
 * A partner has not confirmed that it deleted what it read under an ended agreement (domain rule 4.3 no. 10): all lasting contacts with it
 * are suspended. Who made one up again links it as usual.
 */
export const deletionOverdue = handle(overdueEvent, async (tx, { data: { partyId } }) => {
  await tx.db.query(
    `update contact_link set status = 'SUSPENDED', version = version + 1 where social_organisation_id = $1 and status = 'LINKED'`,
    [partyId],
  );
});
