import { GraphQLError } from 'graphql';
import type { SubgraphAnswer } from '../calls/answer.ts';
import type { Data } from '../calls/data.ts';
import type { EntityBatch, Path, Rename } from '../planning/plan.ts';
import type { Gathering } from './gather.ts';
import { locate, type Place } from './places.ts';
import { renamedKeys } from './renames.ts';
import type { Run } from './run.ts';
import { standing } from './sharing.ts';
import type { Types } from './types.ts';

/** What it takes to say where in the client's answer an error of a call belongs. */
export interface Placing {
  readonly service: string;
  readonly batches: readonly EntityBatch[];
  /** Where the fields of a call for root fields stand. */
  readonly at: Path;
  readonly renames: readonly Rename[];
  readonly types: Types;
  readonly clientKeys: ReadonlyMap<string, string>;
  /** Whether the call asks for the field at a path. */
  readonly isAsked: (path: Place) => boolean;
}

/** An entity that stands in many places is missed in each; past this number one error without a path stands for all others. */
export const MAX_ERRORS = 10_000;

const MORE_FAILED = { code: 'DEPENDENCY_UNAVAILABLE' };

/** Stands in `failed` for the error that stands for all others. */
const MORE = 'more';

/** Adds the errors of a call to those of the run, each at every place that its entity has in the client's answer. */
export function addErrors(
  placing: Placing,
  { data, errors = [] }: SubgraphAnswer,
  gathered: readonly Gathering[],
  run: Run,
): void {
  const placesOf = placeFinder(placing, gathered, run);
  const toClient = (place: Place): Place => translate(place, placing.clientKeys);
  for (const { message, path, extensions } of errors) {
    const places = path ? placesOf(path) : [];
    if (places.length === 0) run.isUnclear = true;
    const isPlaced = path !== undefined && placing.isAsked(path);
    const lost = lostBy(path ?? [], data, placing.batches.length === 0 ? 0 : 2);
    for (const place of places.length > 0 ? places : [undefined]) {
      // The mark of an error that came from a subgraph: its code is the subgraph's own choice.
      const own = { ...extensions, serviceName: placing.service };
      if (run.errors.length >= MAX_ERRORS) {
        addMore(run, own);
        return;
      }
      const clientPath = place && toClient(place);
      const key = JSON.stringify(place);
      if (place && run.failed.has(key)) continue;
      run.failed.add(key);
      const error = new GraphQLError(message, { path: clientPath, extensions: own });
      if (lost) run.tookMore.add(error);
      if (place && isPlaced) run.placed.set(error, place);
      run.errors.push(error);
    }
  }
}

export function addMore({ failed, errors }: Run, extensions: Readonly<Record<string, unknown>> = MORE_FAILED): void {
  if (failed.has(MORE)) return;
  failed.add(MORE);
  errors.push(new GraphQLError('More fields failed than are told here. Ask for less to be told of each.', { extensions }));
}

/**
 * Where the null stands to which an error of a call has led, when it took more with it than the field that failed: an object that may be
 * null, an entity (`whole` steps from the top), the whole answer. Null when it is the field's own.
 */
export function lostBy(path: Place, data: Data | null, whole: number): Place | null {
  let at: unknown = data;
  let length = 0;
  while (length < path.length && typeof at === 'object' && at !== null) {
    at = (at as Readonly<Record<string | number, unknown>>)[path[length] as string | number];
    length += 1;
  }
  if (at !== null && at !== undefined) return null;
  return length < path.length || length <= whole ? path.slice(0, Math.max(whole, length)) : null;
}

export function placeFinder(
  { batches, at, renames, types }: Pick<Placing, 'batches' | 'at' | 'renames' | 'types'>,
  gathered: readonly Gathering[],
  run: Run,
): (path: Place) => readonly Place[] {
  if (batches.length === 0) {
    const keys = renamedKeys(renames);
    const prefixes: readonly Place[] = at.length === 0 ? [[]] : [...locate(run.data, [at], null, types).values()].flat();
    return (path) => prefixes.map((prefix) => [...prefix, ...translate(path, keys)]);
  }
  const located = new Map<EntityBatch, { readonly places: ReadonlyMap<Data, Place[]>; readonly targets: Targets }>();
  return ([responseKey, index, ...rest]) => {
    const at = batches.findIndex((batch) => batch.responseKey === responseKey);
    const [batch, entities] = [batches[at], gathered[at]];
    if (!batch || !entities) return [];
    let known = located.get(batch);
    if (!known) {
      const targets = targetsOf(entities, run);
      known = { places: locate(run.data, batch.paths, new Set(targets.all), types), targets };
      located.set(batch, known);
    }
    const { places, targets } = known;
    const keys = renamedKeys(batch.renames);
    const meant = typeof index === 'number' ? (targets.byIndex.get(index) ?? []) : targets.all;
    return [...meant].flatMap((target) => (places.get(target) ?? []).map((place) => [...place, ...translate(rest, keys)]));
  };
}

/** The objects that wait for the entities of a batch, as they stand now. */
export interface Targets {
  readonly all: ReadonlySet<Data>;
  readonly byIndex: ReadonlyMap<number, ReadonlySet<Data>>;
}

export function targetsOf({ targets, indices }: Gathering, { sharing }: Run): Targets {
  const all = new Set<Data>();
  const byIndex = new Map<number, Set<Data>>();
  for (const [at, target] of targets.entries()) {
    const now = standing(sharing, target);
    const index = indices[at] as number;
    const ofIndex = byIndex.get(index) ?? new Set();
    byIndex.set(index, ofIndex.add(now));
    all.add(now);
  }
  return { all, byIndex };
}

export const translate = (path: Place, keys: ReadonlyMap<string, string>): Place =>
  keys.size === 0 ? path : path.map((key) => (typeof key === 'string' ? (keys.get(key) ?? key) : key));
