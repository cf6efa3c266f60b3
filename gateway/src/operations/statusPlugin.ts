import type { ApolloServerPlugin } from '@apollo/server';
import type { RequestContext } from '../context.ts';

const OF_THE_DOCUMENT = new Set(['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED']);

/**
 * GraphQL over HTTP: a client that asks for `application/json` by name gets 200 with the errors of its document, since
 * with that older media type a 4xx says that no GraphQL server answered. Everyone else gets 400.
 */
export const statusPlugin: ApolloServerPlugin<RequestContext> = {
  requestDidStart: async () => ({
    willSendResponse: async ({ request, response: { http, body } }) => {
      if (http.status !== 400 || body.kind !== 'single' || !body.singleResult.errors) return;
      if (!asksForPlainJson(request.http?.headers.get('accept'))) return;
      const codes = body.singleResult.errors.map((error) => String(error.extensions?.code));
      if (codes.every((code) => OF_THE_DOCUMENT.has(code))) http.status = 200;
    },
  }),
};

const asksForPlainJson = (accept = ''): boolean =>
  accept.includes('application/json') && !accept.includes('application/graphql-response+json');
