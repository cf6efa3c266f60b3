import type { Logger } from 'pino';
import type { SubgraphAddress } from '../supergraph/compose.ts';
import { CompositionError, compose } from '../supergraph/compose.ts';
import type { GenerationMetrics } from './metrics.ts';
import type { FetchSdl } from './subgraphSdl.ts';

export interface SubgraphStatus {
  readonly name: string;
  readonly reachable: boolean;
  /** What keeps it from being served as it is now; null when nothing does. For the log and `/ready`. */
  readonly fault: string | null;
}

export interface Watch {
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

/** Until every subgraph has answered once, they are asked this often. */
const STARTING_POLL_MS = 500;

interface Watched {
  readonly address: SubgraphAddress;
  /** The SDL of the graph that is served. */
  accepted?: string;
  /** What the subgraph says now. */
  offered?: string;
  /** Offered and refused: not tried again until it changes or another subgraph does. */
  refused?: string;
  unreachable: string | null;
}

/**
 * Follows the SDLs of the subgraphs. A changed graph is composed and loaded aside and then swapped in. An SDL that breaks
 * the graph is refused alone: its subgraph keeps the last good one, and the others' changes go on. Resolves after the first
 * round.
 */
export async function watchSubgraphs(options: WatchOptions): Promise<Watch> {
  const { fetchSdl, log, metrics } = options;
  const watched: Watched[] = options.subgraphs.map((address) => ({ address, unreachable: 'not asked yet' }));
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  const ask = async (part: Watched) => {
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
    await Promise.all(watched.map(ask));
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

/** Takes over every change that composes: all at once if they do, else each that composes with the graph as it is. */
async function adopt(watched: readonly Watched[], options: WatchOptions): Promise<void> {
  for (const part of watched) if (part.offered === part.accepted) part.refused = undefined;
  const changed = watched.filter(({ accepted, offered, refused }) => offered !== accepted && offered !== refused);
  if (changed.length === 0) return;
  // What was refused may fit a graph that another subgraph has changed.
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

/** Null when the graph with the offers of `changing` is now served; else why it cannot be. */
async function tryPublish(
  watched: readonly Watched[],
  changing: readonly Watched[],
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
