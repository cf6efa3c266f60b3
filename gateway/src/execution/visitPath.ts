import { type Data, isData, MAX_LIST_DEPTH } from '../calls/data.ts';
import type { FieldPath } from '../planning/plan.ts';
import type { TypeLookup } from './typeLookup.ts';

/** Visits the objects at a path once. */
export interface PathVisitor {
  /** Called with every object at the path. Returns the object to put there: usually the same one. */
  visit(object: Data): Data;
  /** Objects that are at several response paths. They are visited once. */
  readonly shared: ReadonlySet<Data>;
  /** The shared objects that were visited already. */
  seen: Set<Data> | null;
}

const NO_SHARED_OBJECTS: ReadonlySet<Data> = new Set();

/** Makes a visitor of a function. */
export const createPathVisitor = (visit: PathVisitor['visit'], shared: ReadonlySet<Data> = NO_SHARED_OBJECTS): PathVisitor => ({
  visit,
  shared,
  seen: null,
});

export type VisitPath = (root: Data, visitor: PathVisitor) => Data;

/** Compiles a path of the plan into a function that visits every object at it. Lists on the way are visited item by item. */
export function compilePath(path: FieldPath, types: TypeLookup): VisitPath {
  const [step, ...rest] = path;
  if (!step) return (object, visitor) => visitor.visit(object);
  const visitRest = compilePath(rest, types);
  switch (step.kind) {
    case 'field':
      return visitField(step.name, visitRest);
    case 'items':
      return visitRest;
    case 'type': {
      const applies = compileTypeTest(step.names, types);
      return (object, visitor) => (applies(object.__typename) ? visitRest(object, visitor) : object);
    }
  }
}

function visitField(name: string, visitRest: VisitPath): VisitPath {
  const visitValue = (value: unknown, visitor: PathVisitor, depth: number): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if (!Array.isArray(value)) return isFirstVisit(value as Data, visitor) ? visitRest(value as Data, visitor) : value;
    if (depth === MAX_LIST_DEPTH) return value;
    for (let at = 0; at < value.length; at++) {
      const item: unknown = value[at];
      const kept = visitValue(item, visitor, depth + 1);
      if (kept !== item) value[at] = kept;
    }
    return value;
  };
  return (object, visitor) => {
    const value = object[name];
    const kept = visitValue(value, visitor, 0);
    if (kept !== value) object[name] = kept;
    return object;
  };
}

function isFirstVisit(object: Data, visitor: PathVisitor): boolean {
  if (visitor.shared.size === 0 || !visitor.shared.has(object)) return true;
  visitor.seen ??= new Set();
  if (visitor.seen.has(object)) return false;
  visitor.seen.add(object);
  return true;
}

/** Whether one of the type conditions applies to a `__typename`. They apply to an object without `__typename`, which was fetched under these conditions. */
export function compileTypeTest(names: readonly string[], types: TypeLookup): (typeName: unknown) => boolean {
  const known = new Map<unknown, boolean>([[undefined, true]]);
  return (typeName) => {
    const answer = known.get(typeName);
    if (answer !== undefined) return answer;
    const applies = names.some((name) => types.satisfies(String(typeName), name));
    if (known.size < 1_000) known.set(typeName, applies);
    return applies;
  };
}

/** Response keys and list indices from the root to a value. */
export type ResponsePath = readonly (string | number)[];

/**
 * The response paths of the given objects (null: of all objects) at the paths of the plan, with the plan's keys. Searches the whole data, so it
 * is used only after an error.
 */
export function findResponsePaths(
  root: Data,
  paths: readonly FieldPath[],
  objects: ReadonlySet<Data> | null,
  types: TypeLookup,
): Map<Data, ResponsePath[]> {
  const found = new Map<Data, ResponsePath[]>();
  const search = (value: unknown, path: ResponsePath, [step, ...rest]: FieldPath, depth = 0): void => {
    if (Array.isArray(value)) {
      if (depth === MAX_LIST_DEPTH) return;
      const after = step?.kind === 'items' ? rest : step ? [step, ...rest] : [];
      for (const [at, item] of value.entries()) search(item, [...path, at], after, depth + 1);
    } else if (isData(value)) {
      if (step?.kind === 'field') search(value[step.name], [...path, step.name], rest);
      else if (step?.kind === 'items') search(value, path, rest);
      else if (step) {
        if (compileTypeTest(step.names, types)(value.__typename)) search(value, path, rest);
      } else if (!objects || objects.has(value)) found.set(value, [...(found.get(value) ?? []), path]);
    }
  };
  for (const path of paths) search(root, [], path);
  return found;
}
