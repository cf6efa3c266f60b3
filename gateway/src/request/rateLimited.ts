import type { ApolloServerPlugin, GraphQLRequestListener } from '@apollo/server';
import { GraphQLError } from 'graphql';
import type { RequestContext } from './context.ts';

/** The refusal of an operation over a limit, with after how many milliseconds it may be asked again; null where waiting does not help. */
export const rateLimited = (message: string, retryAfterMs: number | null): GraphQLError =>
  new GraphQLError(message, {
    extensions: { code: 'RATE_LIMITED', ...(retryAfterMs !== null && { retryAfterMs }), http: { status: 429 } },
  });

/** The header `retry-after` of a wait, in whole seconds (RFC 9110, 10.2.3). */
export const retryAfterHeader = (retryAfterMs: number): string => String(Math.ceil(retryAfterMs / 1_000));

const listener: GraphQLRequestListener<RequestContext> = {
  willSendResponse: async ({ response: { http, body } }) => {
    if (body.kind !== 'single' || !body.singleResult.errors || http.headers.has('retry-after')) return;
    const waits = body.singleResult.errors.flatMap(({ extensions }) =>
      typeof extensions?.retryAfterMs === 'number' ? [extensions.retryAfterMs] : [],
    );
    if (waits.length > 0) http.headers.set('retry-after', retryAfterHeader(Math.max(...waits)));
  },
};

/** Tells by the header `retry-after` what the errors of an answer tell as `retryAfterMs`: the longest wait among them. */
export const retryAfterPlugin: ApolloServerPlugin<RequestContext> = { requestDidStart: async () => listener };
