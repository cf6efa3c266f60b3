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
  isObjectType,
  type SelectionSetNode,
  visit,
} from 'graphql';
import { type Data, isData } from '../../calls/data.ts';
import { isConditional } from '../../operation/conditions.ts';
import type { OperationWithFragments } from '../../operation/operation.ts';
import { possibleTypes } from '../../operation/possibleTypes.ts';
import type { RecordDraft } from '../../request/recordDraft.ts';
import type { DataSubjectPaths } from '../../supergraph/reading/dataSubjectPaths.ts';
import { addCause, WITHHELD } from '../causes.ts';
import { collectFields, type SelectionContext } from '../projection/collectFields.ts';
import type { Run } from '../run.ts';
import { subjectKey } from './selectDataSubjects.ts';
import { addIds, type SubjectStep, subjectSteps } from './subjectIds.ts';

/** Counts of personal values without a known data subject. */
export interface UnattributedValues {
  /** Values whose data subject is unknown because a field failed. */
  unknown: number;
  /** Values of persons that are no entities of the graph. */
  unowned: number;
}

/** How personal values without a known data subject are treated. */
export interface Unattributed {
  /** Objects whose data subjects are unknown. */
  readonly objects: ReadonlySet<Data>;
  /** Whether values of persons that are no entities count as values with an unknown data subject. */
  readonly withUnowned: boolean;
  /** Whether such values are set to null, each with a cause, instead of being counted. */
  readonly isWithheld: boolean;
}

/** Counts the rows of a run's data and collects their data subjects in its record draft. */
export type CollectDataSubjects = (run: Run, recordDraft: RecordDraft, unattributed: Unattributed) => UnattributedValues;

/** Removes `@skip` and `@include`: fields that they exclude are absent from the data anyway. */
const withoutConditions = <Node extends ASTNode>(node: Node): Node =>
  visit(node, { Directive: (directive) => (isConditional(directive) ? null : undefined) });

interface CollectorContext extends SelectionContext {
  readonly subjectPaths: DataSubjectPaths;
  /** The alias under which data subjects were selected; null when none were. */
  readonly key: string | null;
}

/** Compiles the collection for one operation. Its response keys are those of the plan. */
export function compileDataSubjectCollector(
  { operation, fragments }: OperationWithFragments,
  key: string | null,
  { schema, subjectPaths }: { schema: GraphQLSchema; subjectPaths: DataSubjectPaths },
): CollectDataSubjects {
  const root = schema.getRootType(operation.operation);
  if (!root) return () => ({ unknown: 0, unowned: 0 });
  const all = new Map([...fragments].map(([name, fragment]) => [name, withoutConditions(fragment)]));
  const walk = compileObjectVisitor(root, [withoutConditions(operation).selectionSet], {
    schema,
    fragments: all,
    conditions: {},
    subjectPaths,
    key,
  });
  return (run, recordDraft, unattributed) => {
    const found = { unknown: 0, unowned: 0 };
    walk.visit(run.data, { recordDraft, unattributed, run, found, persons: null, isUnknown: false, isInEntity: false });
    recordDraft.unowned += found.unowned;
    return found;
  };
}

interface VisitState {
  readonly recordDraft: RecordDraft;
  readonly unattributed: Unattributed;
  readonly run: Run;
  readonly found: UnattributedValues;
  /** The data subjects of the nearest parent that has any; null when none has. */
  readonly persons: readonly string[] | null;
  /** Whether some of that parent's data subjects are unknown. */
  readonly isUnknown: boolean;
  readonly isInEntity: boolean;
}

interface ObjectVisitor {
  readonly visit: (object: Data, state: VisitState) => void;
  /** Whether entities may be nested in its fields. Then entities are counted as rows, and other list items are not. */
  readonly hasEntities: boolean;
}

function compileObjectVisitor(
  type: GraphQLCompositeType,
  sets: readonly SelectionSetNode[],
  context: CollectorContext,
): ObjectVisitor {
  const { subjectPaths, key } = context;
  const isEntity = subjectPaths.isEntity(type.name);
  const steps = key === null ? [] : subjectStepsFrom(type, key, subjectPaths);
  const selected: SubjectStep[] = [];
  const leaves: string[] = [];
  const inner: { key: string; walk: (value: unknown, state: VisitState) => void }[] = [];
  let hasEntities = isEntity;
  for (const [name, nodes] of collectFields(type, sets, context)) {
    const field = nodes[0] as FieldNode;
    const fieldType = 'getFields' in type ? type.getFields()[field.name.value]?.type : undefined;
    const step = steps.find((one) => one.key === name);
    if (step) selected.push(step);
    if (!fieldType || step) continue;
    if (!isCompositeType(getNamedType(fieldType))) {
      if (subjectPaths.isPersonal(`${type.name}.${field.name.value}`)) leaves.push(name);
      continue;
    }
    const below = compileFieldVisitor(fieldType, nodes, context);
    hasEntities ||= below.hasEntities;
    inner.push({ key: name, walk: below.visit });
  }
  const visitObject = (object: Data, { recordDraft, unattributed, run, found, persons: above, ...state }: VisitState): void => {
    if (isEntity) recordDraft.rows += 1;
    const own: string[] = [];
    let isSubjectLost = false;
    for (const step of selected) if (!addIds(object, step.key, step, run, own)) isSubjectLost = true;
    for (const id of own) recordDraft.subjects.add(id);
    const persons = own.length > 0 ? own : above;
    const isUnknown = isSubjectLost || unattributed.objects.has(object) || (own.length === 0 && state.isUnknown);
    const hasPersonalValue = leaves.some((leaf) => object[leaf] !== null && object[leaf] !== undefined);
    if (hasPersonalValue && (isUnknown || (persons === null && unattributed.withUnowned))) {
      if (unattributed.isWithheld) withholdValues(object, leaves, run);
      else found.unknown += 1;
    } else if (hasPersonalValue && persons === null) found.unowned += 1;
    const below = { recordDraft, unattributed, run, found, persons, isUnknown, isInEntity: state.isInEntity || isEntity };
    for (const { key: name, walk } of inner) walk(object[name], below);
  };
  return { visit: visitObject, hasEntities };
}

/** The first step of each path from a type to its data subjects. */
function subjectStepsFrom(type: GraphQLCompositeType, key: string, { pathsFrom, keyField }: DataSubjectPaths): SubjectStep[] {
  if (!isObjectType(type)) return [];
  return pathsFrom(type.name).flatMap((path, at) => {
    return subjectSteps(type, [...path, keyField], { firstKey: subjectKey(key, at), key }) ?? [];
  });
}

/** Sets the personal values of an object to null. */
function withholdValues(object: Data, leaves: readonly string[], { causes }: Run): void {
  for (const leaf of leaves) {
    if (object[leaf] === null || object[leaf] === undefined) continue;
    object[leaf] = null;
    addCause(causes, object, leaf, WITHHELD);
  }
}

function compileFieldVisitor(
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
    const made = compileObjectVisitor(isCompositeType(concrete) ? concrete : named, sets, context);
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
