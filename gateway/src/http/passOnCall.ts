import type { FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import { type Data, textsOf } from '../calls/data.ts';
import type { SubgraphClient } from '../calls/subgraphClient.ts';
import { createDocumentReader } from '../checks/limits/documentReader.ts';
import type { Limits } from '../checks/limits/limits.ts';
import type { Generation } from '../generations/graph.ts';
import { toByteString } from '../operation/byteString.ts';
import { writeExactly } from '../operation/exactJson.ts';
import type { CheckedCall, createDeveloperCheck } from '../partners/developerCheck.ts';
import { executionContext, type RequestContext } from '../request/context.ts';
import { cancelCalls, createDeadline } from '../request/deadline.ts';
import type { EventLoopYield } from '../request/eventLoopYield.ts';
import { type PlanningQueue, requesterOf } from '../request/planningQueue.ts';
import type { SubgraphAddress } from '../supergraph/compose.ts';
import { clientRequestOf } from './operationContext.ts';

export type ClientFor = (name: string, url: string) => SubgraphClient;

interface PassOnOptions {
  readonly limits: Limits;
  readonly check: ReturnType<typeof createDeveloperCheck>;
  readonly clientFor: ClientFor;
  readonly eventLoopYield: EventLoopYield;
  readonly planning: PlanningQueue;
  readonly log: Logger;
}

/** Creates the function that checks a developer's call and forwards it to its subgraph. Throws a `GraphQLError` for a call that is not allowed. */
export function createPassOnCall(options: PassOnOptions) {
  const { check, clientFor } = options;
  const readDocument = createDocumentReader(options);
  return async (
    generation: Generation,
    { name, url }: SubgraphAddress,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<FastifyReply> => {
    const context = request.graphContext as RequestContext;
    const { text, ...parameters } = parametersOf(request);
    const read = await readDocument(text, {
      requester: requesterOf(context.viewer, context.address),
      bytes: text.length,
      isGone: () => reply.raw.destroyed,
      explanation: null,
    });
    try {
      if (read.refusal) throw read.refusal;
      if (!read.document)
        throw new GraphQLError('The document cannot be parsed.', { extensions: { code: 'GRAPHQL_PARSE_FAILED' } });
      const checked = await check(generation, { document: read.document, ...parameters }, context.viewer, new Date());
      noteReads(context, checked);
      const body = toByteString(writeExactly({ query: text, ...parameters }) as string);
      const failedRequest = () => ({ query: text, variables: parameters.variables });
      const call = { body, isRead: true, isExact: true, failedRequest };
      const { data: bytes, errors } = await clientFor(name, url).call(call, executionOf(context, reply));
      const data = textsOf(bytes);
      noteAnswer(context, data, errors);
      return reply.type('application/json; charset=utf-8').send(writeExactly({ data, ...(errors && { errors }) }));
    } finally {
      read.permit?.release();
    }
  };
}

function parametersOf(request: FastifyRequest) {
  const { text, operationName, variables } = clientRequestOf(request);
  if (typeof text !== 'string')
    throw new GraphQLError('Send a query of a plan as JSON: {"query": "…", "variables": {…}}.', {
      extensions: { code: 'BAD_USER_INPUT' },
    });
  return {
    text,
    variables: (typeof variables === 'object' && variables !== null ? variables : {}) as Readonly<Record<string, unknown>>,
    operationName: typeof operationName === 'string' ? operationName : undefined,
  };
}

/** The context of the call. It is cancelled when the machine closes its connection. */
function executionOf({ requestId, viewer, testNow, timeoutMs, log, address }: RequestContext, reply: FastifyReply) {
  const deadline = createDeadline(timeoutMs);
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) cancelCalls(deadline);
  });
  return executionContext({ requestId, viewer, testNow, deadline, masks: null, log, address });
}

function noteReads({ recordDraft }: RequestContext, { operation, reads }: CheckedCall): void {
  if (!recordDraft) return;
  recordDraft.operationName = operation.name?.value;
  recordDraft.coordinates = reads.coordinates;
}

function noteAnswer(
  { recordDraft }: RequestContext,
  data: Data | null,
  errors: readonly { extensions?: { code?: unknown } }[] = [],
): void {
  if (!recordDraft) return;
  recordDraft.isAnswered = data !== null;
  recordDraft.rows = countRows(data);
  recordDraft.codes = errors.map(({ extensions }) => String(extensions?.code));
}

/** The objects in lists of an answer. */
function countRows(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const nested = Object.values(value).reduce<number>((count, one) => count + countRows(one), 0);
  return Array.isArray(value) ? nested + value.filter((one) => typeof one === 'object' && one !== null).length : nested;
}
