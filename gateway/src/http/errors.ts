import { randomUUID } from 'node:crypto';
import { HeaderMap } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import { copyMissing, isErrorCode, MASKED_CODE, pickTexts } from '../request/errorExtensions.ts';
import { MAX_MESSAGE, truncate } from '../request/truncate.ts';

/** Codes of `@apollo/server` for a malformed request. Clients get `BAD_USER_INPUT` for all of them. */
const BAD_REQUEST_CODES = new Set([
  'BAD_REQUEST',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
]);

/** The gateway's own codes. Subgraphs choose their own; the executor marks their errors with `serviceName`. */
const EXPECTED_CODES = new Set([
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

/** Formats an error for the client. `formatted` is the result of `@apollo/server` for the `raw` error. */
export type FormatError = (formatted: GraphQLFormattedError, raw: unknown) => GraphQLFormattedError;

/**
 * Creates the formatter of errors. An error keeps its message, locations, path and code, and of its extensions only `rule`, `field`, `service`,
 * `errorId`, `missing` and `retryAfterMs`. An unexpected error is masked; the log has it under the `errorId` that the client gets.
 */
export const createErrorFormatter =
  (log: Logger): FormatError =>
  (formatted, raw) => {
    const extensions = { ...formatted.extensions };
    const code = scalarCode(raw) ?? extensions.code;
    const isExpected =
      isErrorCode(code) && (EXPECTED_CODES.has(code) || BAD_REQUEST_CODES.has(code) || extensions.serviceName !== undefined);
    if (!isExpected) return maskError(log, formatted, raw);
    return {
      message: truncate(formatted.message, MAX_MESSAGE),
      ...(formatted.locations && { locations: formatted.locations }),
      ...(formatted.path && { path: formatted.path }),
      extensions: {
        code: BAD_REQUEST_CODES.has(code) ? 'BAD_USER_INPUT' : code,
        ...pickTexts(extensions, 'rule', 'field', 'service', 'errorId'),
        ...copyMissing(extensions),
        ...(typeof extensions.retryAfterMs === 'number' && { retryAfterMs: extensions.retryAfterMs }),
      },
    };
  };

/** The code of an error that a scalar threw: validation replaces it by its own. */
function scalarCode(raw: unknown): string | undefined {
  const original = raw instanceof GraphQLError ? raw.originalError : undefined;
  return original instanceof GraphQLError && isErrorCode(original.extensions.code) ? original.extensions.code : undefined;
}

function maskError(log: Logger, { path, extensions = {} }: GraphQLFormattedError, raw: unknown): GraphQLFormattedError {
  const errorId = randomUUID();
  const service = pickTexts(extensions, 'service');
  log.error({ errorId, path, ...service, err: unwrapResolverError(raw) }, 'an unexpected error was masked');
  const where = service.service === undefined ? 'the gateway' : `the service "${service.service}"`;
  return {
    message: `Something went wrong in ${where}. If you report it, name "${errorId}".`,
    ...(path && { path }),
    extensions: { code: MASKED_CODE, ...service, errorId },
  };
}

/** Formatted errors, with the HTTP status and headers that they set. */
export interface FormattedErrors {
  readonly errors: readonly GraphQLFormattedError[];
  readonly status: number | undefined;
  readonly headers: HeaderMap;
}

/** Formats errors as `@apollo/server` does: `extensions.http` becomes the status and headers. */
export function formatErrors(raw: readonly unknown[], format: FormatError): FormattedErrors {
  let status: number | undefined;
  const headers = new HeaderMap();
  const errors = raw.map((one) => {
    const error = asGraphQLError(one);
    const { http, ...extensions } = error.extensions;
    const head = (http ?? {}) as { readonly status?: number; readonly headers?: HeaderMap };
    status = head.status ?? status;
    for (const [name, value] of head.headers ?? []) headers.set(name, value);
    return format({ ...error.toJSON(), extensions: { ...extensions, code: extensions.code ?? MASKED_CODE } }, error);
  });
  return { errors, status, headers };
}

function asGraphQLError(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  const originalError = error instanceof Error ? error : new Error(String(error));
  return new GraphQLError(originalError.message, { originalError });
}
