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
    const [responseKey, index] = path ?? [];
    if (placing.batches.length === 0) {
      if (!data) run.lost.push(...placesOf([]).map(toClient));
    } else if (path && !entityAt(data, responseKey, index)) run.lost.push(...placesOf(path.slice(0, 2)).map(toClient));
  }
}

function entityAt(data: Data | null, responseKey: string | number | undefined, index: string | number | undefined): unknown {
  const list = data?.[String(responseKey)];
  return Array.isArray(list) ? list[Number(index)] : undefined;
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
