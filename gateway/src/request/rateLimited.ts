import { GraphQLError } from 'graphql';

/** The error for an operation over a limit. `retryAfterMs` is null when waiting does not help. */
export const rateLimited = (message: string, retryAfterMs: number | null): GraphQLError =>
  new GraphQLError(message, {
    extensions: { code: 'RATE_LIMITED', ...(retryAfterMs !== null && { retryAfterMs }), http: { status: 429 } },
  });

/** The value of the header `retry-after`, in whole seconds (RFC 9110, 10.2.3). */
export const retryAfterHeader = (retryAfterMs: number): string => String(Math.ceil(retryAfterMs / 1_000));
