import { forbidden, Refusal, refuseIf, rows, sql, type Tx } from '@union-graph/subgraph';
import type { PartnerClient } from './PartnerClient.ts';

/**
 * Checks a client id of the identity provider: 1 to 200 characters of visible ASCII (RFC 6749, appendix A.1), so that no two ids look alike. Throws
 * `BAD_USER_INPUT`.
 */
export function checkedClientId(clientId: string, field = 'clientId'): string {
  if (/^[\x21-\x7e]{1,200}$/.test(clientId)) return clientId;
  throw new Refusal('BAD_USER_INPUT', `"${field}" has 1 to 200 visible ASCII characters, as the identity provider gave it.`, {
    field,
  });
}

/** The registration of a program; undefined when there is none. Locks the row, so that concurrent signatures wait for each other. */
export async function findClient({ db }: Pick<Tx, 'db'>, clientId: string): Promise<PartnerClient | undefined> {
  const [client] = await rows<PartnerClient>(
    db,
    sql`select client_id as "clientId", party_id as "partyId", registered_by as "registeredBy" from partner_client
    where client_id = ${clientId} for update`,
  );
  return client;
}

/** The person who registered the program of a draft. Refuses a program that is not registered, that is another partner's, or that the viewer registered. */
export async function registrarOf(tx: Tx, clientId: string, partyId: string): Promise<string> {
  const client = await findClient(tx, clientId);
  if (client && client.partyId !== partyId) throw belongsToAnotherPartner(clientId);
  const registrar = client?.registeredBy ?? null;
  if (registrar === null) {
    const notRegistered = `The program "${clientId}" is not registered for this partner. A colleague registers it first ("registerPartnerClient").`;
    throw new Refusal('VALIDATION_FAILED', notRegistered, { rule: '2.7', field: 'clientId' });
  }
  const sameOfficer = 'You registered this program yourself. A colleague drafts its agreements.';
  refuseIf(registrar === tx.viewer.personId, 'SEPARATION_OF_DUTIES', sameOfficer, { rule: '2.7', field: 'clientId' });
  return registrar;
}

/** The registration of the viewer's own program; throws `FORBIDDEN` when the viewer is not a registered program. */
export async function ownClient(tx: Tx, verb: string): Promise<PartnerClient> {
  const { viewer } = tx;
  const client = viewer.kind === 'client' && viewer.clientId !== null ? await findClient(tx, viewer.clientId) : undefined;
  if (client) return client;
  throw forbidden(viewer, `Only the registered program of a partner may "${verb}".`, { kind: 'role', anyOf: ['PARTNER'] });
}

/** The refusal of a program that another partner has registered. */
export const belongsToAnotherPartner = (clientId: string): Refusal =>
  new Refusal('DUPLICATE', `The program "${clientId}" belongs to another partner.`, { field: 'clientId' });
