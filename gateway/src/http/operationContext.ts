import type { FastifyRequest } from 'fastify';
import type { DocumentNode } from 'graphql';
import type { RequestContext } from '../request/context.ts';
import type { Deadline } from '../request/deadline.ts';
import type { Explanation } from '../request/explanation.ts';
import type { Permit } from '../request/planningQueue.ts';

/** What a request asks, as its client has written it. */
export interface AskedText {
  readonly text: unknown;
  readonly operationName: unknown;
  readonly variables: unknown;
}

/** The operation of a request: of the body of a POST, of the query of a GET. */
export function askedTextOf({ body, query }: FastifyRequest): AskedText {
  const from: unknown = body ?? query;
  if (typeof from !== 'object' || from === null) return { text: undefined, operationName: undefined, variables: undefined };
  const { query: text, operationName, variables } = from as Record<string, unknown>;
  return { text, operationName, variables };
}

/** A request whose text is read: its context, and what was made for this operation. Made once, and never changed. */
export interface OperationContext extends RequestContext {
  /** Null for a text that is no document. */
  readonly document: DocumentNode | null;
  /** Lets the operation be planned where its text is new. */
  readonly permit: Permit | null;
  readonly explanation: Explanation | null;
  readonly deadline: Deadline;
  /** Counts the calls to subgraphs. */
  readonly calls: { count: number };
  /** On the clock of `performance.now()`. */
  readonly startedAt: number;
}
