import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import type { AccessLog } from '../accounts/accessLog.ts';
import type { Limits } from '../checks/limits/limits.ts';
import type { Graph } from '../generations/graph.ts';
import type { CheckStops } from '../partners/checkStops.ts';
import { createDeveloperCheck } from '../partners/developerCheck.ts';
import type { AdmitDeveloper } from '../partners/developers.ts';
import { readTimeout, TIMEOUT_HEADER } from '../request/deadline.ts';
import type { EventLoopYield } from '../request/eventLoopYield.ts';
import type { PlanningQueue } from '../request/planningQueue.ts';
import { newRecordDraft } from '../request/recordDraft.ts';
import { type EarlyRefusal, NOT_LOADED } from '../request/refusal.ts';
import type { SubgraphSdl } from '../supergraph/compose.ts';
import { type ClientFor, createPassOnCall } from './passOnCall.ts';
import { recordAnswer } from './recordAnswer.ts';
import { refuse } from './refuse.ts';

interface DevelopmentOptions {
  readonly config: { readonly limits: Limits; readonly maxCost: number; readonly requestTimeoutMs: number };
  readonly graph: Graph;
  readonly admit: AdmitDeveloper;
  readonly checkStops: CheckStops;
  /** Null for a gateway without an access log. */
  readonly accessLog: AccessLog | null;
  /** The schemas that the served supergraph is composed of; null until all subgraphs of the house have answered. */
  readonly servedSchemas: () => readonly SubgraphSdl[] | null;
  readonly clientFor: ClientFor;
  readonly eventLoopYield: EventLoopYield;
  readonly planning: PlanningQueue;
  readonly log: Logger;
}

/**
 * Serves the machines of developers (`union-graph dev`): `GET /development/schemas` answers the schemas of all subgraphs, and
 * `POST /development/subgraphs/<name>` passes a call of a query plan on to a subgraph, with a passport that states the few rights of a developer. Every call
 * has an access record. Nothing of the graph changes.
 */
export function serveDevelopment(app: FastifyInstance, options: DevelopmentOptions): void {
  const { accessLog, config } = options;
  const enter = createEnter(options);
  const check = createDeveloperCheck({ maxCost: config.maxCost, checkStops: options.checkStops });
  const passOn = createPassOnCall({ ...options, limits: config.limits, check });
  app.get('/development/schemas', { onRequest: enter(false) }, (request, reply) => answerSchemas(options, request, reply));
  app.route({
    method: 'POST',
    url: '/development/subgraphs/:name',
    onRequest: enter(accessLog !== null),
    handler: async (request, reply) => {
      const { name } = request.params as { readonly name: string };
      const generation = options.graph.current();
      const served = options.servedSchemas();
      if (!generation || !served) return refuse(request, reply, NOT_LOADED);
      const target = served.find((subgraph) => subgraph.name === name);
      if (!target) return refuse(request, reply, unknownSubgraph(name));
      try {
        return await passOn(generation, target, request, reply);
      } catch (error) {
        if (error instanceof GraphQLError) return refuse(request, reply, refusalOf(error));
        throw error;
      }
    },
    ...(accessLog && { onSend: recordAnswer(accessLog) }),
  });
}

/** Admits the machine, and creates the request context. */
const createEnter =
  ({ admit, config, log }: DevelopmentOptions) =>
  (isRecorded: boolean) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const { headers } = request;
    reply.header('cache-control', 'no-store');
    const admitted = await admit(headers.authorization, new Date());
    if ('code' in admitted) return refuse(request, reply, admitted);
    // The purpose in the access record, by which reads of developers' machines are told from all others.
    headers['x-purpose'] = `union-graph dev ${admitted.subgraph}`;
    request.graphContext = {
      viewer: admitted.viewer,
      partner: null,
      notAdmitted: null,
      requestId: request.id,
      recordDraft: isRecorded ? newRecordDraft() : null,
      address: request.ip,
      testNow: undefined,
      timeoutMs: readTimeout(headers[TIMEOUT_HEADER], config.requestTimeoutMs) ?? config.requestTimeoutMs,
      log,
      span: undefined,
    };
    return undefined;
  };

/** Answers the schemas, or 304 to a machine that has those of this generation. */
async function answerSchemas(
  { graph, servedSchemas }: DevelopmentOptions,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const generation = graph.current();
  const schemas = servedSchemas();
  if (!generation || !schemas) return refuse(request, reply, NOT_LOADED);
  const tag = `"${generation.id}"`;
  reply.header('etag', tag);
  if (request.headers['if-none-match'] === tag) return reply.code(304).send();
  return reply.send({ generation: generation.id, subgraphs: schemas.map(({ name, sdl }) => ({ name, sdl })) });
}

const unknownSubgraph = (name: string): EarlyRefusal => ({
  status: 404,
  code: 'NOT_FOUND',
  message: `The graph has no subgraph "${name.slice(0, 100)}".`,
});

function refusalOf({ message, extensions }: GraphQLError): EarlyRefusal {
  const { code, http, coordinate, retryAfterMs } = extensions as {
    readonly code?: string;
    readonly http?: { readonly status?: number };
    readonly coordinate?: string;
    readonly retryAfterMs?: number;
  };
  return {
    status: http?.status ?? (code === 'RATE_LIMITED' ? 429 : 400),
    code: code ?? 'BAD_USER_INPUT',
    message,
    ...(coordinate !== undefined && { coordinate }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
}
