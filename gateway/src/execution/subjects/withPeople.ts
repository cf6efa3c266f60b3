import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  Kind,
  print,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { type Fragments, fragmentsOf } from '../../operation/fragments.ts';
import { possibleTypes } from '../../operation/possibleTypes.ts';
import type { People } from '../../supergraph/reading/people.ts';
import { PERSON_ID } from '../../supergraph/reading/people.ts';

/** An operation that also asks whom its personal fields are about. What it asks beside is under `key`, `key_0`, `key_1` and so on. */
export interface PeopleAsked {
  readonly document: DocumentNode;
  readonly key: string;
}

/** The key of the n-th way from an object to its persons. */
export const wayKey = (key: string, way: number): string => `${key}_${way}`;

/**
 * Adds to an operation the ids of the persons that its personal fields are about, each at the nearest object that names them.
 * Null for an operation that reads nothing personal.
 */
export function withPeople(document: DocumentNode, { schema, people, fields }: AskingPeople): PeopleAsked | null {
  const key = freeKey(document, fields);
  const asking: Asking = { schema, people, key, fragments: fragmentsOf(document), done: new Map(), isPersonal: false };
  const definitions = document.definitions.map((definition) => {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) return fragmentWith(definition.name.value, asking).definition ?? definition;
    if (definition.kind !== Kind.OPERATION_DEFINITION) return definition;
    const root = schema.getRootType(definition.operation);
    return root
      ? { ...definition, selectionSet: selectionsWith(definition.selectionSet, root, asking).selectionSet }
      : definition;
  });
  return asking.isPersonal ? { document: { ...document, definitions }, key } : null;
}

interface AskingPeople extends Pick<Asking, 'schema' | 'people'> {
  /** The names of all fields of the graph, hidden ones among them: a plan may ask for any of them itself. */
  readonly fields: ReadonlySet<string>;
}

/** A key with which no name of the operation begins, and no field of the graph. */
function freeKey(document: DocumentNode, fields: ReadonlySet<string>): string {
  const text = print(document);
  const isTaken = (key: string): boolean => text.includes(key) || [...fields].some((name) => name.startsWith(key));
  let key = 'person';
  for (let count = 0; isTaken(key); count++) key = `person${count}`;
  return key;
}

interface Asking {
  readonly schema: GraphQLSchema;
  readonly people: People;
  readonly key: string;
  readonly fragments: Fragments;
  readonly done: Map<string, { readonly definition: FragmentDefinitionNode | undefined; readonly open: ReadonlySet<string> }>;
  isPersonal: boolean;
}

interface Asked {
  readonly selectionSet: SelectionSetNode;
  /** The objects at this level of which something personal is read, here or below, and whose persons nobody has asked for yet. */
  readonly open: ReadonlySet<string>;
}

function selectionsWith({ selections, ...rest }: SelectionSetNode, type: GraphQLCompositeType, asking: Asking): Asked {
  const open = new Set<string>();
  const added = selections.map((selection): SelectionNode => {
    if (selection.kind === Kind.FIELD) return fieldWith(selection, type, asking, open);
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      for (const name of fragmentWith(selection.name.value, asking).open) open.add(name);
      return selection;
    }
    const inner = selectionsWith(selection.selectionSet, conditionOf(selection.typeCondition?.name.value, type, asking), asking);
    for (const name of inner.open) open.add(name);
    return { ...selection, selectionSet: inner.selectionSet };
  });
  return { selectionSet: { ...rest, selections: added }, open };
}

function fieldWith(field: FieldNode, parent: GraphQLCompositeType, asking: Asking, open: Set<string>): FieldNode {
  const { schema, people } = asking;
  const objects = possibleTypes(schema, parent);
  for (const { name } of objects) {
    if (!people.isPersonal(`${name}.${field.name.value}`)) continue;
    asking.isPersonal = true;
    // A field that leads on says nothing itself.
    if (!field.selectionSet) open.add(name);
  }
  const type = 'getFields' in parent ? parent.getFields()[field.name.value]?.type : undefined;
  const named = type && getNamedType(type);
  if (!field.selectionSet || !isCompositeType(named)) return field;
  const inner = selectionsWith(field.selectionSet, named, asking);
  const asked = [...inner.open].flatMap((name) => questions(name, asking).map((question) => ({ name, question })));
  const left = [...inner.open].some((name) => people.waysFrom(name).length === 0);
  if (left) for (const { name } of objects) open.add(name);
  if (asked.length === 0) return { ...field, selectionSet: inner.selectionSet };
  const more = asked.map(({ name, question }) => (name === named.name ? question : under(name, question)));
  return { ...field, selectionSet: { ...inner.selectionSet, selections: [...inner.selectionSet.selections, ...more] } };
}

function fragmentWith(name: string, asking: Asking): NonNullable<ReturnType<Asking['done']['get']>> {
  const known = asking.done.get(name);
  if (known) return known;
  const definition = asking.fragments.get(name);
  const type = asking.schema.getType(definition?.typeCondition.name.value ?? '');
  if (!definition || !isCompositeType(type)) return { definition, open: new Set() };
  const { selectionSet, open } = selectionsWith(definition.selectionSet, type, asking);
  const done = { definition: { ...definition, selectionSet }, open };
  asking.done.set(name, done);
  return done;
}

const conditionOf = (condition: string | undefined, parent: GraphQLCompositeType, { schema }: Asking): GraphQLCompositeType => {
  const type = condition === undefined ? parent : schema.getType(condition);
  return isCompositeType(type) ? type : parent;
};

/** The fields that ask an object of a type for its persons, one for each way. */
function questions(typeName: string, { people, key }: Asking): FieldNode[] {
  return people.waysFrom(typeName).map((way, at) => {
    const id = named(PERSON_ID, key);
    if (way.length === 0) return named(PERSON_ID, wayKey(key, at));
    return way.reduceRight<FieldNode>(
      (inner, name, step) => ({
        ...named(name, step === 0 ? wayKey(key, at) : key),
        selectionSet: { kind: Kind.SELECTION_SET, selections: [inner] },
      }),
      id,
    );
  });
}

const named = (name: string, alias: string): FieldNode => ({
  kind: Kind.FIELD,
  name: { kind: Kind.NAME, value: name },
  alias: { kind: Kind.NAME, value: alias },
});

const under = (typeName: string, field: FieldNode): SelectionNode => ({
  kind: Kind.INLINE_FRAGMENT,
  typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: typeName } },
  selectionSet: { kind: Kind.SELECTION_SET, selections: [field] },
});
