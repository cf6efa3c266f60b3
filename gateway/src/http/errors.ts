import { randomUUID } from 'node:crypto';
import { HeaderMap } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import { missingOf, pick } from '../request/errorExtensions.ts';
import { MAX_MESSAGE, truncate } from '../request/truncate.ts';

/** Codes of the server library that mean: the request itself is wrong. Clients learn one code for that. */
const WRONG_REQUEST = new Set([
  'BAD_REQUEST',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
]);

const MASKED = 'INTERNAL_SERVER_ERROR';

/** The codes that the gateway itself gives; those of subgraphs (the executor marks them with `serviceName`) are theirs to choose. */
const OWN_CODES = new Set([
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'BAD_USER_INPUT',
  'DEPENDENCY_UNAVAILABLE',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'NOT_FOUND',
  'FIELD_NOT_ALLOWED',
  'RATE_LIMITED',
]);

/** A code in the manner of the house: upper snake. */
const isCode = (value: unknown): value is string => typeof value === 'string' && /^[A-Z][A-Z\d_]{1,63}$/.test(value);

/** Gives an error the form in which it leaves. `formatted` is what the server library makes of the `raw` one. */
export type FormatError = (formatted: GraphQLFormattedError, raw: unknown) => GraphQLFormattedError;

/**
 * The form in which an error leaves: its message, place and path, a code, and of the extensions only `rule`, `field`,
 * `service`, `errorId` and `missing`. What nobody planned for is masked; the log has it under the id that the client gets.
 */
export const createErrorFormatter =
  (log: Logger): FormatError =>
  (formatted, raw) => {
    const extensions = { ...formatted.extensions };
    const code = plannedCode(raw) ?? extensions.code;
    const isPlanned = isCode(code) && (OWN_CODES.has(code) || WRONG_REQUEST.has(code) || extensions.serviceName !== undefined);
    if (!isPlanned) return maskError(log, formatted, raw);
    return {
      message: truncate(formatted.message, MAX_MESSAGE),
      ...(formatted.locations && { locations: formatted.locations }),
      ...(formatted.path && { path: formatted.path }),
      extensions: {
        code: WRONG_REQUEST.has(code) ? 'BAD_USER_INPUT' : code,
        ...pick(extensions, 'rule', 'field', 'service', 'errorId'),
        ...missingOf(extensions),
        ...(typeof extensions.retryAfterMs === 'number' && { retryAfterMs: extensions.retryAfterMs }),
      },
    };
  };

/** The code that a scalar gave its refusal: the library's validation puts its own code over it. */
function plannedCode(raw: unknown): string | undefined {
  const original = raw instanceof GraphQLError ? raw.originalError : undefined;
  return original instanceof GraphQLError && isCode(original.extensions.code) ? original.extensions.code : undefined;
}

function maskError(log: Logger, { path, extensions = {} }: GraphQLFormattedError, raw: unknown): GraphQLFormattedError {
  const errorId = randomUUID();
  const whose = pick(extensions, 'service');
  log.error({ errorId, path, ...whose, err: unwrapResolverError(raw) }, 'an error that nobody planned for was masked');
  const where = whose.service === undefined ? 'the gateway' : `the service "${whose.service}"`;
  return {
    message: `Something went wrong in ${where}. If you report it, name "${errorId}".`,
    ...(path && { path }),
    extensions: { code: MASKED, ...whose, errorId },
  };
}

/** Errors in the form in which they leave, with the status and the headers that they bring. */
export interface FormattedErrors {
  readonly errors: readonly GraphQLFormattedError[];
  readonly status: number | undefined;
  readonly headers: HeaderMap;
}

/** Formats errors as the server library formats those that it finds itself: `extensions.http` becomes status and headers. */
export function formatErrors(raw: readonly unknown[], format: FormatError): FormattedErrors {
  let status: number | undefined;
  const headers = new HeaderMap();
  const errors = raw.map((one) => {
    const error = asGraphQLError(one);
    const { http, ...extensions } = error.extensions;
    const head = (http ?? {}) as { readonly status?: number; readonly headers?: HeaderMap };
    status = head.status ?? status;
    for (const [name, value] of head.headers ?? []) headers.set(name, value);
    return format({ ...error.toJSON(), extensions: { ...extensions, code: extensions.code ?? MASKED } }, error);
  });
  return { errors, status, headers };
}

function asGraphQLError(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  const originalError = error instanceof Error ? error : new Error(String(error));
  return new GraphQLError(originalError.message, { originalError });
}
