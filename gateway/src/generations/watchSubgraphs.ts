import type { Logger } from 'pino';
import type { SubgraphAddress } from '../supergraph/compose.ts';
import { CompositionError, compose } from '../supergraph/compose.ts';
import type { FetchSdl } from './fetchSdl.ts';
import type { GenerationMetrics } from './metrics.ts';

export interface SubgraphStatus {
  readonly name: string;
  readonly reachable: boolean;
  /** Why the subgraph's current SDL is not served; null when it is. For the log and `/ready`. */
  readonly fault: string | null;
}

export interface SubgraphWatcher {
  status(): readonly SubgraphStatus[];
  stop(): void;
}

export interface WatchOptions {
  readonly subgraphs: readonly SubgraphAddress[];
  readonly fetchSdl: FetchSdl;
  readonly publish: (supergraphSdl: string) => Promise<void>;
  readonly pollMs: number;
  readonly log: Logger;
  readonly metrics: GenerationMetrics;
}

/** The polling interval until every subgraph has answered once. */
const STARTING_POLL_MS = 500;

interface WatchedSubgraph {
  readonly address: SubgraphAddress;
  /** The SDL that the served supergraph was composed from. */
  accepted?: string;
  /** The SDL that the subgraph answered last. */
  offered?: string;
  /** An SDL that does not compose. It is tried again when it changes, or when another subgraph changes. */
  refused?: string;
  unreachable: string | null;
}

/**
 * Polls the subgraphs for their SDLs. When one changes, the supergraph is composed and published as a new generation. An SDL that does not
 * compose is refused: its subgraph stays at its last good SDL, and changes of the others are still published. Resolves after the first
 * round of polling.
 */
export async function watchSubgraphs(options: WatchOptions): Promise<SubgraphWatcher> {
  const { fetchSdl, log, metrics } = options;
  const watched: WatchedSubgraph[] = options.subgraphs.map((address) => ({ address, unreachable: 'not asked yet' }));
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  const poll = async (part: WatchedSubgraph) => {
    const before = part.unreachable;
    try {
      part.offered = await fetchSdl(part.address);
      part.unreachable = null;
    } catch (error) {
      part.unreachable = error instanceof Error ? error.message : String(error);
    }
    metrics.reachable.set({ subgraph: part.address.name }, part.unreachable ? 0 : 1);
    if (before === part.unreachable) return;
    const about = { subgraph: part.address.name, ...(part.unreachable && { reason: part.unreachable }) };
    if (!part.unreachable) log.info(about, 'a subgraph answers');
    else if (part.offered === undefined) log.info(about, 'a subgraph does not answer yet');
    else log.warn(about, 'a subgraph does not answer any more');
  };
  const round = async () => {
    await Promise.all(watched.map(poll));
    if (!stopped && watched.every((part) => part.offered !== undefined)) await adopt(watched, options);
  };
  const loop = async () => {
    await round().catch((error: unknown) => log.error({ err: error }, 'following the subgraphs failed'));
    if (stopped) return;
    timer = setTimeout(
      loop,
      watched.every((part) => part.accepted) ? options.pollMs : Math.min(options.pollMs, STARTING_POLL_MS),
    );
  };
  await loop();
  return {
    status: () =>
      watched.map(({ address, unreachable, refused }) => ({
        name: address.name,
        reachable: unreachable === null,
        fault: unreachable ?? (refused ? 'its SDL breaks the graph' : null),
      })),
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

/** Publishes the changed SDLs that compose: all together if they do, otherwise each one that composes with the served SDLs of the others. */
async function adopt(watched: readonly WatchedSubgraph[], options: WatchOptions): Promise<void> {
  for (const part of watched) if (part.offered === part.accepted) part.refused = undefined;
  const changed = watched.filter(({ accepted, offered, refused }) => offered !== accepted && offered !== refused);
  if (changed.length === 0) return;
  // A refused SDL may compose after another subgraph has changed.
  const candidates = watched.filter(({ accepted, offered }) => offered !== accepted);
  const fault = await tryPublish(watched, candidates, options);
  if (!fault) return;
  const hasGraph = watched.every(({ accepted }) => accepted !== undefined);
  for (const part of candidates) {
    const own = hasGraph && candidates.length > 1 ? await tryPublish(watched, [part], options) : fault;
    if (!own || part.refused === part.offered) continue;
    part.refused = part.offered;
    options.metrics.generations.inc({ outcome: 'refused' });
    options.log.error({ subgraph: part.address.name, reasons: own.reasons }, 'an SDL was refused; the last good graph stays');
  }
}

/** Publishes the supergraph with the new SDLs of `changing`. Returns the reason when it cannot be published, else null. */
async function tryPublish(
  watched: readonly WatchedSubgraph[],
  changing: readonly WatchedSubgraph[],
  options: WatchOptions,
): Promise<CompositionError | null> {
  const sdls = watched.map((part) => ({
    ...part.address,
    sdl: (changing.includes(part) ? part.offered : part.accepted) ?? '',
  }));
  try {
    await options.publish(compose(sdls));
  } catch (error) {
    return error instanceof CompositionError ? error : new CompositionError([String(error)]);
  }
  for (const part of changing) {
    part.accepted = part.offered;
    part.refused = undefined;
  }
  return null;
}
