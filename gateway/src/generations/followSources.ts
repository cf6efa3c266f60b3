import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'graphql';
import type { Logger } from 'pino';
import type { SubgraphAddress, SubgraphSdl } from '../supergraph/compose.ts';
import { readSubgraphEnum } from '../supergraph/reading/joins.ts';
import type { FetchSdl } from './fetchSdl.ts';
import type { Graph } from './graph.ts';
import type { LastGeneration } from './lastGeneration.ts';
import type { GenerationMetrics } from './metrics.ts';
import type { ComposeSubgraphs } from './publishChanges.ts';
import { watchFile } from './watchFile.ts';
import type { RegistryWatcher } from './watchRegistry.ts';
import { type SubgraphStatus, watchSubgraphs } from './watchSubgraphs.ts';

export interface GraphFollower {
  /** The state of each subgraph; empty when a given supergraph file is served. */
  status(): readonly SubgraphStatus[];
  /** The served schemas of the house's subgraphs; null while the supergraph comes from a file. */
  houseSchemas(): readonly SubgraphSdl[] | null;
  /** The served schemas of all subgraphs; null while the supergraph comes from a file. */
  servedSchemas(): readonly SubgraphSdl[] | null;
  /** Whether the registered subgraphs are served as they were read earlier, because the registry cannot be read now. */
  isRegistryUnreadable(): boolean;
  stop(): void;
}

/** Where the supergraph comes from: composed from subgraphs (`file` is the last good supergraph, to start from), or one given file. */
export type GraphSource =
  | {
      readonly kind: 'subgraphs';
      readonly subgraphs: readonly SubgraphAddress[];
      readonly pollMs: number;
      readonly file: string;
      /** Where the last generation is kept, signed; nowhere when left out. */
      readonly lastGenerationFile?: string | null;
      /** Networks that are not public and in which registered subgraphs may be called. */
      readonly networks?: readonly string[];
    }
  | { readonly kind: 'file'; readonly file: string; readonly pollMs: number };

export interface FollowOptions {
  readonly source: GraphSource;
  readonly graph: Graph;
  readonly fetchSdl: FetchSdl;
  /** Called after a supergraph was loaded. */
  readonly onLoaded: () => Promise<void>;
  readonly log: Logger;
  readonly metrics: GenerationMetrics;
  /** The registered subgraphs; null for a gateway without a registry. */
  readonly registry: RegistryWatcher | null;
  /** The last generation on disk; null where none is kept. */
  readonly lastGeneration: LastGeneration | null;
  /** Composes without blocking the event loop while requests are served. */
  readonly compose: ComposeSubgraphs;
}

/**
 * Loads the supergraph from its source, and again when it changes. Resolves after the first attempt. Throws only when a given file cannot
 * be loaded.
 */
export async function followSources(options: FollowOptions): Promise<GraphFollower> {
  const { source, graph, log, metrics, lastGeneration } = options;
  const publish = async (sdl: string): Promise<void> => {
    if (!(await graph.publish(sdl))) return;
    metrics.generations.inc({ outcome: 'loaded' });
    log.info({ generation: graph.current()?.id }, 'a supergraph is loaded');
    await options.onLoaded();
  };
  if (source.kind === 'file') {
    const stop = await watchFile({ file: source.file, publish, pollMs: source.pollMs, log, metrics });
    return { status: () => [], houseSchemas: () => null, servedSchemas: () => null, isRegistryUnreadable: () => false, stop };
  }
  const publishComposed = async (sdl: string): Promise<void> => {
    await publish(sdl);
    await lastGeneration
      ?.write(sdl)
      .catch((error: unknown) => log.error({ reason: String(error) }, 'the last generation cannot be kept'));
  };
  const following = await watchSubgraphs({ ...options, ...source, publish: publishComposed });
  if (graph.current()) return following;
  const isStarted = (await startFromLastGeneration(lastGeneration, publish, log)) || (await startFromFile(source, publish, log));
  if (!isStarted) await following.allAsked();
  return following;
}

/** Loads the generation that this gateway served last, which includes registered subgraphs. False when there is none. */
async function startFromLastGeneration(
  lastGeneration: LastGeneration | null,
  publish: (sdl: string) => Promise<void>,
  log: Logger,
): Promise<boolean> {
  try {
    const sdl = (await lastGeneration?.read()) ?? null;
    if (sdl === null) return false;
    await publish(sdl);
    log.warn('not every subgraph answers: started from the last generation on disk');
    return true;
  } catch (error) {
    log.error({ reason: String(error) }, 'the last generation on disk cannot be loaded');
    return false;
  }
}

/**
 * Loads the last good supergraph while a subgraph has not answered yet, so that the fields of the others are served. A supergraph with subgraphs that are
 * not configured belongs to another graph, and is not loaded: the gateway would be ready, and refuse the fields of its own graph as unknown. False when
 * none was loaded.
 */
async function startFromFile(
  { file, subgraphs }: { readonly file: string; readonly subgraphs: readonly SubgraphAddress[] },
  publish: (sdl: string) => Promise<void>,
  log: Logger,
): Promise<boolean> {
  if (!existsSync(file)) {
    log.warn({ file }, 'not every subgraph answers, and there is no last good supergraph to start from');
    return false;
  }
  try {
    const sdl = readFileSync(file, 'utf8');
    const foreign = [...readSubgraphEnum(parse(sdl, { noLocation: true })).values()]
      .map(({ name }) => name)
      .filter((name) => subgraphs.every((configured) => configured.name !== name));
    if (foreign.length > 0) {
      log.warn({ file, subgraphs: foreign }, 'the last good supergraph is not used: it is of subgraphs that are not configured');
      return false;
    }
    await publish(sdl);
    log.info({ file }, 'not every subgraph answers: started from the last good supergraph');
    return true;
  } catch (error) {
    log.error({ file, reason: String(error) }, 'the last good supergraph cannot be loaded');
    return false;
  }
}
