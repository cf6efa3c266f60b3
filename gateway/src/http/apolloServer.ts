import {
  ApolloServer,
  type ApolloServerPlugin,
  type GraphQLRequestListener,
  HeaderMap,
  type HTTPGraphQLRequest,
} from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { DocumentNode } from 'graphql';
import type { Logger } from 'pino';
import { bodyOf } from '../execution/printedData.ts';
import type { Generation, Graph } from '../generations/graph.ts';
import { createAnswerKnown } from './answerKnown.ts';
import type { AnswerOperation } from './answerOperation.ts';
import type { FormatError } from './errors.ts';
import type { createFinishResponse } from './finishResponse.ts';
import type { OperationContext } from './operationContext.ts';
import { sendResponse } from './sendResponse.ts';

interface ServerOptions {
  readonly graph: Graph;
  readonly maxTokens: number;
  readonly answer: AnswerOperation;
  readonly finish: ReturnType<typeof createFinishResponse>;
  readonly formatError: FormatError;
  readonly log: Logger;
}

/**
 * Starts `@apollo/server`, which handles GraphQL over HTTP: methods, parameters, media types, and the errors of invalid documents. Its
 * interface requires two workarounds, both in this file. It accepts a parsed document only from a plugin, so `didResolveSource` sets the valid
 * document; an invalid one is parsed and validated again by the server, whose errors have locations. And one plugin answers each operation and
 * finishes each response, because the server has no other hook for either.
 */
export async function startApolloServer(options: ServerOptions) {
  const server = createServer(options);
  const known = createAnswerKnown(options);
  await server.start();
  const handle = async (request: FastifyRequest, reply: FastifyReply, context: OperationContext): Promise<FastifyReply> => {
    const { body, ...http } = await server.executeHTTPGraphQLRequest({
      httpGraphQLRequest: httpRequestOf(request),
      context: async () => context,
    });
    if (body.kind !== 'complete') throw new Error('Incremental delivery is not supported.');
    return sendResponse(reply, http, body.string);
  };
  return {
    /** Answers a request: by the short way, or by `@apollo/server`. */
    handle: (request: FastifyRequest, reply: FastifyReply, context: OperationContext): Promise<FastifyReply> => {
      const generation = options.graph.current();
      return (generation && known.answer(generation, request, reply, context)) ?? handle(request, reply, context);
    },
    stop: () => server.stop(),
  };
}

function createServer(options: ServerOptions): ApolloServer<OperationContext> {
  const { graph, maxTokens, formatError, log } = options;
  const listener = createRequestListener(options);
  const plugin: ApolloServerPlugin<OperationContext> = { requestDidStart: async () => listener };
  return new ApolloServer<OperationContext>({
    gateway: graph.gateway,
    logger: log,
    introspection: true,
    // `src/checks/limits/documentReader.ts` caches documents, for all generations together.
    documentStore: null,
    // A token is sent in a header that no browser adds by itself, so requests cannot be forged across sites.
    csrfPrevention: false,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens },
    formatError,
    // The server passes the result on unchanged, so a printed body need not be a string.
    stringifyResult: (result) => bodyOf(result) as string,
    plugins: [
      plugin,
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  });
}

/** Sets the documents of requests, answers operations and finishes responses. */
const createRequestListener = ({ graph, answer, finish }: ServerOptions): GraphQLRequestListener<OperationContext> => ({
  didResolveSource: async (requestContext) => {
    const { document, explanation } = requestContext.contextValue;
    if (!document) return;
    const open: { document?: DocumentNode } = requestContext;
    if (graph.generationOf(requestContext.schema).isValid(document, explanation)) open.document = document;
  },
  responseForOperation: ({ schema, document, source, request: { operationName, variables = {} }, contextValue }) =>
    answer(graph.generationOf(schema), { document, text: source, operationName, variables }, contextValue),
  willSendResponse: async ({ schema, document, operation, operationName, request, response, contextValue }) => {
    const { variables = {}, http } = request;
    const cost = contextValue.explanation && costOf(graph.generationOf(schema), document, operation);
    const accept = http?.headers.get('accept');
    const language = http?.headers.get('accept-language');
    finish({ response, accept, language, operation, operationName, cost, variables }, contextValue);
  },
});

const costOf = (
  { costs }: Generation,
  document: DocumentNode | undefined,
  operation: Parameters<Generation['costs']['of']>[1] | undefined,
) => (document && operation ? costs.of(document, operation) : null);

function httpRequestOf({ method, headers, url, body }: FastifyRequest): HTTPGraphQLRequest {
  const map = new HeaderMap();
  for (const [name, value] of Object.entries(headers)) if (value) map.set(name, Array.isArray(value) ? value.join(', ') : value);
  const at = url.indexOf('?');
  return { method, headers: map, search: at < 0 ? '' : url.slice(at), body };
}
