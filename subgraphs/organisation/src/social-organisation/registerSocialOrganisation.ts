import { socialOrganisationListed } from '@union-graph/events';
import { checkedName, civilDay, insertRow, newId, refuseIf, type Tx } from '@union-graph/subgraph';
import type { RegisterSocialOrganisationInput } from '../schema.gen.ts';
import type { ContactLink } from './ContactLink.ts';
import { contactPolicy } from './policy.ts';
import { addContact } from './proposeContact.ts';
import { checkedRegNo } from './rules.ts';
import { SocialOrganisation } from './SocialOrganisation.ts';

/** Enters an organisation into the register, with its first contact: the city's, or one district's (S-21). */
export async function registerSocialOrganisation(
  tx: Tx,
  input: RegisterSocialOrganisationInput,
): Promise<{ organisation: SocialOrganisation; contact: ContactLink }> {
  const districtCode = input.districtCode ?? null;
  contactPolicy.authorise(tx.viewer, 'registerSocialOrganisation', { districtCode });
  const nameZh = checkedName(input.nameZh, 'nameZh');
  const regNo = checkedRegNo(input.regNo);
  const registeredAt = input.registeredAt ?? null;
  refuseIf(
    registeredAt !== null && registeredAt > civilDay(tx.now),
    'BAD_USER_INPUT',
    `Nobody was registered on ${registeredAt} yet.`,
    { field: 'registeredAt' },
  );
  const organisation = await insertRow(tx.db, SocialOrganisation, {
    id: newId(),
    nameZh,
    regNo,
    kind: input.kind,
    registeredAt,
    version: 1,
  });
  await tx.publish(socialOrganisationListed, organisation, { kind: organisation.kind });
  return { organisation, contact: await addContact(tx, organisation.id, districtCode) };
}
