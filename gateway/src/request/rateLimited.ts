import { GraphQLError } from 'graphql';

/** The refusal of an operation over a limit, with after how many milliseconds it may be asked again; null where waiting does not help. */
export const rateLimited = (message: string, retryAfterMs: number | null): GraphQLError =>
  new GraphQLError(message, {
    extensions: { code: 'RATE_LIMITED', ...(retryAfterMs !== null && { retryAfterMs }), http: { status: 429 } },
  });

/** The header `retry-after` of a wait, in whole seconds (RFC 9110, 10.2.3). */
export const retryAfterHeader = (retryAfterMs: number): string => String(Math.ceil(retryAfterMs / 1_000));
