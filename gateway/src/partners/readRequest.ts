import type { FastifyRequest } from 'fastify';
import { type DocumentNode, GraphQLError, parse } from 'graphql';
import { LRUCache } from 'lru-cache';
import { sizeOf } from '../operation/documentSize.ts';

/** Documents that are remembered, in bytes of memory. */
const KNOWN_BYTES = 32 * 1024 * 1024;

/** What a request asks, as its client has written it. */
export interface Asked {
  readonly document: DocumentNode;
  readonly variables: Record<string, unknown>;
  readonly operationName: string | undefined;
}

/** Reads the documents of requests, each text once. Null for what is no document: the server tells that better. */
export function createReader(): (request: FastifyRequest) => Asked | null {
  const known = new LRUCache<string, DocumentNode>({
    maxSize: KNOWN_BYTES,
    sizeCalculation: (document, text) => sizeOf(document) + 2 * text.length,
  });
  return ({ body, query }) => {
    const from = (body ?? query) as { query?: unknown; variables?: unknown; operationName?: unknown } | null;
    if (typeof from?.query !== 'string') return null;
    const document = known.get(from.query) ?? parseOrNull(from.query);
    if (!document) return null;
    known.set(from.query, document);
    const variables = typeof from.variables === 'object' ? (from.variables as Record<string, unknown> | null) : {};
    return {
      document,
      variables: variables ?? {},
      operationName: typeof from.operationName === 'string' ? from.operationName : undefined,
    };
  };
}

function parseOrNull(source: string): DocumentNode | null {
  try {
    return parse(source, { noLocation: true });
  } catch (error) {
    if (error instanceof GraphQLError) return null;
    throw error;
  }
}
