import { sha256 } from '../supergraph/check/normalSdl.ts';
import { CompositionError, type SubgraphSdl } from '../supergraph/compose.ts';
import { SchemaThreadStopped } from './aside/schemaThread.ts';
import type { SubgraphSchema, WatchedSubgraph } from './watchedSubgraph.ts';
import type { WatchOptions } from './watchSubgraphs.ts';

export type ComposeSubgraphs = (subgraphs: readonly SubgraphSdl[]) => Promise<string>;

/** For each subgraph, the schema that a supergraph is composed from; null for a subgraph that is left out. */
type SchemaChoice = ReadonlyMap<WatchedSubgraph, SubgraphSchema | null>;

interface ChangePublisher {
  /** Composes and publishes a choice. Returns the error when it cannot be published, else null. */
  readonly tryPublish: (choice: SchemaChoice) => Promise<CompositionError | null>;
  /** Notes that the latest schema of a subgraph does not compose. */
  readonly refuse: (subgraph: WatchedSubgraph, error: CompositionError) => void;
}

/**
 * Creates a function that publishes the changed schemas of the watched subgraphs: all together when they compose, otherwise each one that composes with the
 * served schemas of the others. When two do not compose with each other, a subgraph of the house has priority over a registered one, and a served schema
 * over a new one (GOV-INV-1).
 */
export function createChangePublisher(options: WatchOptions): (watched: readonly WatchedSubgraph[]) => Promise<void> {
  const { metrics, log, registry } = options;
  const record = (supergraphSdl: string, chosen: readonly SubgraphSchema[]): void => {
    const versionIds = chosen.flatMap(({ versionId }) => versionId ?? []);
    void registry?.record({ supergraphHash: hashOf(supergraphSdl, chosen), versionIds });
  };
  const publisher: ChangePublisher = {
    tryPublish: async (choice) => {
      const chosen = [...choice.values()].filter((schema) => schema !== null);
      try {
        const supergraphSdl = await options.compose(chosen.map(({ name, url, sdl }) => ({ name, url, sdl })));
        await options.publish(supergraphSdl);
        record(supergraphSdl, chosen);
      } catch (error) {
        if (error instanceof SchemaThreadStopped) throw error;
        return error instanceof CompositionError ? error : new CompositionError([String(error)]);
      }
      for (const [subgraph, schema] of choice) {
        subgraph.served = schema ?? undefined;
        if (schema === subgraph.latest) subgraph.refused = undefined;
      }
      return null;
    },
    refuse: (subgraph, { reasons }) => {
      if (!subgraph.latest || subgraph.refused === subgraph.latest) return;
      subgraph.refused = subgraph.latest;
      metrics.generations.inc({ outcome: 'refused' });
      log.error({ subgraph: subgraph.name, reasons }, 'an SDL was refused; the last good graph stays');
    },
  };
  return (watched) => publishChanges(watched, publisher);
}

const isChanged = ({ served, latest }: WatchedSubgraph): boolean => (latest ?? undefined) !== served;

/** The latest schemas of the given changed subgraphs, and the served schemas of the others. */
const chooseLatestOf = (watched: readonly WatchedSubgraph[], changed: readonly WatchedSubgraph[]): SchemaChoice =>
  new Map(watched.map((subgraph) => [subgraph, (changed.includes(subgraph) ? subgraph.latest : subgraph.served) ?? null]));

const withoutRegistered = (choice: SchemaChoice): SchemaChoice =>
  new Map([...choice].map(([subgraph, schema]) => [subgraph, subgraph.isRegistered ? null : schema]));

async function publishChanges(watched: readonly WatchedSubgraph[], publisher: ChangePublisher): Promise<void> {
  const { tryPublish, refuse } = publisher;
  for (const subgraph of watched) if (!isChanged(subgraph)) subgraph.refused = undefined;
  if (!watched.some((subgraph) => isChanged(subgraph) && subgraph.latest !== subgraph.refused)) return;
  // A refused schema may compose after another subgraph has changed.
  const changed = watched.filter(isChanged);
  const error = await tryPublish(chooseLatestOf(watched, changed));
  if (!error) return;
  const isStarting = watched.some(({ isRegistered, served }) => !isRegistered && served === undefined);
  if (isStarting) {
    // All subgraphs of the house must compose; the registered ones are then added one by one.
    const hasRegistered = watched.some(({ isRegistered }) => isRegistered);
    const houseError = hasRegistered ? await tryPublish(withoutRegistered(chooseLatestOf(watched, changed))) : error;
    if (houseError) {
      for (const subgraph of changed) if (!subgraph.isRegistered) refuse(subgraph, houseError);
      return;
    }
  }
  const isAlone = changed.length === 1 && !isStarting;
  await publishOneByOne(watched, { changed: changed.filter(isChanged), errorOfOne: isAlone ? error : null }, publisher);
}

interface FailedChange {
  readonly changed: readonly WatchedSubgraph[];
  /** The error of the only changed subgraph, which was tried already; null when there are several. */
  readonly errorOfOne: CompositionError | null;
}

async function publishOneByOne(
  watched: readonly WatchedSubgraph[],
  { changed, errorOfOne }: FailedChange,
  { tryPublish, refuse }: ChangePublisher,
): Promise<void> {
  const leftOut = new Set<WatchedSubgraph>();
  for (const subgraph of changed) {
    const error = errorOfOne ?? (await tryPublish(chooseLatestOf(watched, [subgraph])));
    if (!error) continue;
    const rivals = subgraph.isRegistered ? [] : watched.filter(({ isRegistered, served }) => isRegistered && served);
    // A subgraph of the house replaces registered ones that do not compose with it.
    if (rivals.length > 0 && !(await tryPublish(withoutRegistered(chooseLatestOf(watched, [subgraph])))))
      for (const rival of rivals) leftOut.add(rival);
    else refuse(subgraph, error);
  }
  for (const subgraph of leftOut) {
    const error = subgraph.served ? null : await tryPublish(chooseLatestOf(watched, [subgraph]));
    if (error) refuse(subgraph, error);
  }
}

/** The hash of a supergraph without the addresses of the house's subgraphs, which differ between gateways. */
function hashOf(supergraphSdl: string, chosen: readonly SubgraphSchema[]): string {
  const house = new Set(chosen.flatMap(({ name, versionId }) => (versionId === undefined ? [name] : [])));
  const text = supergraphSdl.replace(/(@join__graph\(name: "([^"]+)", url: )"[^"]*"/g, (whole, start: string, name: string) =>
    house.has(name) ? `${start}""` : whole,
  );
  return sha256(text);
}
