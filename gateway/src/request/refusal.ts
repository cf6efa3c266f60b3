import { MAX_MESSAGE, truncate } from './truncate.ts';

/** A refusal that comes before GraphQL: a bad token, a body too large, an operation over a limit. */
export interface EarlyRefusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly coordinate?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** After how many milliseconds it may be asked again; told as `extensions.retryAfterMs` and as `retry-after`. */
  readonly retryAfterMs?: number;
  /** What programs read of it beside the code. */
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** A refusal as the body of an answer. */
export const refusalBody = ({ code, message, retryAfterMs, extensions }: EarlyRefusal): string =>
  JSON.stringify({
    errors: [
      {
        message: truncate(message, MAX_MESSAGE),
        extensions: { code, ...(retryAfterMs !== undefined && { retryAfterMs }), ...extensions },
      },
    ],
  });
