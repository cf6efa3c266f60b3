import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { openConfig } from '../src/config.ts';
import { startGateway } from '../src/server.ts';
import { compose } from '../src/supergraph/compose.ts';
import { type GatewayUnderTest, untilLoaded, withAsk } from './gateway.ts';
import { type Definition, type FixtureSubgraph, startSubgraph } from './subgraph.ts';

export interface OpenGateway extends GatewayUnderTest {
  readonly subgraphs: Readonly<Record<string, FixtureSubgraph>>;
}

/** Starts real subgraphs, and an open gateway over their supergraph, like `gateway --supergraph FILE --open`. */
export async function startOpenGateway(
  definitions: Readonly<Record<string, Definition>>,
  settings: NodeJS.ProcessEnv = {},
): Promise<OpenGateway> {
  // Composes first, so that a graph that does not compose fails before any server is started.
  compose(Object.entries(definitions).map(([name, { sdl }]) => ({ name, url: `http://${name}.invalid`, sdl })));
  const subgraphs = await Promise.all(Object.entries(definitions).map(([name, definition]) => startSubgraph(name, definition)));
  const folder = await mkdtemp(path.join(tmpdir(), 'open-gateway-'));
  const file = path.join(folder, 'supergraph.graphql');
  await writeFile(file, compose(subgraphs.map(({ name, url }) => ({ name, url, sdl: definitions[name]?.sdl ?? '' }))));
  // Long timeouts and no circuit breaker: a slow machine, or faults of earlier tests, must not change an answer.
  const env = { SUBGRAPH_TIMEOUT_MS: '60000', SUBGRAPH_BREAKER_PERCENT: '0', REQUEST_TIMEOUT_MS: '120000', ...settings };
  const gateway = withAsk(await startGateway(openConfig(env, { file, port: 0 }), pino({ level: 'silent' })));
  await untilLoaded(gateway);
  return {
    ...gateway,
    subgraphs: Object.fromEntries(subgraphs.map((subgraph) => [subgraph.name, subgraph])),
    stop: async () => {
      await gateway.stop();
      await Promise.all(subgraphs.map((subgraph) => subgraph.stop()));
      await rm(folder, { recursive: true });
    },
  };
}
