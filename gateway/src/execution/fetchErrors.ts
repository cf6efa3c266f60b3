import { GraphQLError } from 'graphql';
import type { Data } from '../calls/data.ts';
import type { SubgraphAnswer } from '../calls/subgraphAnswer.ts';
import { MAX_ERRORS, type UnreadErrors } from '../calls/unreadErrors.ts';
import type { AliasRename, EntityBatch, FieldPath } from '../planning/plan.ts';
import type { CollectedEntities } from './collectEntities.ts';
import { renamedKeys } from './renames.ts';
import type { Run } from './run.ts';
import { currentObject } from './sharedObjects.ts';
import type { TypeLookup } from './typeLookup.ts';
import { findResponsePaths, type ResponsePath } from './visitPath.ts';

/** The properties of a call that determine the response paths of its errors. */
export interface CallErrorContext {
  readonly subgraph: string;
  readonly batches: readonly EntityBatch[];
  /** The path of the objects that the answer of a root call is merged into. */
  readonly parentPath: FieldPath;
  readonly renames: readonly AliasRename[];
  readonly types: TypeLookup;
  readonly clientKeys: ReadonlyMap<string, string>;
  /** Whether the call selects the field at a path of its answer. */
  readonly isSelected: (path: ResponsePath) => boolean;
}

/** Adds the errors of a call to those of the run: each at every response path of its entity. */
export function addErrors(
  errorContext: CallErrorContext,
  { data, errors = [], unread }: SubgraphAnswer,
  collected: readonly CollectedEntities[],
  run: Run,
): void {
  if (unread) addExcessErrors(errorContext, data, unread, run);
  const pathsOf = createResponsePathFinder(errorContext, collected, run);
  const toClient = (path: ResponsePath): ResponsePath => renameKeys(path, errorContext.clientKeys);
  for (const { message, path, extensions } of errors) {
    const paths = path ? pathsOf(path) : [];
    if (paths.length === 0) run.hasUnlocatedError = true;
    const isLocated = path !== undefined && errorContext.isSelected(path);
    const lost = propagatedNullPath(path ?? [], data, errorContext.batches.length === 0 ? 0 : 2);
    for (const responsePath of paths.length > 0 ? paths : [undefined]) {
      // `serviceName` marks an error that a subgraph answered; its code is the subgraph's.
      const own = { ...extensions, serviceName: errorContext.subgraph };
      const clientPath = responsePath && toClient(responsePath);
      const key = JSON.stringify(responsePath);
      if (responsePath && run.reportedPaths.has(key)) continue;
      run.reportedPaths.add(key);
      if (run.errors.length >= MAX_ERRORS) {
        // Fields that are null because of this error are counted when they are printed.
        if (!lost && !isLocated) run.excessErrors.add(clientPath, own);
        continue;
      }
      const error = new GraphQLError(message, { path: clientPath, extensions: own });
      if (lost) run.propagatedErrors.add(error);
      if (responsePath && isLocated) run.errorPaths.set(error, responsePath);
      run.errors.push(error);
    }
  }
}

/**
 * Counts the errors of a call beyond {@link MAX_ERRORS}. An error at a null is not counted here, because it is the cause of the null, which is
 * counted when it is printed.
 */
function addExcessErrors(
  { subgraph }: CallErrorContext,
  data: Data | null,
  { first, paths, count }: UnreadErrors,
  { excessErrors }: Run,
): void {
  const extensions = { ...first.extensions, serviceName: subgraph };
  for (const path of paths) if (!path || nullAt(path, data) === null) excessErrors.add(undefined, extensions);
  if (count > 0) excessErrors.add(undefined, extensions, count);
}

/** The path of an error's null: the field that failed, or the parent to which the null propagated. Null when the error's field has a value. */
export function nullAt(path: ResponsePath, data: Data | null): ResponsePath | null {
  let [at, length]: [unknown, number] = [data, 0];
  for (const step of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) break;
    at = (at as Record<string | number, unknown>)[step];
    length += 1;
  }
  // An absent field counts as null at the next step of the path.
  if (at !== null && at !== undefined) length += 1;
  return length > path.length ? null : path.slice(0, length);
}

/**
 * The path of an error's null when it propagated beyond the field that failed: to a nullable parent, to the entity, or to the whole
 * data. `minLength` is the length of an entity's path in the answer: 2, or 0 in an answer of root fields. Null when only the field itself is null.
 */
export function propagatedNullPath(path: ResponsePath, data: Data | null, minLength: number): ResponsePath | null {
  let at: unknown = data;
  let length = 0;
  while (length < path.length && typeof at === 'object' && at !== null) {
    at = (at as Readonly<Record<string | number, unknown>>)[path[length] as string | number];
    length += 1;
  }
  if (at !== null && at !== undefined) return null;
  return length < path.length || length <= minLength ? path.slice(0, Math.max(minLength, length)) : null;
}

export function createResponsePathFinder(
  { batches, parentPath, renames, types }: Pick<CallErrorContext, 'batches' | 'parentPath' | 'renames' | 'types'>,
  collected: readonly CollectedEntities[],
  run: Run,
): (path: ResponsePath) => readonly ResponsePath[] {
  if (batches.length === 0) {
    const keys = renamedKeys(renames);
    const prefixes: readonly ResponsePath[] =
      parentPath.length === 0 ? [[]] : [...findResponsePaths(run.data, [parentPath], null, types).values()].flat();
    return (path) => prefixes.map((prefix) => [...prefix, ...renameKeys(path, keys)]);
  }
  const located = new Map<
    EntityBatch,
    { readonly pathsByObject: ReadonlyMap<Data, ResponsePath[]>; readonly targets: EntityTargets }
  >();
  return ([responseKey, index, ...rest]) => {
    const at = batches.findIndex((batch) => batch.responseKey === responseKey);
    const [batch, entities] = [batches[at], collected[at]];
    if (!batch || !entities) return [];
    let known = located.get(batch);
    if (!known) {
      const targets = currentTargets(entities, run);
      known = { pathsByObject: findResponsePaths(run.data, batch.paths, new Set(targets.all), types), targets };
      located.set(batch, known);
    }
    const { pathsByObject, targets } = known;
    const keys = renamedKeys(batch.renames);
    const affected = typeof index === 'number' ? (targets.byIndex.get(index) ?? []) : targets.all;
    return [...affected].flatMap((target) =>
      (pathsByObject.get(target) ?? []).map((prefix) => [...prefix, ...renameKeys(rest, keys)]),
    );
  };
}

/** The objects that the answer of a batch is merged into, after equal objects were replaced. */
export interface EntityTargets {
  readonly all: ReadonlySet<Data>;
  readonly byIndex: ReadonlyMap<number, ReadonlySet<Data>>;
}

export function currentTargets({ targets, indices }: CollectedEntities, { sharedObjects }: Run): EntityTargets {
  const all = new Set<Data>();
  const byIndex = new Map<number, Set<Data>>();
  for (const [at, target] of targets.entries()) {
    const now = currentObject(sharedObjects, target);
    const index = indices[at] as number;
    const ofIndex = byIndex.get(index) ?? new Set();
    byIndex.set(index, ofIndex.add(now));
    all.add(now);
  }
  return { all, byIndex };
}

export const renameKeys = (path: ResponsePath, keys: ReadonlyMap<string, string>): ResponsePath =>
  keys.size === 0 ? path : path.map((key) => (typeof key === 'string' ? (keys.get(key) ?? key) : key));
