import { assertTransition, getForUpdate, type Tx, updateRow } from '@union-graph/subgraph';
import { ContactLink } from './ContactLink.ts';
import { contactPolicy } from './policy.ts';
import { CONTACT_TRANSITIONS, type ContactStatus } from './rules.ts';
import { seesContact } from './scope.ts';

interface ContactInput {
  readonly contactId: string;
  readonly expectedVersion: number;
}

type Verb = Parameters<typeof contactPolicy.authorise>[1];

/** A contact, locked for a change. `NOT_FOUND` outside the viewer's part of the tree, `FORBIDDEN` when the verb is not theirs. */
export async function getContact(tx: Tx, verb: Verb, { contactId, expectedVersion }: ContactInput): Promise<ContactLink> {
  const contact = await getForUpdate(tx, ContactLink, contactId, { what: 'contact', visible: seesContact, expectedVersion });
  contactPolicy.authorise(tx.viewer, verb, contact);
  return contact;
}

/** Brings a contact into another state, where the table of its life allows it. */
export async function toContactStatus(
  tx: Tx,
  verb: Verb,
  input: ContactInput,
  status: ContactStatus,
): Promise<{ contact: ContactLink }> {
  const contact = await getContact(tx, verb, input);
  assertTransition(CONTACT_TRANSITIONS, 'contact', contact.status, status);
  return { contact: await updateRow(tx.db, ContactLink, contact, { status }) };
}
