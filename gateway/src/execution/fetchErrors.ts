import { GraphQLError } from 'graphql';
import type { SubgraphAnswer } from '../calls/answer.ts';
import type { EntityBatch, Path, Rename } from '../planning/plan.ts';
import type { Gathering } from './gather.ts';
import { locate, type Place } from './places.ts';
import { renamedKeys } from './renames.ts';
import type { Run } from './run.ts';
import { standing } from './sharing.ts';
import type { Data, Types } from './types.ts';

/** What it takes to say where in the client's answer an error of a call belongs. */
export interface Placing {
  readonly service: string;
  readonly batches: readonly EntityBatch[];
  /** Where the fields of a call for root fields stand. */
  readonly at: Path;
  readonly renames: readonly Rename[];
  readonly types: Types;
  readonly clientKeys: ReadonlyMap<string, string>;
}

/** An entity that stands in many places is missed in each; past this number the errors of one call say nothing new. */
const MAX_ERRORS = 200;

/** Adds the errors of a call to those of the run, each at every place that its entity has in the client's answer. */
export function addErrors(
  placing: Placing,
  { data, errors = [] }: SubgraphAnswer,
  gathered: readonly Gathering[],
  run: Run,
): void {
  const placesOf = placeFinder(placing, gathered, run);
  const toClient = (place: Place): Place => translate(place, placing.clientKeys);
  let added = 0;
  for (const { message, path, extensions } of errors) {
    const places = path ? placesOf(path) : [];
    for (const place of places.length > 0 ? places : [undefined]) {
      if (added++ >= MAX_ERRORS) return;
      const clientPath = place && toClient(place);
      const key = JSON.stringify(clientPath);
      if (clientPath && run.failed.has(key)) continue;
      run.failed.add(key);
      run.errors.push(
        new GraphQLError(message, {
          path: clientPath,
          // The mark of an error that came from a subgraph: its code is the subgraph's own choice.
          extensions: { ...extensions, serviceName: placing.service },
        }),
      );
    }
    const lost = lostBy(path ?? [], data, placing.batches.length === 0 ? 0 : 2);
    if (lost && (path || placing.batches.length === 0)) run.lost.push(...placesOf(lost).map(toClient));
  }
}

/**
 * Where the null stands to which an error of a call has led, when it took more with it than the field that failed: an object that may be
 * null, an entity (`whole` steps from the top), the whole answer. Null when it is the field's own.
 */
function lostBy(path: Place, data: Data | null, whole: number): Place | null {
  let at: unknown = data;
  let length = 0;
  while (length < path.length && typeof at === 'object' && at !== null) {
    at = (at as Readonly<Record<string | number, unknown>>)[path[length] as string | number];
    length += 1;
  }
  if (at !== null && at !== undefined) return null;
  return length < path.length || length <= whole ? path.slice(0, Math.max(whole, length)) : null;
}

function placeFinder(
  { batches, at, renames, types }: Placing,
  gathered: readonly Gathering[],
  run: Run,
): (path: Place) => readonly Place[] {
  if (batches.length === 0) {
    const keys = renamedKeys(renames);
    const prefixes: readonly Place[] = at.length === 0 ? [[]] : [...locate(run.data, [at], null, types).values()].flat();
    return (path) => prefixes.map((prefix) => [...prefix, ...translate(path, keys)]);
  }
  const located = new Map<EntityBatch, ReadonlyMap<Data, Place[]>>();
  return ([responseKey, index, ...rest]) => {
    const at = batches.findIndex((batch) => batch.responseKey === responseKey);
    const [batch, entities] = [batches[at], gathered[at]];
    if (!batch || !entities) return [];
    const stand = entities.targets.map((target) => standing(run.sharing, target));
    const places = located.get(batch) ?? locate(run.data, batch.paths, new Set(stand), types);
    located.set(batch, places);
    const keys = renamedKeys(batch.renames);
    const targets = new Set(stand.filter((_, target) => typeof index !== 'number' || entities.indices[target] === index));
    return [...targets].flatMap((target) => (places.get(target) ?? []).map((place) => [...place, ...translate(rest, keys)]));
  };
}

const translate = (path: Place, keys: ReadonlyMap<string, string>): Place =>
  keys.size === 0 ? path : path.map((key) => (typeof key === 'string' ? (keys.get(key) ?? key) : key));
