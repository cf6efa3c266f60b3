import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createPassportSigner, serviceViewer } from '@union-graph/identity';
import fastify, { type FastifyError, type FastifyInstance } from 'fastify';
import { type Logger, pino } from 'pino';
import type { GatewayConfig } from './config.ts';
import { createExecutorBuilder } from './execution/executor.ts';
import { createSources } from './execution/sources.ts';
import { refuse } from './http/answers.ts';
import { serveConsole } from './http/consolePage.ts';
import { createDoor } from './http/door.ts';
import { createDrain } from './http/drain.ts';
import { serveGraphql } from './http/graphqlRoute.ts';
import { serveStatus } from './http/statusRoutes.ts';
import { createAuthenticate } from './identity/authenticate.ts';
import { createIssuerKeys } from './identity/issuer.ts';
import { type Metrics, makeMetrics } from './metrics.ts';
import { createGraph, type Graph } from './supergraph/graph.ts';
import { createFetchSdl } from './supergraph/subgraphSdl.ts';
import { watchFile } from './supergraph/watchFile.ts';
import { type Watch, watchSubgraphs } from './supergraph/watchSubgraphs.ts';

export interface RunningGateway {
  readonly port: number;
  readonly url: string;
  /** Lets requests under way finish, then stops. */
  stop(): Promise<void>;
}

/** Starts a gateway. It listens at once; until a supergraph is loaded, `/ready` and `/graphql` answer 503. */
export async function startGateway(
  config: GatewayConfig,
  log: Logger = pino({ level: config.logLevel, name: 'gateway' }),
): Promise<RunningGateway> {
  const metrics = makeMetrics();
  const passport = config.signIn && (await createPassportSigner('gateway', config.signIn.serviceKey));
  const graph = createGraph(createExecutorBuilder(createSources(config, passport, metrics), log));
  const authenticate = config.signIn && createAuthenticate({ ...config.signIn, keys: createIssuerKeys(config.signIn.issuer) });
  const door = createDoor({ authenticate, testClock: config.testClock, log });
  const app = createApp(config, log, metrics);
  const drain = createDrain(app.server);
  let watch: Watch | null = null;
  serveStatus(app, { graph, watch: () => watch, metrics });
  const graphql = serveGraphql(app, { config, graph, door, log, metrics });
  serveConsole(app, config);
  await app.listen({ host: config.host, port: config.port });

  let started: Promise<void> | undefined;
  const publish = async (sdl: string): Promise<boolean> => {
    const changed = await graph.publish(sdl);
    if (changed) {
      metrics.generations.inc({ outcome: 'loaded' });
      log.info({ generation: graph.current()?.id }, 'a supergraph is loaded');
    }
    started ??= graphql.start();
    await started;
    return changed;
  };
  let stopFile = () => {};
  if (config.graph.kind === 'file') {
    stopFile = await watchFile({ file: config.graph.file, publish, pollMs: config.graph.pollMs, log, metrics });
  } else {
    const { subgraphs, pollMs, file } = config.graph;
    const fetchSdl = createFetchSdl(
      async (audience) => `Passport ${await passport?.(serviceViewer('gateway'), audience)}`,
      config.subgraphTimeoutMs,
    );
    watch = await watchSubgraphs({ subgraphs, fetchSdl, publish, pollMs, log, metrics });
    if (!graph.current()) await startFromFile(file, publish, graph, log);
  }

  const address = app.server.address();
  const port = typeof address === 'object' && address ? address.port : config.port;
  const stop = async () => {
    stopFile();
    watch?.stop();
    await drain(async () => app.close());
    await graphql.stop();
  };
  return { port, url: `http://${config.host}:${port}`, stop };
}

/** Some subgraph has not answered yet: serve the last good graph, so that the others' fields are there. */
async function startFromFile(file: string, publish: (sdl: string) => Promise<boolean>, graph: Graph, log: Logger): Promise<void> {
  if (!existsSync(file)) {
    log.warn({ file }, 'not every subgraph answers, and there is no last good supergraph to start from');
    return;
  }
  try {
    await publish(readFileSync(file, 'utf8'));
    log.warn({ file, generation: graph.current()?.id }, 'not every subgraph answers: started from the last good supergraph');
  } catch (error) {
    log.error({ file, reason: String(error) }, 'the last good supergraph cannot be loaded');
  }
}

function createApp(config: GatewayConfig, log: Logger, metrics: Metrics): FastifyInstance {
  const app = fastify({
    bodyLimit: config.limits.bodyBytes,
    keepAliveTimeout: 65_000,
    genReqId: ({ headers }) => {
      const given = headers['x-request-id'];
      return typeof given === 'string' && /^[\w.:-]{1,128}$/.test(given) ? given : randomUUID();
    },
  });
  app.removeContentTypeParser('text/plain');
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
  app.addHook('onResponse', async (request, reply) => {
    metrics.requests.observe({ route: request.routeOptions.url ?? 'other', status: reply.statusCode }, reply.elapsedTime / 1000);
  });
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const status = error.statusCode ?? (error.code === 'ERR_INVALID_URL' ? 400 : 500);
    if (status < 500)
      return refuse(request, reply, { status, code: 'BAD_USER_INPUT', message: tellFault(status, error, config) });
    const errorId = randomUUID();
    log.error({ errorId, requestId: request.id, err: error }, 'an error that nobody planned for was masked');
    return refuse(request, reply, {
      status: 500,
      code: 'INTERNAL_SERVER_ERROR',
      message: `Something went wrong in the gateway. If you report it, name "${errorId}".`,
    });
  });
  return app;
}

function tellFault(status: number, error: FastifyError, { limits }: GatewayConfig): string {
  if (status === 413) return `The body is larger than ${limits.bodyBytes} bytes, which is the limit.`;
  if (status === 415) return 'Send the operation as JSON, with the header "content-type: application/json".';
  return `The request cannot be read: ${error.message}`;
}
