import { checkedNumber, refuseErased, refuseIf, requireIds, type Tx } from '@union-graph/subgraph';
import type { CultureEvent } from '../event/CultureEvent.ts';
import { getMembersOf, refuseDead } from '../member/place.ts';
import type { RegisterForEventInput } from '../schema.gen.ts';
import { checkedAcceptance } from './acceptance.ts';
import { REGISTRARS, registrationPolicy } from './policy.ts';
import type { Registration } from './Registration.ts';

const MOST_PERSONS = 500;

/** Who is registered, with the record of their acceptance where somebody else registers them. */
export type Registrant = Pick<Registration, 'memberId' | 'registeredBy' | 'acceptedAt' | 'acceptanceKind' | 'acceptanceRef'>;

/** The viewer, or the members that staff register: of their own part of the tree, each with a record of their acceptance (S-72). */
export async function registrantsOf(tx: Tx, { persons }: RegisterForEventInput, event: CultureEvent): Promise<Registrant[]> {
  const registeredBy = tx.viewer.personId ?? '';
  const { scopePath } = event;
  if (persons == null) {
    registrationPolicy.authorise(tx.viewer, 'registerForEvent', { memberId: registeredBy, registeredBy, scopePath });
    await refuseErased(tx, [registeredBy]);
    await refuseDead(tx, [registeredBy]);
    return [{ memberId: registeredBy, registeredBy, acceptedAt: null, acceptanceKind: null, acceptanceRef: null }];
  }
  registrationPolicy.authorise(tx.viewer, 'registerOthers', { memberId: '', registeredBy, scopePath });
  checkedNumber(persons.length, 'persons', [1, MOST_PERSONS]);
  const ids = persons.map(({ memberId }) => memberId.toLowerCase());
  for (const memberId of ids) requireIds({ memberId });
  refuseIf(new Set(ids).size < ids.length, 'BAD_USER_INPUT', 'A member is named twice. Name each once.', { field: 'persons' });
  await getMembersOf(tx, ids, 'memberId', REGISTRARS);
  return persons.map((person) => ({
    memberId: person.memberId.toLowerCase(),
    registeredBy,
    ...checkedAcceptance(tx, person.acceptance, {
      rule: 'S-72',
      since: event.publishedAt,
      what: 'the publication of the event',
    }),
  }));
}
