import { sha256 } from '../supergraph/check/normalSdl.ts';
import { CompositionError, type SubgraphSdl } from '../supergraph/compose.ts';
import type { OfferedSchema, WatchedSubgraph } from './watchedSubgraph.ts';
import type { WatchOptions } from './watchSubgraphs.ts';

export type ComposeSubgraphs = (subgraphs: readonly SubgraphSdl[]) => Promise<string>;

/** For each subgraph, the schema that the supergraph is composed from; null for one that is left out. */
type Choice = ReadonlyMap<WatchedSubgraph, OfferedSchema | null>;

/**
 * Publishes the changed schemas that compose: all together if they do, otherwise each one that composes with the served schemas of the others. Of two that
 * do not compose with each other, a subgraph of the house goes before a registered one, and what is served before what is new (GOV-INV-1).
 */
export function createAdoption(options: WatchOptions) {
  const { metrics, log, registry } = options;
  const refuse = (part: WatchedSubgraph, fault: CompositionError): void => {
    if (!part.offered || part.refused === part.offered) return;
    part.refused = part.offered;
    metrics.generations.inc({ outcome: 'refused' });
    log.error({ subgraph: part.name, reasons: fault.reasons }, 'an SDL was refused; the last good graph stays');
  };
  const record = (supergraphSdl: string, choice: Choice): void => {
    const chosen = [...choice.values()].filter((schema) => schema !== null);
    const versionIds = chosen.flatMap(({ versionId }) => versionId ?? []);
    registry
      ?.record({ supergraphHash: hashOf(supergraphSdl, chosen), versionIds })
      .catch((error: unknown) => log.warn({ reason: String(error) }, 'a generation cannot be recorded'));
  };
  /** Publishes the supergraph of a choice. Returns the reason when it cannot be published, else null. */
  const tryPublish = async (choice: Choice): Promise<CompositionError | null> => {
    const chosen = [...choice.values()].filter((schema) => schema !== null);
    try {
      const supergraphSdl = await options.compose(chosen.map(({ name, url, sdl }) => ({ name, url, sdl })));
      await options.publish(supergraphSdl);
      record(supergraphSdl, choice);
    } catch (error) {
      return error instanceof CompositionError ? error : new CompositionError([String(error)]);
    }
    for (const [part, schema] of choice) {
      part.accepted = schema ?? undefined;
      if (schema === part.offered) part.refused = undefined;
    }
    return null;
  };
  return (watched: readonly WatchedSubgraph[]) => adopt(watched, tryPublish, refuse);
}

const isChanged = ({ accepted, offered }: WatchedSubgraph): boolean => (offered ?? undefined) !== accepted;

/** The served schemas of all, but for some that change to what they offer. */
const served = (watched: readonly WatchedSubgraph[], changing: readonly WatchedSubgraph[]): Choice =>
  new Map(watched.map((part) => [part, (changing.includes(part) ? part.offered : part.accepted) ?? null]));

const withoutRegistered = (choice: Choice): Choice =>
  new Map([...choice].map(([part, schema]) => [part, part.isRegistered ? null : schema]));

async function adopt(
  watched: readonly WatchedSubgraph[],
  tryPublish: (choice: Choice) => Promise<CompositionError | null>,
  refuse: (part: WatchedSubgraph, fault: CompositionError) => void,
): Promise<void> {
  for (const part of watched) if (!isChanged(part)) part.refused = undefined;
  if (!watched.some((part) => isChanged(part) && part.offered !== part.refused)) return;
  // A refused schema may compose after another subgraph has changed.
  const candidates = watched.filter(isChanged);
  const fault = await tryPublish(served(watched, candidates));
  if (!fault) return;
  const isStarting = watched.some(({ isRegistered, accepted }) => !isRegistered && accepted === undefined);
  if (isStarting) {
    // All of the house must compose; the registered ones are added one by one.
    const registered = watched.some(({ isRegistered }) => isRegistered);
    const houseFault = registered ? await tryPublish(withoutRegistered(served(watched, candidates))) : fault;
    if (houseFault) {
      for (const part of candidates) if (!part.isRegistered) refuse(part, houseFault);
      return;
    }
  }
  const replaced = new Set<WatchedSubgraph>();
  for (const part of candidates.filter(isChanged)) {
    const isAlone = candidates.length === 1 && !isStarting;
    const own = isAlone ? fault : await tryPublish(served(watched, [part]));
    if (!own) continue;
    const rivals = part.isRegistered ? [] : watched.filter(({ isRegistered, accepted }) => isRegistered && accepted);
    // A subgraph of the house goes before registered ones that do not compose with it.
    if (rivals.length > 0 && !(await tryPublish(withoutRegistered(served(watched, [part])))))
      for (const rival of rivals) replaced.add(rival);
    else refuse(part, own);
  }
  for (const rival of replaced) {
    const own = rival.accepted ? null : await tryPublish(served(watched, [rival]));
    if (own) refuse(rival, own);
  }
}

/** The hash of a supergraph. The addresses of the house differ between gateways, and are not part of it. */
function hashOf(supergraphSdl: string, chosen: readonly OfferedSchema[]): string {
  const house = new Set(chosen.flatMap(({ name, versionId }) => (versionId === undefined ? [name] : [])));
  const text = supergraphSdl.replace(/(@join__graph\(name: "([^"]+)", url: )"[^"]*"/g, (whole, start: string, name: string) =>
    house.has(name) ? `${start}""` : whole,
  );
  return sha256(text);
}
