import type { PassportSigner } from '@union-graph/identity';
import type { SubgraphAddress } from '../supergraph/compose.ts';
import type { AddressGuard } from './addressGuard.ts';
import type { CallMetrics } from './callMetrics.ts';
import type { CallSettings } from './callSettings.ts';
import { createCallTimer } from './callTimer.ts';
import { type ClientState, createSubgraphClient, type SubgraphClient } from './subgraphClient.ts';

/** The clients of a gateway: one for each subgraph and URL. */
export interface SubgraphClients {
  clientFor(name: string, urlInSupergraph: string): SubgraphClient;
  states(): readonly ClientState[];
}

interface SubgraphClientsOptions {
  /** The configured URLs of subgraphs; empty where only the supergraph has them. */
  readonly subgraphs: readonly SubgraphAddress[];
  readonly settings: CallSettings;
  /** Null when the gateway runs open. */
  readonly passport: PassportSigner | null;
  readonly metrics: CallMetrics;
  /** Guards the URLs that are not configured here but registered; null where they come from the operator's file. */
  readonly guard: AddressGuard | null;
  /** The least time limit of calls to some subgraphs, in milliseconds: of those that work for seconds. */
  readonly leastTimeouts?: Readonly<Record<string, number>>;
}

/**
 * Creates one client for each subgraph, shared by all generations of the supergraph, so that connections are kept when a new generation
 * takes over. A subgraph's configured URL takes precedence over the one in the supergraph.
 */
export function createSubgraphClients({
  subgraphs,
  settings,
  passport,
  metrics,
  guard,
  leastTimeouts = {},
}: SubgraphClientsOptions): SubgraphClients {
  const configuredUrls = new Map(subgraphs.map(({ name, url }) => [name, url]));
  const clients = new Map<string, ReturnType<typeof createSubgraphClient>>();
  const timer = createCallTimer();
  const states = () => [...clients.values()].map((client) => client.state());
  metrics.observeClients(states);
  return {
    states,
    clientFor: (name, urlInSupergraph) => {
      const url = configuredUrls.get(name) ?? urlInSupergraph;
      const existing = clients.get(`${name} ${url}`);
      if (existing) return existing;
      const client = createSubgraphClient({
        name,
        url,
        settings: { ...settings, timeoutMs: Math.max(settings.timeoutMs, leastTimeouts[name] ?? 0) },
        metrics,
        timer,
        ...(guard && !configuredUrls.has(name) && { connect: guard.connectOption(url) }),
        passport: passport && (async ({ viewer }) => `Passport ${await passport(viewer, name)}`),
      });
      clients.set(`${name} ${url}`, client);
      return client;
    },
  };
}
