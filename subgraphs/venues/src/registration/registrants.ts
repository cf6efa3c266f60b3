import { checkedNumber, checkedOpenText, Refusal, refuseErased, refuseIf, requireIds, type Tx } from '@union-graph/subgraph';
import type { CultureEvent } from '../event/CultureEvent.ts';
import { getMembersOf } from '../member/place.ts';
import type { RegisterForEventInput, RegistrantInput } from '../schema.gen.ts';
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
    ...acceptanceOf(person, event, tx.now),
  }));
}

function acceptanceOf({ acceptance }: RegistrantInput, { publishedAt }: CultureEvent, now: Date) {
  if (acceptance == null)
    throw new Refusal(
      'CONSENT_REQUIRED',
      'Taking part is voluntary: nobody is registered without a record of their own acceptance. Give "acceptance" for each person.',
      { rule: 'S-72', field: 'acceptance' },
    );
  const { acceptedAt, kind, reference } = acceptance;
  refuseIf(
    acceptedAt > now || acceptedAt < publishedAt,
    'VALIDATION_FAILED',
    'An acceptance lies between the publication of the event and now.',
    { rule: 'S-72', field: 'acceptedAt' },
  );
  return { acceptedAt, acceptanceKind: kind, acceptanceRef: checkedOpenText(reference, 'reference', 200) };
}
