import {
  type ASTNode,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  type SelectionSetNode,
  visit,
} from 'graphql';
import { type Data, isData } from '../../calls/data.ts';
import { isConditional } from '../../operation/conditions.ts';
import type { ReadOperation } from '../../operation/operation.ts';
import { possibleTypes } from '../../operation/possibleTypes.ts';
import type { RecordDraft } from '../../request/recordDraft.ts';
import type { DataSubjectPaths } from '../../supergraph/reading/dataSubjectPaths.ts';
import type { Causes } from '../causes.ts';
import { collectFields, type SelectionContext } from '../projection/collectFields.ts';
import type { Run } from '../run.ts';
import { subjectKey } from './selectDataSubjects.ts';

/** Counts of personal values without a known data subject. */
export interface UnattributedValues {
  /** Values whose data subject is unknown because a field failed. */
  unknown: number;
  /** Values of persons without an entity of their own. */
  unowned: number;
}

/** Counts the rows of a run's data and collects their data subjects in its record draft. `unknown` are objects whose data subjects are unknown. */
export type CollectDataSubjects = (
  run: Pick<Run, 'data' | 'causes'>,
  recordDraft: RecordDraft,
  unknown: ReadonlySet<Data>,
) => UnattributedValues;

/** Removes `@skip` and `@include`: the data lack what they leave out. */
const withoutConditions = <Node extends ASTNode>(node: Node): Node =>
  visit(node, { Directive: (directive) => (isConditional(directive) ? null : undefined) });

interface CollectorContext extends SelectionContext {
  readonly subjectPaths: DataSubjectPaths;
  /** The alias under which data subjects were selected; null when none were. */
  readonly key: string | null;
}

/** Compiles the collection for one operation. Its response keys are those of the plan. */
export function compileDataSubjectCollector(
  { operation, fragments }: ReadOperation,
  key: string | null,
  { schema, subjectPaths }: { schema: GraphQLSchema; subjectPaths: DataSubjectPaths },
): CollectDataSubjects {
  const root = schema.getRootType(operation.operation);
  if (!root) return () => ({ unknown: 0, unowned: 0 });
  const all = new Map([...fragments].map(([name, fragment]) => [name, withoutConditions(fragment)]));
  const walk = compileObject(root, [withoutConditions(operation).selectionSet], {
    schema,
    fragments: all,
    conditions: {},
    subjectPaths,
    key,
  });
  return ({ data, causes }, recordDraft, unknown) => {
    const found = { unknown: 0, unowned: 0 };
    walk.visit(data, { recordDraft, unknown, causes, found, persons: null, isUnknown: false, isInEntity: false });
    recordDraft.unowned += found.unowned;
    return found;
  };
}

interface VisitState {
  readonly recordDraft: RecordDraft;
  readonly unknown: ReadonlySet<Data>;
  /** Causes of missing values, ids of data subjects among them. */
  readonly causes: Causes;
  readonly found: UnattributedValues;
  /** The data subjects of the nearest parent that has any; null when none has. */
  readonly persons: readonly string[] | null;
  /** Whether some of that parent's data subjects are unknown. */
  readonly isUnknown: boolean;
  readonly isInEntity: boolean;
}

interface ObjectVisitor {
  readonly visit: (object: Data, state: VisitState) => void;
  /** Whether its fields may hold entities: then entities are counted as rows, and other list items are not. */
  readonly hasEntities: boolean;
}

function compileObject(type: GraphQLCompositeType, sets: readonly SelectionSetNode[], context: CollectorContext): ObjectVisitor {
  const { subjectPaths, key } = context;
  const isEntity = subjectPaths.isEntity(type.name);
  const idKeys = key === null ? [] : subjectPaths.pathsFrom(type.name).map((_, at) => subjectKey(key, at));
  const leaves: string[] = [];
  const inner: { key: string; walk: (value: unknown, state: VisitState) => void }[] = [];
  let hasEntities = isEntity;
  for (const [name, nodes] of collectFields(type, sets, context)) {
    const field = nodes[0] as FieldNode;
    const fieldType = 'getFields' in type ? type.getFields()[field.name.value]?.type : undefined;
    if (!fieldType || idKeys.includes(name)) continue;
    if (!isCompositeType(getNamedType(fieldType))) {
      if (subjectPaths.isPersonal(`${type.name}.${field.name.value}`)) leaves.push(name);
      continue;
    }
    const below = compileField(fieldType, nodes, context);
    hasEntities ||= below.hasEntities;
    inner.push({ key: name, walk: below.visit });
  }
  const visitObject = (object: Data, { recordDraft, unknown, causes, found, persons: above, ...state }: VisitState): void => {
    if (isEntity) recordDraft.rows += 1;
    const own: string[] = [];
    for (const idKey of idKeys) addIds(object[idKey], key, own);
    for (const id of own) recordDraft.subjects.add(id);
    const persons = own.length > 0 ? own : above;
    const isSubjectLost = causes.size > 0 && key !== null && idKeys.some((idKey) => isMissing(object, idKey, key, causes));
    const isUnknown = isSubjectLost || unknown.has(object) || (own.length === 0 && state.isUnknown);
    const hasPersonalValue = leaves.some((leaf) => object[leaf] !== null && object[leaf] !== undefined);
    if (hasPersonalValue && isUnknown) found.unknown += 1;
    else if (hasPersonalValue && persons === null) found.unowned += 1;
    const below = { recordDraft, unknown, causes, found, persons, isUnknown, isInEntity: state.isInEntity || isEntity };
    for (const { key: name, walk } of inner) walk(object[name], below);
  };
  return { visit: visitObject, hasEntities };
}

function compileField(
  type: GraphQLOutputType,
  nodes: readonly FieldNode[],
  context: CollectorContext,
): { visit: (value: unknown, state: VisitState) => void; hasEntities: boolean } {
  const named = getNamedType(type) as GraphQLCompositeType;
  const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
  const byType = new Map<unknown, ObjectVisitor>();
  const walkOf = (typeName: unknown): ObjectVisitor => {
    const known = byType.get(typeName);
    if (known) return known;
    const concrete = typeof typeName === 'string' ? context.schema.getType(typeName) : undefined;
    const made = compileObject(isCompositeType(concrete) ? concrete : named, sets, context);
    if (byType.size < 1_000) byType.set(typeName, made);
    return made;
  };
  const objects = possibleTypes(context.schema, named);
  const hasEntities = objects.some((object) => walkOf(object.name).hasEntities);
  const isRow = isListType(getNullableType(type)) && !hasEntities;
  const visitValue = (value: unknown, state: VisitState): void => {
    if (Array.isArray(value)) for (const item of value) visitValue(item, state);
    else if (isData(value)) {
      if (isRow && !state.isInEntity) state.recordDraft.rows += 1;
      walkOf(value.__typename).visit(value, state);
    }
  };
  return { visit: visitValue, hasEntities };
}

/** Adds the ids in a value: an id, an object with an id under `key`, or a list of them. */
function addIds(value: unknown, key: string | null, ids: string[]): void {
  if (typeof value === 'string') ids.push(value);
  // A subgraph may answer an id as a number (specification, 3.5.5).
  else if (typeof value === 'number') ids.push(String(value));
  else if (Array.isArray(value)) for (const item of value) addIds(item, key, ids);
  else if (isData(value) && key !== null) addIds(value[key], key, ids);
}

/** Whether a field on the path to a data subject is lost. `at` is the first step of the path, `key` each further one. */
function isMissing(container: object, at: string | number, key: string, causes: Causes): boolean {
  const value = (container as Readonly<Record<string | number, unknown>>)[at];
  if (value === null || value === undefined) return causes.get(container)?.has(at) === true;
  if (Array.isArray(value)) return value.some((_, index) => isMissing(value, index, key, causes));
  return isData(value) && isMissing(value, key, key, causes);
}
