import { randomUUID } from 'node:crypto';
import type { GraphQLFormattedError } from 'graphql';
import { missingOf, pick } from '../request/errorExtensions.ts';
import type { Data } from './data.ts';
import { parseExactly } from './exactJson.ts';
import type { Reply } from './post.ts';
import { readRetryAfter } from './retry.ts';

/** What one call brought. */
export interface SubgraphAnswer {
  readonly data: Data | null;
  readonly errors?: readonly GraphQLFormattedError[];
}

/** Why a call brought nothing; the words are labels of the metrics. */
export type FaultKind =
  /** No connection, or one that broke before the answer was there. */
  | 'unreachable'
  /** No answer within the time that a call may take; `deadline`: within the time that the client gave. */
  | 'timeout'
  | 'deadline'
  /** The client has gone away. */
  | 'abandoned'
  /** An answer that is not GraphQL; `oversized`: one that is too large to be read. */
  | 'garbage'
  | 'oversized'
  /** The subgraph did not take the gateway's call: 401, or a document that it does not know. */
  | 'refused'
  /** Nothing was executed; `unavailable`: with a status that says so (502, 503, 504). */
  | 'failed'
  | 'unavailable'
  /** The call was not sent: too many fail (the breaker), or too many wait for their turn. */
  | 'held'
  | 'crowded';

/** A call without a usable answer. Its message is for the log, never for the client. */
export class SubgraphFault extends Error {
  override name = 'SubgraphFault';
  constructor(
    readonly kind: FaultKind,
    message: string,
    /** The milliseconds after which the subgraph wants to be asked again, where it says so. */
    readonly retryAfterMs: number | null = null,
  ) {
    super(message);
  }
}

/** Whatever went wrong, as a fault: what is none comes from the connection. */
export const toFault = (error: unknown): SubgraphFault =>
  error instanceof SubgraphFault ? error : new SubgraphFault('unreachable', String(error));

/** The gateway's own mistakes: with these codes a subgraph refuses the call, not what the client asked for. */
const REFUSES_THE_GATEWAY = new Set(['UNAUTHENTICATED', 'GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'BAD_REQUEST']);

/** "Ask again later", from the subgraph or from what stands before it. */
const AWAY: ReadonlySet<number> = new Set([502, 503, 504]);

/** Reads a subgraph's reply. Throws {@link SubgraphFault} for one that is not GraphQL or that executed nothing. */
export function readReply(service: string, { status, type, retryAfter, text }: Reply, isExact: boolean): SubgraphAnswer {
  try {
    // A body without a type is looked into, as HTTP allows (RFC 9110, 8.3); one of another type is no answer.
    if (type !== undefined && !type.includes('json')) throw new SubgraphFault('garbage', `status ${status}, a body of ${type}`);
    return readAnswer(service, status, text, isExact);
  } catch (error) {
    if (!AWAY.has(status) || !(error instanceof SubgraphFault) || error.kind === 'refused') throw error;
    throw new SubgraphFault('unavailable', error.message, readRetryAfter(retryAfter));
  }
}

/** Reads an answer's text, as {@link readReply} does. */
export function readAnswer(service: string, status: number, text: string, isExact: boolean): SubgraphAnswer {
  const answer = parseAnswer(status, text, isExact);
  const errors = answer.errors?.map((error) => cleanError(service, error));
  if (answer.data !== undefined && answer.data !== null) return errors ? { data: answer.data, errors } : { data: answer.data };
  if (!errors || errors.length === 0) throw new SubgraphFault('garbage', `status ${status}, neither data nor errors`);
  const code = String(errors[0]?.extensions?.code);
  // Without `data` nothing was executed (specification, 7.1); null data is the answer of a non-null root field that failed.
  if (answer.data === undefined && REFUSES_THE_GATEWAY.has(code)) {
    throw new SubgraphFault('refused', `status ${status}, ${code}: ${errors[0]?.message}`);
  }
  if (answer.data === undefined && status >= 500) throw new SubgraphFault('failed', `status ${status}, ${code}`);
  return { data: null, errors };
}

interface Answer {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly unknown[];
}

const BYTE_ORDER_MARK = '\uFEFF';

function parseAnswer(status: number, given: string, isExact: boolean): Answer {
  // RFC 8259, 8.1: who reads JSON may pass over the mark instead of refusing it.
  const text = given.startsWith(BYTE_ORDER_MARK) ? given.slice(1) : given;
  let answer: unknown;
  try {
    answer = isExact ? parseExactly(text) : JSON.parse(text);
  } catch {
    throw new SubgraphFault('garbage', `status ${status}, a body of ${text.length} characters that is not JSON`);
  }
  if (!isRecord(answer)) throw new SubgraphFault('garbage', `status ${status}, JSON that is no object`);
  const { data, errors } = answer;
  if (data !== undefined && data !== null && !isRecord(data))
    throw new SubgraphFault('garbage', `status ${status}, JSON that is no GraphQL answer`);
  const listed: readonly unknown[] | undefined =
    errors === undefined || errors === null ? undefined : Array.isArray(errors) ? errors : [errors];
  // Errors in a form of the subgraph's own cost no data; without data they are no answer.
  if (!data && listed && !(Array.isArray(errors) && (listed.length === 0 || listed.some(isRecord))))
    throw new SubgraphFault('garbage', `status ${status}, errors that are no GraphQL errors`);
  return { ...(data !== undefined && { data }), ...(listed && { errors: listed }) };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Keeps what a client may see of a subgraph's error: message, path and the extensions of the house. */
function cleanError(service: string, error: unknown): GraphQLFormattedError {
  const { message, path, extensions } = isRecord(error) ? error : ({} as Record<string, unknown>);
  const given = isRecord(extensions) ? extensions : {};
  const details = pick(given, 'rule', 'field', 'errorId');
  const code = codeOf(given.code);
  const place = isPath(path) ? { path } : {};
  if (code !== MASKED && typeof message === 'string') {
    // A code that the subgraph writes in its own way is told with whose it is.
    const whose = code === given.code ? {} : { service };
    return { message, ...place, extensions: { code, ...whose, ...details, ...missingOf(given), ...retryAfterOf(given) } };
  }
  const errorId = details.errorId ?? randomUUID();
  return {
    message: `Something went wrong in the service "${service}". If you report it, name "${errorId}".`,
    ...place,
    extensions: { code, service, errorId },
  };
}

/** When a subgraph says that it may be asked again, in milliseconds. */
const retryAfterOf = ({ retryAfterMs }: Record<string, unknown>): { retryAfterMs?: number } =>
  Number.isSafeInteger(retryAfterMs) && (retryAfterMs as number) >= 0 ? { retryAfterMs: retryAfterMs as number } : {};

const MASKED = 'INTERNAL_SERVER_ERROR';
const LONGEST_CODE = 64;

/**
 * The code of a subgraph's error in upper snake case, in which all codes leave: `NotFound` and `not_found` are `NOT_FOUND`, 404 is
 * `ERR_404`. What is no code is an error that nobody planned for.
 */
function codeOf(given: unknown): string {
  if (typeof given !== 'string' && !Number.isSafeInteger(given)) return MASKED;
  const words = String(given)
    .slice(0, 4 * LONGEST_CODE)
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .replace(/[^A-Za-z\d]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .toUpperCase()
    .slice(0, LONGEST_CODE);
  if (words === '') return MASKED;
  return /^\d/.test(words) ? `ERR_${words}` : words;
}

/** A path of keys and indices (specification, 7.1.2). */
const isPath = (path: unknown): path is (string | number)[] =>
  Array.isArray(path) && path.every((step) => typeof step === 'string' || (Number.isSafeInteger(step) && step >= 0));
