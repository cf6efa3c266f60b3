import { PERSON_TAGS } from '@union-graph/schema';
import { Kind } from 'graphql';
import { topFieldNames } from './fieldSets.ts';
import type { SupergraphField, SupergraphType, SupergraphTypes } from './supergraphTypes.ts';

/** The object type that represents persons, by the tags of the supergraph. */
export interface PersonType {
  /** Its name. */
  readonly typeName: string;
  /** Its key field, whose value identifies a data subject in the access log. */
  readonly keyField: string;
  /** The fields of consents; null when the supergraph has no tags of consents. */
  readonly consents: ConsentFields | null;
}

/** The names of the fields by which the consents of a person are queried. */
export interface ConsentFields {
  /** The field of `Query` that returns a person, its only argument, and the argument's type. */
  readonly byKey: { readonly field: string; readonly argument: string; readonly type: string };
  /** The field of the person that lists consents. */
  readonly field: string;
  readonly purpose: string;
  readonly givenAt: string;
  readonly withdrawnAt: string;
}

/** The tags of a supergraph contradict each other. */
export class PersonTagsError extends Error {
  override name = 'PersonTagsError';
}

/** Reads the type of persons; null when no type has the tag. Throws {@link PersonTagsError} for contradictory tags. */
export function readPersonType(types: SupergraphTypes): PersonType | null {
  const tagged = findTagged(types);
  const { type } = tagged.get(PERSON_TAGS.type) ?? {};
  if (!type) {
    for (const tag of tagged.keys())
      throw new PersonTagsError(`The tag "${tag}" has no meaning where no type has the tag "${PERSON_TAGS.type}".`);
    return null;
  }
  return { typeName: type.name, keyField: keyFieldOf(type), consents: readConsentFields(type, tagged) };
}

/** A type or field with a tag. */
interface Tagged {
  readonly type: SupergraphType;
  readonly field: SupergraphField | null;
}

const TAGS: readonly string[] = Object.values(PERSON_TAGS);

const coordinateOf = ({ type, field }: Tagged): string => (field ? `${type.name}.${field.name}` : type.name);

/** The type or field that has each tag. */
function findTagged(types: SupergraphTypes): ReadonlyMap<string, Tagged> {
  const tagged = new Map<string, Tagged>();
  const mark = (tags: readonly string[], on: Tagged): void => {
    for (const tag of tags) {
      if (!TAGS.includes(tag)) continue;
      if ((tag === PERSON_TAGS.type) !== (on.field === null))
        throw new PersonTagsError(
          `The tag "${tag}" does not belong on "${coordinateOf(on)}": it is for ${on.field ? 'a type' : 'a field'}.`,
        );
      const other = tagged.get(tag);
      if (other)
        throw new PersonTagsError(
          `The tag "${tag}" stands on "${coordinateOf(other)}" and on "${coordinateOf(on)}": leave one of them.`,
        );
      tagged.set(tag, on);
    }
  };
  for (const type of types.values()) {
    mark(type.tags, { type, field: null });
    for (const field of type.fields.values()) mark(field.tags, { type, field });
  }
  return tagged;
}

function keyFieldOf({ name, node, joins }: SupergraphType): string {
  const keys = joins.flatMap(({ key }) => (key ? [topFieldNames(key)] : []));
  const [field] = keys.find((fields) => fields.length === 1) ?? [];
  if (node.kind !== Kind.OBJECT_TYPE_DEFINITION || field === undefined)
    throw new PersonTagsError(`"${name}" has the tag "${PERSON_TAGS.type}": it must be an object type with a key of one field.`);
  return field;
}

/** Reads the tags of consents: all of them, each on a suitable field, or none. */
function readConsentFields(person: SupergraphType, tagged: ReadonlyMap<string, Tagged>): ConsentFields | null {
  const missing = TAGS.filter((tag) => !tagged.has(tag));
  if (missing.length === TAGS.length - 1) return null;
  if (missing.length > 0)
    throw new PersonTagsError(`The tags of consents are incomplete: no field has the tag "${missing.join('", "')}".`);
  const fieldWith = (tag: string, isRight: (type: string, field: SupergraphField) => boolean, must: string): SupergraphField => {
    const on = tagged.get(tag);
    if (on?.field && isRight(on.type.name, on.field)) return on.field;
    throw new PersonTagsError(`The tag "${tag}" must stand on a field ${must}, not on "${on && coordinateOf(on)}".`);
  };
  const byKey = fieldWith(
    PERSON_TAGS.byKey,
    (type, { type: returned, arguments: given }) =>
      type === 'Query' && returned.replace('!', '') === person.name && given.length === 1,
    `of "Query" that gives one "${person.name}" and takes one argument`,
  );
  const list = fieldWith(PERSON_TAGS.consents, (type) => type === person.name, `of "${person.name}"`);
  const ofConsent = (tag: string): string =>
    fieldWith(tag, (type) => type === list.typeName, `of "${list.typeName}", which "${person.name}.${list.name}" gives`).name;
  const [argument] = byKey.arguments;
  return {
    byKey: { field: byKey.name, argument: argument?.name ?? '', type: argument?.type ?? '' },
    field: list.name,
    purpose: ofConsent(PERSON_TAGS.purpose),
    givenAt: ofConsent(PERSON_TAGS.givenAt),
    withdrawnAt: ofConsent(PERSON_TAGS.withdrawnAt),
  };
}
