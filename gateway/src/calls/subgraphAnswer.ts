import { randomUUID } from 'node:crypto';
import type { GraphQLFormattedError } from 'graphql';
import { type ByteString, bytesOfJson, fromByteString } from '../operation/byteString.ts';
import { ExactNumber, parseExactly } from '../operation/exactJson.ts';
import { copyMissing, isErrorCode, MASKED_CODE, MAX_CODE, pickTexts } from '../request/errorExtensions.ts';
import type { Data } from './data.ts';
import type { HttpResponse } from './post.ts';
import { readRetryAfter } from './retry.ts';
import { SubgraphFault } from './subgraphFault.ts';
import { MAX_ERRORS, MAX_PATHS, type UnreadErrors } from './unreadErrors.ts';

/** The answer of one call. */
export interface SubgraphAnswer {
  readonly data: Data | null;
  readonly errors?: readonly GraphQLFormattedError[];
  /** The errors beyond {@link MAX_ERRORS}. */
  readonly unread?: UnreadErrors;
}

/** Codes by which a subgraph rejects the request of the gateway. The client's operation is valid, so such a call is a fault of the gateway. */
const GATEWAY_ERROR_CODES = new Set(['UNAUTHENTICATED', 'GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'BAD_REQUEST']);

/** Statuses of a temporary fault, sent by the subgraph or by a proxy before it. */
const UNAVAILABLE_STATUSES: ReadonlySet<number> = new Set([502, 503, 504]);

/** Reads the answer in a subgraph's HTTP response. Throws a {@link SubgraphFault} when it is not GraphQL or nothing was executed. */
export function readHttpResponse(
  service: string,
  { status, type, retryAfter, text }: HttpResponse,
  isExact: boolean,
): SubgraphAnswer {
  try {
    // A body without a content type is parsed, as HTTP allows (RFC 9110, 8.3); another content type is not GraphQL.
    if (type !== undefined && !type.includes('json')) throw new SubgraphFault('malformed', `status ${status}, a body of ${type}`);
    return readAnswer(service, status, text, isExact);
  } catch (error) {
    if (!UNAVAILABLE_STATUSES.has(status) || !(error instanceof SubgraphFault) || error.kind === 'refused') throw error;
    throw new SubgraphFault('unavailable', error.message, readRetryAfter(retryAfter));
  }
}

/** Reads the text of a GraphQL answer. Throws as {@link readHttpResponse} does. */
export function readAnswer(service: string, status: number, text: ByteString, isExact: boolean): SubgraphAnswer {
  const answer = parseAnswer(status, text, isExact);
  const errors = answer.errors?.slice(0, MAX_ERRORS).map((error) => cleanError(service, asText(error)));
  const errorEntries = errors && { errors, ...summariseUnreadErrors(service, answer.errors) };
  if (answer.data !== undefined && answer.data !== null) return { data: answer.data, ...errorEntries };
  if (!errors || errors.length === 0) throw new SubgraphFault('malformed', `status ${status}, neither data nor errors`);
  const code = String(errors[0]?.extensions?.code);
  // Without `data` nothing was executed (specification, 7.1); `data` is null when a non-null root field failed.
  if (answer.data === undefined && GATEWAY_ERROR_CODES.has(code)) {
    throw new SubgraphFault('refused', `status ${status}, ${code}: ${errors[0]?.message}`);
  }
  if (answer.data === undefined && status >= 500) throw new SubgraphFault('failed', `status ${status}, ${code}`);
  return { data: null, ...errorEntries };
}

function summariseUnreadErrors(service: string, errors: readonly unknown[] = []): Pick<SubgraphAnswer, 'unread'> {
  if (errors.length <= MAX_ERRORS) return {};
  const more = errors.slice(MAX_ERRORS, MAX_ERRORS + MAX_PATHS);
  const paths = more.map((error) => (isRecord(error) && isResponsePath(error.path) ? error.path : undefined));
  const first = cleanError(service, asText(firstOfMostFrequentCode(more)));
  return { unread: { first, paths, count: errors.length - MAX_ERRORS - more.length } };
}

/** The first of the errors with the most frequent code. */
function firstOfMostFrequentCode(errors: readonly unknown[]): unknown {
  const byCode = new Map<unknown, { readonly error: unknown; count: number }>();
  let most = { error: errors[0], count: 0 };
  for (const error of errors) {
    const code = isRecord(error) && isRecord(error.extensions) ? error.extensions.code : undefined;
    const known = byCode.get(code) ?? { error, count: 0 };
    known.count += 1;
    byCode.set(code, known);
    if (known.count > most.count) most = known;
  }
  return most.error;
}

interface UnreadAnswer {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly unknown[];
}

/** The maximum number of values in an answer. Parsing millions of them would delay the requests of other clients for seconds. */
const MAX_VALUES = 1_000_000;

/** Whether JSON has more than {@link MAX_VALUES} values, by its commas, which are found much faster than it is parsed. */
function hasTooManyValues(json: ByteString): boolean {
  if (json.length < 2 * MAX_VALUES) return false;
  let count = 0;
  for (let at = json.indexOf(','); at >= 0 && count <= MAX_VALUES; at = json.indexOf(',', at + 1)) count += 1;
  return count > MAX_VALUES;
}

/** U+FEFF in UTF-8. */
const BYTE_ORDER_MARK: ByteString = '\xef\xbb\xbf';

function parseAnswer(status: number, body: ByteString, isExact: boolean): UnreadAnswer {
  // RFC 8259, 8.1: a parser may ignore the byte order mark instead of rejecting it.
  const text = body.startsWith(BYTE_ORDER_MARK) ? body.slice(BYTE_ORDER_MARK.length) : body;
  if (hasTooManyValues(text)) throw new SubgraphFault('malformed', `status ${status}, more than ${MAX_VALUES} values`);
  const parse = (json: string): unknown => (isExact ? parseExactly(json) : JSON.parse(json));
  let answer: unknown;
  try {
    answer = parse(bytesOfJson(text));
  } catch {
    throw new SubgraphFault('malformed', `status ${status}, a body of ${text.length} bytes that is not JSON`);
  }
  if (!isRecord(answer)) throw new SubgraphFault('malformed', `status ${status}, JSON that is not an object`);
  const { data, errors } = answer;
  if (data !== undefined && data !== null && !isRecord(data))
    throw new SubgraphFault('malformed', `status ${status}, JSON that is not a GraphQL answer`);
  const errorList: readonly unknown[] | undefined =
    errors === undefined || errors === null ? undefined : Array.isArray(errors) ? errors : [errors];
  // Malformed errors beside data are tolerated; without data they are not a GraphQL answer.
  if (!data && errorList && !(Array.isArray(errors) && (errorList.length === 0 || errorList.some(isRecord))))
    throw new SubgraphFault('malformed', `status ${status}, errors that are not GraphQL errors`);
  return { ...(data !== undefined && { data }), ...(errorList && { errors: errorList }) };
}

/** An error whose strings are texts, as clients and logs get it, and not byte strings. Names in paths are ASCII. */
const asText = (error: unknown): unknown =>
  JSON.parse(
    fromByteString(
      JSON.stringify(error ?? null, function (this: Record<string, unknown>, key, value: unknown) {
        // Nothing in an error has more digits than JavaScript has.
        return this[key] instanceof ExactNumber ? this[key].valueOf() : value;
      }),
    ),
  );

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reduces a subgraph's error to message, path and the documented extensions. Masks an error without a code. */
function cleanError(service: string, error: unknown): GraphQLFormattedError {
  const { message, path, extensions: rawExtensions } = isRecord(error) ? error : ({} as Record<string, unknown>);
  const extensions = isRecord(rawExtensions) ? rawExtensions : {};
  const details = pickTexts(extensions, 'rule', 'field', 'errorId');
  const code = errorCode(extensions.code);
  const pathEntry = isResponsePath(path) ? { path } : {};
  if (code !== MASKED_CODE && typeof message === 'string') {
    // A rewritten code is not one of the graph's codes, so the error also names the service that it comes from.
    const origin = code === extensions.code ? {} : { service };
    return {
      message,
      ...pathEntry,
      extensions: { code, ...origin, ...details, ...copyMissing(extensions), ...retryAfterOf(extensions) },
    };
  }
  const errorId = details.errorId ?? randomUUID();
  return {
    message: `Something went wrong in the service "${service}". If you report it, name "${errorId}".`,
    ...pathEntry,
    extensions: { code, service, errorId },
  };
}

/** The `retryAfterMs` of a subgraph's error, if it is a valid number of milliseconds. */
const retryAfterOf = ({ retryAfterMs }: Record<string, unknown>): { retryAfterMs?: number } =>
  Number.isSafeInteger(retryAfterMs) && (retryAfterMs as number) >= 0 ? { retryAfterMs: retryAfterMs as number } : {};

/**
 * Converts the code of a subgraph's error to upper snake case, the form of all codes that clients get: `NotFound` and `not_found` become
 * `NOT_FOUND`, 404 becomes `ERR_404`. An error without a usable code is masked.
 */
function errorCode(code: unknown): string {
  if (typeof code !== 'string' && !Number.isSafeInteger(code)) return MASKED_CODE;
  const words = String(code)
    .slice(0, 4 * MAX_CODE)
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .replace(/[^A-Za-z\d]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .toUpperCase();
  const upper = (/^\d/.test(words) ? `ERR_${words}` : words).slice(0, MAX_CODE);
  return isErrorCode(upper) ? upper : MASKED_CODE;
}

/** No operation is so deep. A longer path leads nowhere, and comparing it with others would take long. */
const MAX_PATH_LENGTH = 250;

/** Whether a value is a response path: response keys and list indices (specification, 7.1.2). */
const isResponsePath = (path: unknown): path is (string | number)[] =>
  Array.isArray(path) &&
  path.length <= MAX_PATH_LENGTH &&
  path.every((segment) => typeof segment === 'string' || (Number.isSafeInteger(segment) && segment >= 0));
