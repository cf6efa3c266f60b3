import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { SubgraphAddress, SubgraphSdl } from '../supergraph/compose.ts';
import type { FetchSdl } from './fetchSdl.ts';
import type { GenerationMetrics } from './metrics.ts';
import { type ComposeSubgraphs, createChangePublisher } from './publishChanges.ts';
import { addRegistered, type WatchedSubgraph, whyNotServed } from './watchedSubgraph.ts';
import type { RegistryWatcher } from './watchRegistry.ts';

export interface SubgraphStatus {
  readonly name: string;
  readonly reachable: boolean;
  /** Why the subgraph's latest schema is not served; null when it is. For the log and `/ready`. */
  readonly fault: string | null;
}

export interface SubgraphWatcher {
  /** Resolves when each subgraph has answered once, or failed to, and their schemas are published if they compose. */
  allAsked(): Promise<void>;
  status(): readonly SubgraphStatus[];
  /** The served schemas of the house's subgraphs; null until all of them are served. */
  houseSchemas(): readonly SubgraphSdl[] | null;
  /** The served schemas of all subgraphs; null until all of the house's are served. */
  servedSchemas(): readonly SubgraphSdl[] | null;
  /** Whether the registered subgraphs are served as they were read earlier, because the registry cannot be read now. */
  isRegistryUnreadable(): boolean;
  stop(): void;
}

export interface WatchOptions {
  /** The house's subgraphs: those that the operator configures. */
  readonly subgraphs: readonly SubgraphAddress[];
  readonly fetchSdl: FetchSdl;
  readonly publish: (supergraphSdl: string) => Promise<void>;
  readonly pollMs: number;
  readonly log: Logger;
  readonly metrics: GenerationMetrics;
  /** The registered subgraphs; null for a gateway without a registry. */
  readonly registry: RegistryWatcher | null;
  readonly compose: ComposeSubgraphs;
}

/** The polling interval until every subgraph has answered once. */
const STARTING_POLL_MS = 500;

/** A round of polling waits so long for subgraphs that do not answer; an answer that comes later is published with the next round. */
const ROUND_MS = 1_000;

/**
 * Polls the house's subgraphs for their SDLs, and follows the registry for the schemas of registered subgraphs. When a schema changes, a new supergraph is
 * composed and published. A schema that does not compose is refused: its subgraph keeps its served schema, and changes of other subgraphs are still
 * published. Resolves after the first round of polling, which a subgraph that hangs does not hold up.
 */
export async function watchSubgraphs(options: WatchOptions): Promise<SubgraphWatcher> {
  const { log, registry } = options;
  const house = options.subgraphs.map(({ name }) => unaskedSubgraph(name));
  let watched = house;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const pollOnce = createPoll(options);
  const publishChanges = createChangePublisher(options);

  const publishLatest = inTurn(async () => {
    const versions = registry ? registry.current() : [];
    // While the registry is unknown, the supergraph would lack the registered subgraphs. Its database is governance's, so that governance is away then, too.
    if (stopped || versions === null || house.some(({ latest }) => latest === undefined)) return;
    watched = addRegistered(watched, versions);
    await publishChanges(watched);
  });
  const logFailure = (error: unknown) => {
    if (!stopped) log.error({ err: error }, 'following the subgraphs failed');
  };
  const askAll = () =>
    Promise.all([
      registry?.refresh(),
      ...options.subgraphs.map((address, at) => pollOnce(house[at] as WatchedSubgraph, address)),
    ]);
  const round = async (answers: Promise<unknown>): Promise<void> => {
    await Promise.race([answers, sleep(ROUND_MS, undefined, { ref: false })]);
    await publishLatest().catch(logFailure);
    if (stopped) return;
    const isStarted = house.every(({ served }) => served);
    timer = setTimeout(() => round(askAll()), isStarted ? options.pollMs : Math.min(options.pollMs, STARTING_POLL_MS));
  };
  registry?.onChange(() => void publishLatest().catch(logFailure));
  const firstAnswers = askAll();
  await round(firstAnswers);
  return {
    allAsked: () => firstAnswers.then(publishLatest).catch(logFailure),
    status: () => watched.map((one) => ({ name: one.name, reachable: one.unreachable === null, fault: whyNotServed(one) })),
    houseSchemas: () => schemasIfAllServed(house),
    servedSchemas: () => (schemasIfAllServed(house) ? watched.flatMap(({ served }) => served ?? []) : null),
    isRegistryUnreadable: () => registry?.isUnreadable() ?? false,
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

const unaskedSubgraph = (name: string): WatchedSubgraph => ({ name, isRegistered: false, unreachable: 'not asked yet' });

function schemasIfAllServed(subgraphs: readonly WatchedSubgraph[]): SubgraphSdl[] | null {
  const served = subgraphs.flatMap((subgraph) => subgraph.served ?? []);
  return served.length === subgraphs.length ? served : null;
}

/** Makes calls of a function wait for one another: each publication starts from what the one before has published. */
function inTurn(run: () => Promise<void>): () => Promise<void> {
  let queue: Promise<unknown> = Promise.resolve();
  return () => {
    const next = queue.then(run);
    queue = next.catch(() => undefined);
    return next;
  };
}

/** Fetches the SDL of a subgraph of the house, and notes it or why the subgraph did not answer. One that is still being asked is not asked again. */
function createPoll(options: WatchOptions) {
  const polling = new Map<WatchedSubgraph, Promise<void>>();
  return (subgraph: WatchedSubgraph, address: SubgraphAddress): Promise<void> => {
    const current = polling.get(subgraph) ?? poll(options, subgraph, address).finally(() => polling.delete(subgraph));
    polling.set(subgraph, current);
    return current;
  };
}

async function poll(
  { fetchSdl, metrics, log }: WatchOptions,
  subgraph: WatchedSubgraph,
  address: SubgraphAddress,
): Promise<void> {
  const before = subgraph.unreachable;
  try {
    const sdl = await fetchSdl(address);
    if (subgraph.latest?.sdl !== sdl) subgraph.latest = { ...address, sdl };
    subgraph.unreachable = null;
  } catch (error) {
    subgraph.unreachable = error instanceof Error ? error.message : String(error);
  }
  metrics.reachable.set({ subgraph: subgraph.name }, subgraph.unreachable ? 0 : 1);
  if (before === subgraph.unreachable) return;
  const about = { subgraph: subgraph.name, ...(subgraph.unreachable && { reason: subgraph.unreachable }) };
  if (!subgraph.unreachable) log.info(about, 'a subgraph answers');
  else if (subgraph.latest === undefined) log.info(about, 'a subgraph does not answer yet');
  else log.warn(about, 'a subgraph does not answer any more');
}
