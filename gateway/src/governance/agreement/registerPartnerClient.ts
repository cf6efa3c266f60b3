import { checkedText, isId, lockByName, refuseIf, rows, sql, type Tx } from '@union-graph/subgraph';
import type { References } from '../references/references.ts';
import type { RegisterPartnerClientInput } from '../schema.gen.ts';
import { refuseUnknownPartner } from './checkReferences.ts';
import type { PartnerClient } from './PartnerClient.ts';
import { belongsToAnotherPartner, checkedClientId, findClient } from './partnerClients.ts';
import { agreementPolicy } from './policy.ts';

/**
 * Registers the program of a partner permanently. It takes evidence from the partner. The person who registers a program may not draft its
 * agreements, because one person who did both could sign for both sides.
 */
export async function registerPartnerClient(
  tx: Tx,
  input: RegisterPartnerClientInput,
  references: References,
): Promise<{ client: PartnerClient }> {
  agreementPolicy.authorise(tx.viewer, 'registerPartnerClient', null);
  const { partyId } = input;
  refuseIf(!isId(partyId), 'BAD_USER_INPUT', `"${partyId}" is not an id.`, { field: 'partyId' });
  const clientId = checkedClientId(input.clientId);
  const usedByPeople = `You have signed in with "${clientId}" yourself: people use it, and whoever does would speak for the partner. Register the partner's own program.`;
  refuseIf(clientId === tx.viewer.clientId, 'VALIDATION_FAILED', usedByPeople, { rule: '2.7', field: 'clientId' });
  await refuseUnfitPartnerClient(tx, clientId);
  await refuseUnknownPartner(tx, references, partyId);
  const evidenceRef = checkedText(input.evidenceRef, 'evidenceRef', 300);
  // Of several at once the others would meet the second unique constraint of the table, for which `on conflict` does not wait.
  await lockByName(tx.db, `partner_client:${clientId}`);
  await tx.db.query(
    `insert into partner_client (client_id, party_id, registered_by, evidence_ref, registered_at) values ($1, $2, $3, $4, $5)
     on conflict on constraint partner_client_pk do update
     set registered_by = excluded.registered_by, evidence_ref = excluded.evidence_ref, registered_at = excluded.registered_at
     where partner_client.registered_by is null and partner_client.party_id = excluded.party_id`,
    [clientId, partyId, tx.viewer.personId, evidenceRef, tx.now],
  );
  const client = await findClient(tx, clientId);
  if (client?.partyId !== partyId) throw belongsToAnotherPartner(clientId);
  const already = `The program "${clientId}" is registered already.`;
  refuseIf(client.registeredBy !== tx.viewer.personId, 'DUPLICATE', already, { field: 'clientId' });
  return { client };
}

/** Refuses a client that people sign in with, and a client that has not yet sent a request with its own credential. */
async function refuseUnfitPartnerClient({ db }: Tx, clientId: string): Promise<void> {
  const seen = await rows<{ kind: 'PROGRAM' | 'PEOPLE' | 'OTHER' }>(
    db,
    sql`select kind from seen_client where client_id = ${clientId}
      union all select 'OTHER' from client_application where ${clientId} in (client_id, publisher_client_id)`,
  );
  const kinds = seen.map(({ kind }) => kind);
  const details = { rule: '2.7', field: 'clientId' };
  const people = `People sign in with "${clientId}", and whoever does would speak for the partner. Register the partner's own program.`;
  refuseIf(kinds.includes('PEOPLE'), 'VALIDATION_FAILED', people, details);
  const other = `"${clientId}" is of a client application. Register the partner's own program.`;
  refuseIf(kinds.includes('OTHER'), 'VALIDATION_FAILED', other, details);
  const unseen = `No program "${clientId}" has asked this graph with a credential of its own. Have the partner's program ask for anything once; it is refused, and can be registered then.`;
  refuseIf(!kinds.includes('PROGRAM'), 'VALIDATION_FAILED', unseen, details);
}
