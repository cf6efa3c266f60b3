import type { ApolloServerPlugin, GraphQLRequestListener } from '@apollo/server';
import type { RequestContext } from '../request/context.ts';

const JSON_TYPE = 'application/json';
const OF_THE_DOCUMENT = new Set(['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED']);

const listener: GraphQLRequestListener<RequestContext> = {
  willSendResponse: async ({ request, response: { http, body } }) => {
    const accept = request.http?.headers.get('accept');
    // The server would find this out by itself, at some length, for every answer.
    if (accept === JSON_TYPE) http.headers.set('content-type', `${JSON_TYPE}; charset=utf-8`);
    if (http.status !== 400 || body.kind !== 'single' || !body.singleResult.errors || !asksForPlainJson(accept)) return;
    const codes = body.singleResult.errors.map((error) => String(error.extensions?.code));
    if (codes.every((code) => OF_THE_DOCUMENT.has(code))) http.status = 200;
  },
};

/**
 * GraphQL over HTTP: a client that asks for `application/json` by name gets 200 with the errors of its document, since
 * with that older media type a 4xx says that no GraphQL server answered. Everyone else gets 400.
 */
export const statusPlugin: ApolloServerPlugin<RequestContext> = { requestDidStart: async () => listener };

const asksForPlainJson = (accept = ''): boolean =>
  accept.includes(JSON_TYPE) && !accept.includes('application/graphql-response+json');
