import { checkedText, forbidden, isId, Refusal, refuseIf, rows, sql, type Tx } from '@union-graph/subgraph';
import type { References } from '../references/references.ts';
import type { RegisterPartnerClientInput } from '../schema.gen.ts';
import { refuseUnknownPartner } from './checkReferences.ts';
import type { PartnerClient } from './PartnerClient.ts';
import { agreementPolicy } from './policy.ts';

/**
 * The id of a program with the identity provider: visible ASCII (RFC 6749, appendix A.1), so that no two ids look alike.
 * `BAD_USER_INPUT` for anything else.
 */
export function checkedClientId(clientId: string): string {
  if (/^[\x21-\x7e]{1,200}$/.test(clientId)) return clientId;
  throw new Refusal('BAD_USER_INPUT', '"clientId" has 1 to 200 visible ASCII characters, as the identity provider gave it.', {
    field: 'clientId',
  });
}

/**
 * Registers the program of a partner permanently. Its registrar has evidence from the partner, and may not draft its agreements: a person who
 * chose both could sign for both sides.
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
  const told = `You have signed in with "${clientId}" yourself: people use it, and whoever does would speak for the partner. Register the partner's own program.`;
  refuseIf(clientId === tx.viewer.clientId, 'VALIDATION_FAILED', told, { rule: '2.7', field: 'clientId' });
  await refuseUnlessProgram(tx, clientId);
  await refuseUnknownPartner(tx, references, partyId);
  const evidenceRef = checkedText(input.evidenceRef, 'evidenceRef', 500);
  await tx.db.query(
    `insert into partner_client (client_id, party_id, registered_by, evidence_ref, registered_at) values ($1, $2, $3, $4, $5)
     on conflict on constraint partner_client_pk do update
     set registered_by = excluded.registered_by, evidence_ref = excluded.evidence_ref, registered_at = excluded.registered_at
     where partner_client.registered_by is null and partner_client.party_id = excluded.party_id`,
    [clientId, partyId, tx.viewer.personId, evidenceRef, tx.now],
  );
  const client = await findClient(tx, clientId);
  if (client?.partyId !== partyId) throw ofAnotherPartner(clientId);
  const already = `The program "${clientId}" is registered already.`;
  refuseIf(client.registeredBy !== tx.viewer.personId, 'DUPLICATE', already, { field: 'clientId' });
  return { client };
}

/** Refuses a client that people sign in with, and one that has not yet asked with a credential of its own. */
async function refuseUnlessProgram({ db }: Tx, clientId: string): Promise<void> {
  const seen = await rows<{ kind: 'PROGRAM' | 'PEOPLE' }>(db, sql`select kind from seen_client where client_id = ${clientId}`);
  const kinds = seen.map(({ kind }) => kind);
  const details = { rule: '2.7', field: 'clientId' };
  const people = `People sign in with "${clientId}", and whoever does would speak for the partner. Register the partner's own program.`;
  refuseIf(kinds.includes('PEOPLE'), 'VALIDATION_FAILED', people, details);
  const unseen = `No program "${clientId}" has asked this graph with a credential of its own. Have the partner's program ask for anything once; it is refused, and can be registered then.`;
  refuseIf(!kinds.includes('PROGRAM'), 'VALIDATION_FAILED', unseen, details);
}

/** The registration of a program. Locks it, so that concurrent signatures see each other. */
export async function findClient({ db }: Pick<Tx, 'db'>, clientId: string): Promise<PartnerClient | undefined> {
  const [client] = await rows<PartnerClient>(
    db,
    sql`select client_id as "clientId", party_id as "partyId", registered_by as "registeredBy" from partner_client
    where client_id = ${clientId} for update`,
  );
  return client;
}

/** The registrar of the program that a draft names; refuses one that nobody registered, another partner's, and the drafter's own choice. */
export async function registrarOf(tx: Tx, clientId: string, partyId: string): Promise<string> {
  const client = await findClient(tx, clientId);
  if (client && client.partyId !== partyId) throw ofAnotherPartner(clientId);
  const registrar = client?.registeredBy ?? null;
  if (registrar === null) {
    const told = `The program "${clientId}" is not registered for this partner. A colleague registers it first ("registerPartnerClient").`;
    throw new Refusal('VALIDATION_FAILED', told, { rule: '2.7', field: 'clientId' });
  }
  const told = 'You registered this program yourself. A colleague drafts its agreements.';
  refuseIf(registrar === tx.viewer.personId, 'SEPARATION_OF_DUTIES', told, { rule: '2.7', field: 'clientId' });
  return registrar;
}

/** The partner whose own program asks; `FORBIDDEN` to everybody else. */
export async function ownClient(tx: Tx, verb: string): Promise<PartnerClient> {
  const { viewer } = tx;
  const client = viewer.kind === 'client' && viewer.clientId !== null ? await findClient(tx, viewer.clientId) : undefined;
  if (client) return client;
  throw forbidden(viewer, `Only the registered program of a partner may "${verb}".`, { kind: 'role', anyOf: ['PARTNER'] });
}

const ofAnotherPartner = (clientId: string): Refusal =>
  new Refusal('DUPLICATE', `The program "${clientId}" belongs to another partner.`, { field: 'clientId' });
