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
import type { DataSubjectPaths } from '../../supergraph/reading/dataSubjectPaths.ts';

/** An operation that also selects the ids of its data subjects, under the aliases `person`, `person_0`, `person_1` and so on. */
export interface OperationWithSubjects {
  readonly document: DocumentNode;
  /** What these aliases begin with: `person`, or a name that the operation leaves free. */
  readonly aliasPrefix: string;
}

/** The alias of the n-th path from an object to its data subjects. */
export const subjectKey = (key: string, path: number): string => `${key}_${path}`;

/**
 * Adds the ids of data subjects to the selection sets of an operation: for each personal field at the nearest object that leads to its
 * data subject. Null for an operation without personal fields.
 */
export function selectDataSubjects(
  document: DocumentNode,
  { schema, subjectPaths, fields }: SubjectOptions,
): OperationWithSubjects | null {
  const key = findFreeAlias(document, fields);
  const state: RewriteState = { schema, subjectPaths, key, fragments: fragmentsOf(document), done: new Map(), isPersonal: false };
  const definitions = document.definitions.map((definition) => {
    if (definition.kind === Kind.FRAGMENT_DEFINITION)
      return rewriteFragment(definition.name.value, state).definition ?? definition;
    if (definition.kind !== Kind.OPERATION_DEFINITION) return definition;
    const root = schema.getRootType(definition.operation);
    return root
      ? { ...definition, selectionSet: rewriteSelections(definition.selectionSet, root, state).selectionSet }
      : definition;
  });
  return state.isPersonal ? { document: { ...document, definitions }, aliasPrefix: key } : null;
}

interface SubjectOptions extends Pick<RewriteState, 'schema' | 'subjectPaths'> {
  /** The names of all fields of the supergraph, inaccessible ones included: a plan may fetch any of them as an extra field. */
  readonly fields: ReadonlySet<string>;
}

/** An alias that is no prefix of a field's name and does not occur in the operation. */
function findFreeAlias(document: DocumentNode, fields: ReadonlySet<string>): string {
  const text = print(document);
  const isTaken = (key: string): boolean => text.includes(key) || [...fields].some((name) => name.startsWith(key));
  let key = 'person';
  for (let count = 0; isTaken(key); count++) key = `person${count}`;
  return key;
}

interface RewriteState {
  readonly schema: GraphQLSchema;
  readonly subjectPaths: DataSubjectPaths;
  readonly key: string;
  readonly fragments: Fragments;
  readonly done: Map<
    string,
    { readonly definition: FragmentDefinitionNode | undefined; readonly unidentified: ReadonlySet<string> }
  >;
  isPersonal: boolean;
}

interface RewrittenSelections {
  readonly selectionSet: SelectionSetNode;
  /** Possible types of the parent that have personal fields, here or nested, and whose data subjects are not selected yet. */
  readonly unidentified: ReadonlySet<string>;
}

function rewriteSelections(
  { selections, ...rest }: SelectionSetNode,
  type: GraphQLCompositeType,
  state: RewriteState,
): RewrittenSelections {
  const unidentified = new Set<string>();
  const rewritten = selections.map((selection): SelectionNode => {
    if (selection.kind === Kind.FIELD) return rewriteField(selection, type, state, unidentified);
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      for (const name of rewriteFragment(selection.name.value, state).unidentified) unidentified.add(name);
      return selection;
    }
    const inner = rewriteSelections(
      selection.selectionSet,
      typeConditionOf(selection.typeCondition?.name.value, type, state),
      state,
    );
    for (const name of inner.unidentified) unidentified.add(name);
    return { ...selection, selectionSet: inner.selectionSet };
  });
  return { selectionSet: { ...rest, selections: rewritten }, unidentified };
}

function rewriteField(field: FieldNode, parent: GraphQLCompositeType, state: RewriteState, unidentified: Set<string>): FieldNode {
  const { schema, subjectPaths } = state;
  const objects = possibleTypes(schema, parent);
  for (const { name } of objects) {
    if (!subjectPaths.isPersonal(`${name}.${field.name.value}`)) continue;
    state.isPersonal = true;
    // A field with a selection set holds no personal value itself.
    if (!field.selectionSet) unidentified.add(name);
  }
  const type = 'getFields' in parent ? parent.getFields()[field.name.value]?.type : undefined;
  const namedType = type && getNamedType(type);
  if (!field.selectionSet || !isCompositeType(namedType)) return field;
  const inner = rewriteSelections(field.selectionSet, namedType, state);
  const added = [...inner.unidentified].flatMap((name) => subjectFields(name, state).map((field) => ({ name, field })));
  const left = [...inner.unidentified].some((name) => subjectPaths.pathsFrom(name).length === 0);
  if (left) for (const { name } of objects) unidentified.add(name);
  if (added.length === 0) return { ...field, selectionSet: inner.selectionSet };
  const more = added.map(({ name, field }) => (name === namedType.name ? field : inFragment(name, field)));
  return { ...field, selectionSet: { ...inner.selectionSet, selections: [...inner.selectionSet.selections, ...more] } };
}

function rewriteFragment(name: string, state: RewriteState): NonNullable<ReturnType<RewriteState['done']['get']>> {
  const known = state.done.get(name);
  if (known) return known;
  const definition = state.fragments.get(name);
  const type = state.schema.getType(definition?.typeCondition.name.value ?? '');
  if (!definition || !isCompositeType(type)) return { definition, unidentified: new Set() };
  const { selectionSet, unidentified } = rewriteSelections(definition.selectionSet, type, state);
  const done = { definition: { ...definition, selectionSet }, unidentified };
  state.done.set(name, done);
  return done;
}

const typeConditionOf = (
  condition: string | undefined,
  parent: GraphQLCompositeType,
  { schema }: RewriteState,
): GraphQLCompositeType => {
  const type = condition === undefined ? parent : schema.getType(condition);
  return isCompositeType(type) ? type : parent;
};

/** The fields that select the data subjects of an object type: one for each path to them. */
function subjectFields(typeName: string, { subjectPaths, key }: RewriteState): FieldNode[] {
  return subjectPaths.pathsFrom(typeName).map((path, at) => {
    const id = named(subjectPaths.keyField, key);
    if (path.length === 0) return named(subjectPaths.keyField, subjectKey(key, at));
    return path.reduceRight<FieldNode>(
      (inner, name, step) => ({
        ...named(name, step === 0 ? subjectKey(key, at) : key),
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

const inFragment = (typeName: string, field: FieldNode): SelectionNode => ({
  kind: Kind.INLINE_FRAGMENT,
  typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: typeName } },
  selectionSet: { kind: Kind.SELECTION_SET, selections: [field] },
});
