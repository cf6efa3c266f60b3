import { type Mutations, OF_RECORDS, valueAt } from './inputs.ts';
import type { Ready } from './tryMutations.ts';

/** Stands for the place where an input leaves out whose it is: it is the viewer's own. */
export const OWN = 'viewer';

/** The same, of somebody who holds an office besides, in which nothing here is done. */
export const OWN_IN_OFFICE = 'viewer in office';

/** The records that a call names, by place. */
export function namedRecords({ placesOf }: Mutations, mutation: string, { viewer, input }: Ready): Map<string, string> {
  const places = placesOf(mutation, input).filter(({ field, type }) => type === 'ID' && OF_RECORDS.test(field));
  const found = places.flatMap((place) => {
    const record = valueAt(place, input);
    return record ? [[place.field, record] as const] : [];
  });
  const isOwn = viewer.personId !== null && viewer.grants.every(({ role }) => role === 'MEMBER');
  const own = viewer.personId as string;
  return new Map([
    ...found,
    ...(isOwn
      ? ([
          [OWN, own],
          [OWN_IN_OFFICE, own],
        ] as const)
      : []),
  ]);
}
