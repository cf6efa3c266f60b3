import type { FastifyRequest } from 'fastify';
import type { DocumentNode } from 'graphql';
import type { RequestContext } from '../request/context.ts';
import type { Deadline } from '../request/deadline.ts';
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
