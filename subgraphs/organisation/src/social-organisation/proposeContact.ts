import { getForUpdate, insertRow, newId, type Tx } from '@union-graph/subgraph';
import type { ProposeContactInput } from '../schema.gen.ts';
import { ContactLink } from './ContactLink.ts';
import { contactPolicy } from './policy.ts';
import { SocialOrganisation } from './SocialOrganisation.ts';

/** Names a known organisation as a candidate for one more unit. One open contact a unit: index `contact_link_one_open`. */
export async function proposeContact(tx: Tx, input: ProposeContactInput): Promise<{ contact: ContactLink }> {
  const districtCode = input.districtCode ?? null;
  contactPolicy.authorise(tx.viewer, 'proposeContact', { districtCode });
  const { id } = await getForUpdate(tx, SocialOrganisation, input.socialOrganisationId, {
    what: 'social organisation',
    visible: () => true,
  });
  return { contact: await addContact(tx, id, districtCode) };
}

/** A new contact in its first state. */
export const addContact = (tx: Tx, socialOrganisationId: string, districtCode: string | null): Promise<ContactLink> =>
  insertRow(tx.db, ContactLink, { id: newId(), socialOrganisationId, districtCode, status: 'CANDIDATE', version: 1 });
