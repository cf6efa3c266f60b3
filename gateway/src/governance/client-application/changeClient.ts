import { checkedEmail, checkedName, checkedText, getForUpdate, refuseIf, type Tx, updateRow } from '@union-graph/subgraph';
import { checkedClientId } from '../agreement/partnerClients.ts';
import type { ChangeClientInput } from '../schema.gen.ts';
import { ClientApplication } from './ClientApplication.ts';
import { clientApplicationPolicy } from './policy.ts';
import { refuseUnfitClients } from './registerClient.ts';

/**
 * Changes what is registered of an application, by a department of the federation (2.7). Its own client stays: the requests of another one are another
 * application's. A program that is replaced publishes nothing from then on.
 */
export async function changeClient(tx: Tx, input: ChangeClientInput): Promise<{ client: ClientApplication }> {
  clientApplicationPolicy.authorise(tx.viewer, 'changeClient', null);
  const row = await getForUpdate(tx, ClientApplication, input.clientApplicationId, {
    what: 'client application',
    visible: () => true,
    expectedVersion: input.expectedVersion,
  });
  const { name, team, contact, publisherClientId, safelistOnly } = input;
  const changes = {
    ...(name != null && { name: checkedName(name, 'name', 100) }),
    ...(team != null && { team: checkedText(team, 'team', 100) }),
    ...(contact != null && { contact: checkedEmail(contact, 'contact') }),
    ...(publisherClientId != null && { publisherClientId: checkedClientId(publisherClientId, 'publisherClientId') }),
    ...(safelistOnly != null && { safelistOnly }),
  };
  refuseIf(Object.keys(changes).length === 0, 'BAD_USER_INPUT', 'Name something that changes.', { field: 'name' });
  const publisher = changes.publisherClientId ?? row.publisherClientId;
  if (publisher !== row.publisherClientId) await refuseUnfitClients(tx, row.clientId, publisher);
  return { client: await updateRow(tx.db, ClientApplication, row, changes) };
}
