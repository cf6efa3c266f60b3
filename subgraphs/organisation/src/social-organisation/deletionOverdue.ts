import { type CloudEvent, isId, Refusal, type Tx } from '@union-graph/subgraph';

/**
 * A partner has not confirmed that it deleted what it read under an ended agreement (`governance.agreement.deletionOverdue` with
 * `partyId`; domain rule 4.3 no. 10): all lasting contacts with it are suspended. Who made one up again links it as usual.
 */
export async function deletionOverdue(tx: Tx, { data: { partyId } }: CloudEvent): Promise<void> {
  if (typeof partyId !== 'string' || !isId(partyId))
    throw new Refusal('BAD_USER_INPUT', 'An overdue deletion is told with its partner.');
  await tx.db.query(
    `update contact_link set status = 'SUSPENDED', version = version + 1 where social_organisation_id = $1 and status = 'LINKED'`,
    [partyId],
  );
}
