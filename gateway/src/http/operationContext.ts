import type { Viewer } from '@union-graph/identity';
import type { FastifyRequest } from 'fastify';
import type { DocumentNode } from 'graphql';
import type { Masks } from '../agreements/masks/mask.ts';
import type { RequestContext } from '../request/context.ts';
import { createDeadline, type Deadline } from '../request/deadline.ts';
import type { Explanation } from '../request/explanation.ts';
import type { Permit } from '../request/planningQueue.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The operation context; null before the document is parsed, and for a request that is refused before. */
    operationContext: OperationContext | null;
    /** Whether the body has a number that JavaScript may round: such numbers are exact numbers. */
    mayLoseDigits: boolean;
  }
}

/** The GraphQL parameters of a request, unchecked. */
export interface ClientRequest {
  readonly text: unknown;
  readonly operationName: unknown;
  readonly variables: unknown;
}

/** Reads the GraphQL parameters of a request: from the body of a POST, from the query string of a GET. */
export function clientRequestOf({ body, query }: FastifyRequest): ClientRequest {
  const from: unknown = body ?? query;
  if (typeof from !== 'object' || from === null) return { text: undefined, operationName: undefined, variables: undefined };
  const { query: text, operationName, variables } = from as Record<string, unknown>;
  return { text, operationName, variables };
}

/**
 * The context of a request whose document is parsed: the request context and what the document adds. An operation that manages the partner's
 * agreements has the viewer of an applicant. Immutable, but for the record draft, the call count, the explanation, the deadline and the span.
 */
export interface OperationContext extends RequestContext {
  /** Null for a text with a syntax error. */
  readonly document: DocumentNode | null;
  /** SHA-256 of the text, in hex; undefined for a text with a syntax error. */
  readonly hash: string | undefined;
  /** The masks of an agreement are added when the operation is admitted: see `answerOperation.ts`. */
  readonly masks: Masks | null;
  /** The planning permit of a new operation; null for a known one. */
  readonly permit: Permit | null;
  readonly explanation: Explanation | null;
  readonly deadline: Deadline;
  /** Counts the calls to subgraphs. */
  readonly calls: { count: number };
  /** Whether the text of the variables has a number that JavaScript may round. */
  readonly mayLoseDigits: boolean;
  /** On the clock of `performance.now()`. */
  readonly startedAt: number;
}

/** What reading a document adds to a request context. */
export type ReadParts = Pick<OperationContext, 'document' | 'hash' | 'permit' | 'explanation' | 'mayLoseDigits'>;

/**
 * Creates an operation context; its deadline begins now. `applicant` is the viewer of an operation that manages a partner's agreements; null for all
 * others. The properties are named one by one: copying an object by its keys takes longer than the other steps of a known operation together.
 */
export const createOperationContext = (entered: RequestContext, applicant: Viewer | null, read: ReadParts): OperationContext => ({
  requestId: entered.requestId,
  viewer: applicant ?? entered.viewer,
  partner: applicant ? null : entered.partner,
  notAdmitted: entered.notAdmitted,
  recordDraft: entered.recordDraft,
  address: entered.address,
  testNow: entered.testNow,
  timeoutMs: entered.timeoutMs,
  log: entered.log,
  span: entered.span,
  document: read.document,
  hash: read.hash,
  masks: null,
  permit: read.permit,
  explanation: read.explanation,
  deadline: createDeadline(entered.timeoutMs),
  calls: { count: 0 },
  mayLoseDigits: read.mayLoseDigits,
  startedAt: performance.now(),
});
