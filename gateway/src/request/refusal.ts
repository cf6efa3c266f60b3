import { MAX_MESSAGE, truncate } from './truncate.ts';

/** A refusal outside of GraphQL execution, with its HTTP status: a bad token, a body that is too large, a quota that is used up. */
export interface EarlyRefusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  /** The coordinate that caused the refusal, for the access record. */
  readonly coordinate?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** When to retry, in `extensions.retryAfterMs` and `retry-after`. */
  readonly retryAfterMs?: number;
  /** Further extensions of the error. */
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** The refusal of a request before the first supergraph is loaded. */
export const NOT_LOADED: EarlyRefusal = {
  status: 503,
  code: 'DEPENDENCY_UNAVAILABLE',
  message: 'The graph is not loaded yet. Try again in a moment.',
};

/** The response body of a refusal. */
export const refusalBody = ({ code, message, retryAfterMs, extensions }: EarlyRefusal): string =>
  JSON.stringify({
    errors: [
      {
        message: truncate(message, MAX_MESSAGE),
        extensions: { code, ...(retryAfterMs !== undefined && { retryAfterMs }), ...extensions },
      },
    ],
  });
