import {
  type DocumentNode,
  type GraphQLSchema,
  isAbstractType,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionSetNode,
} from 'graphql';
import {
  type EntityBatch,
  type FetchNode,
  fetchesOf,
  mapFetches,
  type Path,
  type PlanNode,
  placeOf,
  type Required,
} from './plan.ts';
import { fieldsFor, keyOf, type Selected, selectedAt } from './selected.ts';

/**
 * Where the same is selected of several types of an interface, Hive's planner may ask an interface object for it on behalf of one of
 * them alone. Such a call goes on from the others too, when no other call of the plan does.
 */
export function widenTypes(plan: PlanNode | null, document: DocumentNode, schema: GraphQLSchema): PlanNode | null {
  const [operation] = document.definitions as OperationDefinitionNode[];
  if (!plan || !operation) return plan;
  const root: Selected = {
    typeName: schema.getRootType(operation.operation)?.name ?? '',
    selectionSets: [operation.selectionSet],
  };
  const fetches = fetchesOf(plan);
  return mapFetches(plan, (node) => {
    const entities = node.entities.map((batch) => widen(batch, askedOf(node, batch), root, fetches, schema));
    return entities.some((batch, at) => batch !== node.entities[at]) ? { ...node, entities } : node;
  });
}

/** What a call asks the entities of a batch for. */
function askedOf({ operation }: FetchNode, { responseKey }: EntityBatch): SelectionSetNode | undefined {
  const [definition] = parse(operation, { noLocation: true }).definitions as OperationDefinitionNode[];
  const field = definition?.selectionSet.selections.find((one) => one.kind === Kind.FIELD && keyOf(one) === responseKey);
  return field?.kind === Kind.FIELD ? field.selectionSet : undefined;
}

function widen(
  batch: EntityBatch,
  asked: SelectionSetNode | undefined,
  root: Selected,
  fetches: readonly FetchNode[],
  schema: GraphQLSchema,
): EntityBatch {
  const [path, ...otherPaths] = batch.paths;
  const [fragment, ...otherFragments] = asked?.selections ?? [];
  if (!path || otherPaths.length > 0 || otherFragments.length > 0 || fragment?.kind !== Kind.INLINE_FRAGMENT) return batch;
  const on = schema.getType(fragment.typeCondition?.name.value ?? '');
  const parts = batch.requires.flatMap((part) => (part.kind === 'type' && part.name !== null ? [part] : []));
  const names = parts.map(({ name }) => name ?? '');
  if (!isAbstractType(on) || parts.length === 0 || names.some((name) => isAbstractType(schema.getType(name)))) return batch;
  const place = selectedAt(schema, root, path);
  if (!place) return batch;
  const wanted = fieldsFor(schema, [fragment.selectionSet], on.name)
    .map(keyOf)
    .filter((key) => key !== '__typename');
  const left = schema.getPossibleTypes(on).filter(({ name }) => {
    if (names.includes(name) || wanted.length === 0) return false;
    const keys = new Set(fieldsFor(schema, place.selectionSets, name).map(keyOf));
    return wanted.every((key) => keys.has(key)) && !isAskedElsewhere(name, wanted, path, batch, fetches, schema);
  });
  const [first] = parts;
  const added = left.map(({ name }): Required => ({ ...(first as Extract<Required, { kind: 'type' }>), name }));
  return added.length > 0 ? { ...batch, requires: [...batch.requires, ...added] } : batch;
}

/** Whether another call asks for all that is wanted of the objects of a type at a path. */
const isAskedElsewhere = (
  typeName: string,
  wanted: readonly string[],
  path: Path,
  batch: EntityBatch,
  fetches: readonly FetchNode[],
  schema: GraphQLSchema,
): boolean => {
  const place = placeOf(path);
  return fetches.some((node) =>
    node.entities.some((other) => {
      if (other === batch || !other.paths.some((one) => placeOf(one) === place)) return false;
      const asked = askedOf(node, other);
      const keys = new Set(asked && fieldsFor(schema, [asked], typeName).map(keyOf));
      return wanted.every((key) => keys.has(key));
    }),
  );
};
