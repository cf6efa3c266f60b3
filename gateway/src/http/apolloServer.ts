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
import { Body } from '../execution/projection/output.ts';
import type { Generation, Graph } from '../generations/graph.ts';
import type { AnswerOperation } from './answerOperation.ts';
import type { FormatError } from './errors.ts';
import type { createFinishResponse } from './finishResponse.ts';
import type { OperationContext } from './operationContext.ts';

interface ServerOptions {
  readonly graph: Graph;
  readonly maxTokens: number;
  readonly answer: AnswerOperation;
  readonly finish: ReturnType<typeof createFinishResponse>;
  readonly formatError: FormatError;
  readonly log: Logger;
}

/**
 * The part of `@apollo/server` in a request: GraphQL over HTTP (methods, parameters, media types), and the errors of documents that are
 * faulty. Its interface forces two detours, which are all in this file. A valid document that is parsed and validated already is set
 * when the server looks for its source, since it takes documents from nowhere else; only a faulty one is parsed and validated again by the server, which
 * tells each fault with its place. And since plugins are the only way in, one plugin answers each operation and finishes each response.
 */
export async function startApolloServer({ graph, maxTokens, answer, finish, formatError, log }: ServerOptions) {
  const listener: GraphQLRequestListener<OperationContext> = {
    didResolveSource: async (requestContext) => {
      const { document, explanation } = requestContext.contextValue;
      if (!document) return;
      const open: { document?: DocumentNode } = requestContext;
      if (graph.generationOf(requestContext.schema).isValid(document, explanation)) open.document = document;
    },
    responseForOperation: ({ schema, document, source, queryHash, request: { operationName, variables = {} }, contextValue }) =>
      answer(graph.generationOf(schema), { document, text: source, hash: queryHash, operationName, variables }, contextValue),
    willSendResponse: async ({ schema, document, operation, operationName, queryHash, request, response, contextValue }) => {
      const { variables = {}, http } = request;
      const cost = contextValue.explanation && costOf(graph.generationOf(schema), document, operation);
      const accept = http?.headers.get('accept');
      finish({ response, accept, operation, operationName, hash: queryHash, cost, variables }, contextValue);
    },
  };
  const plugin: ApolloServerPlugin<OperationContext> = { requestDidStart: async () => listener };
  const server = new ApolloServer<OperationContext>({
    gateway: graph.gateway,
    logger: log,
    introspection: true,
    // Documents are remembered by their texts, for all generations together (`src/checks/limits/documentReader.ts`).
    documentStore: null,
    // Tokens travel in a header that no browser adds by itself, so a page elsewhere can ask for nothing that it could not ask for alone.
    csrfPrevention: false,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens },
    formatError,
    // The server hands on what it is given here without a look: a printed body goes through as it is.
    stringifyResult: (result) => bodyOf(result) as string,
    plugins: [
      plugin,
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  });
  await server.start();
  return {
    /** Answers a request. A printed body is given back once it is sent. */
    handle: async (request: FastifyRequest, reply: FastifyReply, context: OperationContext): Promise<FastifyReply> => {
      const {
        status = 200,
        headers,
        body,
      } = await server.executeHTTPGraphQLRequest({
        httpGraphQLRequest: httpRequestOf(request),
        context: async () => context,
      });
      for (const [name, value] of headers) reply.header(name, value);
      if (body.kind !== 'complete') throw new Error('No operation is answered in parts.');
      const printed: unknown = body.string;
      if (!(printed instanceof Body)) return reply.code(status).send(body.string);
      reply.raw.once('close', () => {
        if (reply.raw.writableFinished) printed.giveBack();
      });
      return reply.code(status).send(printed.sent);
    },
    stop: () => server.stop(),
  };
}

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
