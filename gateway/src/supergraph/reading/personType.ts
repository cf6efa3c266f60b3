import { PERSON_TAGS } from '@union-graph/schema';
import { Kind } from 'graphql';
import { topFieldNames } from './fieldSets.ts';
import type { SupergraphField, SupergraphType, SupergraphTypes } from './supergraphTypes.ts';

/** What a supergraph says of persons, by its tags. */
export interface PersonType {
  /** The object type of persons. */
  readonly typeName: string;
  /** The field that is its key: what the access log names a person by. */
  readonly keyField: string;
  /** Where the consents of persons are; null where the supergraph does not say it. */
  readonly consents: ConsentFields | null;
}

/** How the consents of a person are asked for, by names of fields. */
export interface ConsentFields {
  /** The field of `Query` that gives a person, its one argument, and the type of that. */
  readonly byKey: { readonly field: string; readonly argument: string; readonly type: string };
  /** The field of the person that lists them. */
  readonly field: string;
  readonly purpose: string;
  readonly givenAt: string;
  readonly withdrawnAt: string;
}

/** The tags of a supergraph contradict each other. */
export class PersonTagsError extends Error {
  override name = 'PersonTagsError';
}

/** Reads the type of persons; null for a supergraph that marks none. Throws {@link PersonTagsError} for marks that do not fit together. */
export function readPersonType(types: SupergraphTypes): PersonType | null {
  const marked = findMarked(types);
  const { type } = marked.get(PERSON_TAGS.type) ?? {};
  if (!type) {
    for (const tag of marked.keys())
      throw new PersonTagsError(`The tag "${tag}" has no meaning where no type has the tag "${PERSON_TAGS.type}".`);
    return null;
  }
  return { typeName: type.name, keyField: keyFieldOf(type), consents: readConsentFields(type, marked) };
}

/** A type, or a field of it. */
interface Marked {
  readonly type: SupergraphType;
  readonly field: SupergraphField | null;
}

const TAGS: readonly string[] = Object.values(PERSON_TAGS);

const coordinateOf = ({ type, field }: Marked): string => (field ? `${type.name}.${field.name}` : type.name);

/** What each of the tags stands on: a type for that of persons, fields for the others. */
function findMarked(types: SupergraphTypes): ReadonlyMap<string, Marked> {
  const marked = new Map<string, Marked>();
  const mark = (tags: readonly string[], on: Marked): void => {
    for (const tag of tags) {
      if (!TAGS.includes(tag)) continue;
      if ((tag === PERSON_TAGS.type) !== (on.field === null))
        throw new PersonTagsError(
          `The tag "${tag}" does not belong on "${coordinateOf(on)}": it is for ${on.field ? 'a type' : 'a field'}.`,
        );
      const other = marked.get(tag);
      if (other)
        throw new PersonTagsError(
          `The tag "${tag}" stands on "${coordinateOf(other)}" and on "${coordinateOf(on)}": leave one of them.`,
        );
      marked.set(tag, on);
    }
  };
  for (const type of types.values()) {
    mark(type.tags, { type, field: null });
    for (const field of type.fields.values()) mark(field.tags, { type, field });
  }
  return marked;
}

function keyFieldOf({ name, node, joins }: SupergraphType): string {
  const keys = joins.flatMap(({ key }) => (key ? [topFieldNames(key)] : []));
  const [field] = keys.find((fields) => fields.length === 1) ?? [];
  if (node.kind !== Kind.OBJECT_TYPE_DEFINITION || field === undefined)
    throw new PersonTagsError(`"${name}" has the tag "${PERSON_TAGS.type}": it must be an object type with a key of one field.`);
  return field;
}

/** All the tags of consents stand, each where it means something, or none. */
function readConsentFields(person: SupergraphType, marked: ReadonlyMap<string, Marked>): ConsentFields | null {
  const missing = TAGS.filter((tag) => !marked.has(tag));
  if (missing.length === TAGS.length - 1) return null;
  if (missing.length > 0)
    throw new PersonTagsError(`ConsentFields are known in part alone: no field has the tag "${missing.join('", "')}".`);
  const fieldWith = (tag: string, isRight: (type: string, field: SupergraphField) => boolean, must: string): SupergraphField => {
    const on = marked.get(tag);
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
