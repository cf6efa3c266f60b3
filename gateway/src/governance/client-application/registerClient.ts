import { checkedEmail, checkedName, checkedText, insertRow, newId, refuseIf, rows, sql, type Tx } from '@union-graph/subgraph';
import { checkedClientId } from '../agreement/partnerClients.ts';
import type { RegisterClientInput } from '../schema.gen.ts';
import { ClientApplication } from './ClientApplication.ts';
import { clientApplicationPolicy } from './policy.ts';

/** Registers an application with the program that publishes its operations, by a department of the federation (2.7). */
export async function registerClient(tx: Tx, input: RegisterClientInput): Promise<{ client: ClientApplication }> {
  clientApplicationPolicy.authorise(tx.viewer, 'registerClient', null);
  const clientId = checkedClientId(input.clientId);
  const publisherClientId = checkedClientId(input.publisherClientId, 'publisherClientId');
  const client = {
    id: newId(),
    name: checkedName(input.name, 'name', 100),
    team: checkedText(input.team, 'team', 100),
    contact: checkedEmail(input.contact, 'contact'),
    clientId,
    publisherClientId,
    registeredBy: tx.viewer.personId as string,
    registeredAt: tx.now,
    safelistOnly: input.safelistOnly ?? false,
    version: 1,
  };
  await refuseUnfitClients(tx, clientId, publisherClientId);
  return { client: await insertRow(tx.db, ClientApplication, client) };
}

interface KnownClient {
  readonly clientId: string;
  readonly kind: 'PROGRAM' | 'PEOPLE' | 'PARTNER' | 'SUBGRAPH';
}

/** Refuses clients that the graph does not know, or that do something else: a partner's program asks under its agreement, and a publisher does one thing. */
export async function refuseUnfitClients({ db }: Tx, clientId: string, publisherClientId: string): Promise<void> {
  const found = await rows<KnownClient>(
    db,
    sql`with wanted as (select unnest(${[clientId, publisherClientId]}::text[]) as client_id)
      select client_id as "clientId", kind from seen_client join wanted using (client_id)
      union select client_id, 'PARTNER' from partner_client join wanted using (client_id)
      union select client_id, 'SUBGRAPH' from subgraph_credential join wanted using (client_id)`,
  );
  const has = (id: string, kind: KnownClient['kind']): boolean => found.some((one) => one.clientId === id && one.kind === kind);
  const refuse = (condition: boolean, message: string, field: string): void =>
    refuseIf(condition, 'VALIDATION_FAILED', message, { rule: '2.7', field });
  for (const [field, id] of [
    ['clientId', clientId],
    ['publisherClientId', publisherClientId],
  ] as const) {
    refuse(has(id, 'PARTNER'), `"${id}" is the program of a partner, whose agreement says what it reads.`, field);
    refuse(has(id, 'SUBGRAPH'), `"${id}" publishes a subgraph. Name another program: each does one thing.`, field);
    const unseen = `No client "${id}" has asked this graph. Have it ask for anything once, and register it then.`;
    refuse(!has(id, 'PROGRAM') && !has(id, 'PEOPLE'), unseen, field);
  }
  const people = `People sign in with "${publisherClientId}", and any of them could publish. Name a program of its own.`;
  refuse(has(publisherClientId, 'PEOPLE'), people, 'publisherClientId');
}
