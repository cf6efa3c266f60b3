import { GraphQLError } from 'graphql';
import type { Data } from '../calls/data.ts';
import type { SubgraphAnswer } from '../calls/subgraphAnswer.ts';
import type { EntityBatch, Path, Rename } from '../planning/plan.ts';
import type { CollectedEntities } from './collectEntities.ts';
import { renamedKeys } from './renames.ts';
import type { Run } from './run.ts';
import { currentObject } from './sharedObjects.ts';
import type { TypeLookup } from './typeLookup.ts';
import { findResponsePaths, type ResponsePath } from './visitPath.ts';

/** What it takes to say where in the client's answer an error of a call belongs. */
export interface CallErrorContext {
  readonly service: string;
  readonly batches: readonly EntityBatch[];
  /** Where the fields of a call for root fields stand. */
  readonly at: Path;
  readonly renames: readonly Rename[];
  readonly types: TypeLookup;
  readonly clientKeys: ReadonlyMap<string, string>;
  /** Whether the call asks for the field at a path. */
  readonly isSelected: (path: ResponsePath) => boolean;
}

/** An entity that stands in many places is missed in each; past this number one error without a path stands for all others. */
export const MAX_ERRORS = 10_000;

const MORE_FAILED = { code: 'DEPENDENCY_UNAVAILABLE' };

/** Stands in `failed` for the error that stands for all others. */
const MORE = 'more';

/** Adds the errors of a call to those of the run, each at every place that its entity has in the client's answer. */
export function addErrors(
  errorContext: CallErrorContext,
  { data, errors = [] }: SubgraphAnswer,
  collected: readonly CollectedEntities[],
  run: Run,
): void {
  const placesOf = createResponsePathFinder(errorContext, collected, run);
  const toClient = (place: ResponsePath): ResponsePath => renameKeys(place, errorContext.clientKeys);
  for (const { message, path, extensions } of errors) {
    const places = path ? placesOf(path) : [];
    if (places.length === 0) run.hasUnlocatedError = true;
    const isPlaced = path !== undefined && errorContext.isSelected(path);
    const lost = propagatedNullPath(path ?? [], data, errorContext.batches.length === 0 ? 0 : 2);
    for (const place of places.length > 0 ? places : [undefined]) {
      // The mark of an error that came from a subgraph: its code is the subgraph's own choice.
      const own = { ...extensions, serviceName: errorContext.service };
      if (run.errors.length >= MAX_ERRORS) {
        addMore(run, own);
        return;
      }
      const clientPath = place && toClient(place);
      const key = JSON.stringify(place);
      if (place && run.reportedPaths.has(key)) continue;
      run.reportedPaths.add(key);
      const error = new GraphQLError(message, { path: clientPath, extensions: own });
      if (lost) run.propagatedErrors.add(error);
      if (place && isPlaced) run.errorPaths.set(error, place);
      run.errors.push(error);
    }
  }
}

export function addMore({ reportedPaths, errors }: Run, extensions: Readonly<Record<string, unknown>> = MORE_FAILED): void {
  if (reportedPaths.has(MORE)) return;
  reportedPaths.add(MORE);
  errors.push(new GraphQLError('More fields reportedPaths than are told here. Ask for less to be told of each.', { extensions }));
}

/**
 * Where the null stands to which an error of a call has led, when it took more with it than the field that failed: an object that may be
 * null, an entity (`whole` steps from the top), the whole answer. Null when it is the field's own.
 */
export function propagatedNullPath(path: ResponsePath, data: Data | null, whole: number): ResponsePath | null {
  let at: unknown = data;
  let length = 0;
  while (length < path.length && typeof at === 'object' && at !== null) {
    at = (at as Readonly<Record<string | number, unknown>>)[path[length] as string | number];
    length += 1;
  }
  if (at !== null && at !== undefined) return null;
  return length < path.length || length <= whole ? path.slice(0, Math.max(whole, length)) : null;
}

export function createResponsePathFinder(
  { batches, at, renames, types }: Pick<CallErrorContext, 'batches' | 'at' | 'renames' | 'types'>,
  collected: readonly CollectedEntities[],
  run: Run,
): (path: ResponsePath) => readonly ResponsePath[] {
  if (batches.length === 0) {
    const keys = renamedKeys(renames);
    const prefixes: readonly ResponsePath[] =
      at.length === 0 ? [[]] : [...findResponsePaths(run.data, [at], null, types).values()].flat();
    return (path) => prefixes.map((prefix) => [...prefix, ...renameKeys(path, keys)]);
  }
  const located = new Map<EntityBatch, { readonly places: ReadonlyMap<Data, ResponsePath[]>; readonly targets: Targets }>();
  return ([responseKey, index, ...rest]) => {
    const at = batches.findIndex((batch) => batch.responseKey === responseKey);
    const [batch, entities] = [batches[at], collected[at]];
    if (!batch || !entities) return [];
    let known = located.get(batch);
    if (!known) {
      const targets = targetsOf(entities, run);
      known = { places: findResponsePaths(run.data, batch.paths, new Set(targets.all), types), targets };
      located.set(batch, known);
    }
    const { places, targets } = known;
    const keys = renamedKeys(batch.renames);
    const meant = typeof index === 'number' ? (targets.byIndex.get(index) ?? []) : targets.all;
    return [...meant].flatMap((target) => (places.get(target) ?? []).map((place) => [...place, ...renameKeys(rest, keys)]));
  };
}

/** The objects that wait for the entities of a batch, as they stand now. */
export interface Targets {
  readonly all: ReadonlySet<Data>;
  readonly byIndex: ReadonlyMap<number, ReadonlySet<Data>>;
}

export function targetsOf({ targets, indices }: CollectedEntities, { sharedObjects }: Run): Targets {
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
