import { checkedOpenText, civilDay, newId, Refusal, refuseIf, type Tx, updateRow } from '@union-graph/subgraph';
import type { RecordContactInput } from '../schema.gen.ts';
import { ContactLink } from './ContactLink.ts';
import { getContact } from './getContact.ts';
import { SocialOrganisation } from './SocialOrganisation.ts';

const LONGEST_NOTE = 2_000;
/** The first regulations on the registration of social organisations (社会团体登记管理条例); for one whose day of registration is unknown. */
const FIRST_REGISTRATION = '1989-10-25';

/** Records a meeting. The first one makes a candidate `CONTACTED`; any keeps a lasting contact counted for `LASTING_MONTHS` (2.1.3). */
export async function recordContact(tx: Tx, input: RecordContactInput): Promise<{ contact: ContactLink }> {
  const contact = await getContact(tx, 'recordContact', input);
  const happenedOn = input.happenedOn ?? civilDay(tx.now);
  const note = input.note?.trim() ? checkedOpenText(input.note, 'note', LONGEST_NOTE) : null;
  refuseIf(happenedOn > civilDay(tx.now), 'BAD_USER_INPUT', `Nobody met on ${happenedOn} yet.`, { field: 'happenedOn' });
  await refuseBeforeRegistration(tx, contact, happenedOn);
  if (contact.status === 'ENDED') {
    throw new Refusal('INVALID_TRANSITION', 'This contact has ended. Propose a new one with "proposeContact".', {
      field: 'status',
    });
  }
  await tx.db.query(
    'insert into contact_event (id, contact_link_id, happened_on, recorded_by_id, note) values ($1, $2, $3, $4, $5)',
    [newId(), contact.id, happenedOn, tx.viewer.personId, note],
  );
  const status = contact.status === 'CANDIDATE' ? 'CONTACTED' : contact.status;
  return { contact: await updateRow(tx.db, ContactLink, contact, { status }) };
}

/** Nobody met an organisation before there was one. */
async function refuseBeforeRegistration({ db }: Tx, { socialOrganisationId }: ContactLink, happenedOn: string): Promise<void> {
  const { registeredAt } = await db.findOneByOrFail(SocialOrganisation, { id: socialOrganisationId });
  const first = registeredAt ?? FIRST_REGISTRATION;
  refuseIf(happenedOn < first, 'BAD_USER_INPUT', `The organisation can have been met from ${first} on; got ${happenedOn}.`, {
    field: 'happenedOn',
  });
}
