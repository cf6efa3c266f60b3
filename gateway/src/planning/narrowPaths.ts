import {
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  isAbstractType,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionSetNode,
} from 'graphql';
import { type FetchNode, fetchesOf, mapFetches, type Path, type PlanNode } from './plan.ts';
import { fieldsFor, keyOf, type Selected, selectedAt, stepInto } from './selected.ts';

/**
 * Apollo's planner asks for what is selected of the field of one type also where another type's field of that name stands. Such
 * a call goes on only from the objects of which the client selects it.
 */
export function narrowPaths(plan: PlanNode | null, document: DocumentNode, schema: GraphQLSchema): PlanNode | null {
  const [operation] = document.definitions as OperationDefinitionNode[];
  if (!plan || !operation) return plan;
  const root: Selected = {
    typeName: schema.getRootType(operation.operation)?.name ?? '',
    selectionSets: [operation.selectionSet],
  };
  const fetches = fetchesOf(plan);
  return mapFetches(plan, (node) => {
    const [batch] = node.entities;
    const [path] = batch?.paths ?? [];
    if (!batch || !path || node.entities.length > 1 || batch.paths.length > 1) return node;
    const wanted = askedFor(node);
    if (wanted.some((name) => isRequired(name, path, fetches))) return node;
    const narrowed = narrow(path, root, new Set(wanted), schema);
    return narrowed ? { ...node, entities: [{ ...batch, paths: [narrowed] }] } : node;
  });
}

/** The keys of the fields that a call asks its entities for. */
function askedFor({ operation }: FetchNode): string[] {
  const [definition] = parse(operation, { noLocation: true }).definitions as OperationDefinitionNode[];
  const [entities] = definition?.selectionSet.selections ?? [];
  return entities?.kind === Kind.FIELD && entities.selectionSet ? flat(entities.selectionSet).map(keyOf) : [];
}

const flat = ({ selections }: SelectionSetNode): FieldNode[] =>
  selections.flatMap((one) =>
    one.kind === Kind.FIELD ? [one] : one.kind === Kind.INLINE_FRAGMENT ? flat(one.selectionSet) : [],
  );

/** Whether a call for the same objects, or for some below them, carries a field of that name. */
const isRequired = (name: string, path: Path, fetches: readonly FetchNode[]): boolean => {
  const start = JSON.stringify(path).slice(0, -1);
  return fetches.some(({ entities }) =>
    entities.some(
      ({ paths, requires }) =>
        paths.some((one) => JSON.stringify(one).startsWith(start)) && JSON.stringify(requires).includes(`"from":"${name}"`),
    ),
  );
};

/** The path with the types on which what is wanted is selected; null when it is wanted on all, or not by the client. */
function narrow(path: Path, root: Selected, wanted: ReadonlySet<string>, schema: GraphQLSchema): Path | null {
  const found = keysAt(path, root, schema);
  if (![...wanted].every((name) => name !== '__typename' && found.has(name))) return null;
  const narrowed: Path[number][] = [];
  let place: Selected | null = root;
  let isNarrower = false;
  for (const [index, step] of path.entries()) {
    if (step.kind === 'field' && place) {
      const type = schema.getType(place.typeName);
      if (isAbstractType(type) && path[index - 1]?.kind !== 'type') {
        const { typeName, selectionSets }: Selected = place;
        const possible = schema.getPossibleTypes(type).map(({ name }) => name);
        const rest = path.slice(index);
        const names = possible.filter((name) => {
          const reached = keysAt(rest, { typeName: name, selectionSets }, schema);
          return [...wanted].some((one) => reached.has(one));
        });
        if (names.length > 0 && names.length < possible.length) {
          narrowed.push({ kind: 'type', names });
          isNarrower = true;
        }
        place = stepInto(schema, place, typeName, step.name);
      } else place = stepInto(schema, place, place.typeName, step.name);
    }
    narrowed.push(step);
  }
  return isNarrower ? narrowed : null;
}

/** The keys that are selected of the objects to which a path leads. */
function keysAt(path: Path, from: Selected, schema: GraphQLSchema): Set<string> {
  const place = selectedAt(schema, from, path);
  return new Set(place ? fieldsFor(schema, place.selectionSets, place.typeName).map(keyOf) : []);
}
