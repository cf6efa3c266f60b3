import type { Logger } from 'pino';
import type { SubgraphAddress, SubgraphSdl } from '../supergraph/compose.ts';
import { type ComposeSubgraphs, createAdoption } from './adopt.ts';
import type { FetchSdl } from './fetchSdl.ts';
import type { GenerationMetrics } from './metrics.ts';
import type { RegistrySource } from './registrySource.ts';
import { faultOf, servedSchema, takeRegistered, type WatchedSubgraph } from './watchedSubgraph.ts';

export type { ComposeSubgraphs };

export interface SubgraphStatus {
  readonly name: string;
  readonly reachable: boolean;
  /** Why the subgraph's current SDL is not served; null when it is. For the log and `/ready`. */
  readonly fault: string | null;
}

export interface SubgraphWatcher {
  status(): readonly SubgraphStatus[];
  /** The schemas of the house's own subgraphs that are served; null until all are. */
  houseSchemas(): readonly SubgraphSdl[] | null;
  stop(): void;
}

export interface WatchOptions {
  /** The house's own subgraphs. */
  readonly subgraphs: readonly SubgraphAddress[];
  readonly fetchSdl: FetchSdl;
  readonly publish: (supergraphSdl: string) => Promise<void>;
  readonly pollMs: number;
  readonly log: Logger;
  readonly metrics: GenerationMetrics;
  /** The subgraphs that their owners registered; null for a gateway without a registry. */
  readonly registry: RegistrySource | null;
  readonly compose: ComposeSubgraphs;
}

/** The polling interval until every subgraph has answered once. */
const STARTING_POLL_MS = 500;

/**
 * Polls the house's subgraphs for their SDLs, and follows the registry for those of the others. When one changes, the supergraph is composed and published as
 * a new generation. An SDL that does not compose is refused: its subgraph stays at its last good SDL, and changes of the others are still
 * published. Resolves after the first round of polling.
 */
export async function watchSubgraphs(options: WatchOptions): Promise<SubgraphWatcher> {
  const { log, registry } = options;
  const house: WatchedSubgraph[] = options.subgraphs.map(({ name }) => ({
    name,
    isRegistered: false,
    unreachable: 'not asked yet',
  }));
  let watched = house;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const adopt = createAdoption(options);
  const poll = createPoll(options);

  // Adoptions follow one another: each goes on from what the one before has published.
  let queue: Promise<unknown> = Promise.resolve();
  const adoptAll = (): Promise<void> => {
    const next = queue.then(async () => {
      const versions = registry ? registry.current() : [];
      // Without the registry the supergraph would lack the registered subgraphs. Its database is that of governance, which then does not answer either.
      if (stopped || versions === null || house.some(({ offered }) => offered === undefined)) return;
      watched = takeRegistered(watched, versions);
      await adopt(watched);
    });
    queue = next.catch(() => undefined);
    return next;
  };
  const round = async () => {
    await Promise.all([
      registry?.refresh(),
      ...options.subgraphs.map((address, at) => poll(house[at] as WatchedSubgraph, address)),
    ]);
    await adoptAll();
  };
  const logFailure = (error: unknown) => log.error({ err: error }, 'following the subgraphs failed');
  const loop = async () => {
    await round().catch(logFailure);
    if (stopped) return;
    const isStarted = house.every(({ accepted }) => accepted);
    timer = setTimeout(loop, isStarted ? options.pollMs : Math.min(options.pollMs, STARTING_POLL_MS));
  };
  registry?.onChange(() => void adoptAll().catch(logFailure));
  await loop();
  return {
    status: () => watched.map((part) => ({ name: part.name, reachable: part.unreachable === null, fault: faultOf(part) })),
    houseSchemas: () => {
      const served = house.flatMap((part) => servedSchema(part) ?? []);
      return served.length === house.length ? served : null;
    },
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

/** Asks a subgraph of the house for its SDL. */
const createPoll =
  ({ fetchSdl, metrics, log }: WatchOptions) =>
  async (part: WatchedSubgraph, address: SubgraphAddress): Promise<void> => {
    const before = part.unreachable;
    try {
      const sdl = await fetchSdl(address);
      if (part.offered?.sdl !== sdl) part.offered = { ...address, sdl };
      part.unreachable = null;
    } catch (error) {
      part.unreachable = error instanceof Error ? error.message : String(error);
    }
    metrics.reachable.set({ subgraph: part.name }, part.unreachable ? 0 : 1);
    if (before === part.unreachable) return;
    const about = { subgraph: part.name, ...(part.unreachable && { reason: part.unreachable }) };
    if (!part.unreachable) log.info(about, 'a subgraph answers');
    else if (part.offered === undefined) log.info(about, 'a subgraph does not answer yet');
    else log.warn(about, 'a subgraph does not answer any more');
  };
