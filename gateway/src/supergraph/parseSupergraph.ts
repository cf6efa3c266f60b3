import { type DocumentNode, parse } from 'graphql';
import { LRUCache } from 'lru-cache';

/** The supergraph that is served, and the next one beside it. */
const documents = new LRUCache<string, DocumentNode>({ max: 2 });

/**
 * Parses a supergraph, without locations; once, however many ask for it: a large one is read by a dozen parts of the gateway, and each time
 * it was parsed anew was a time that a starting gateway answered nobody. The document is everybody's: nobody changes it.
 */
export function parseSupergraph(sdl: string): DocumentNode {
  const known = documents.get(sdl) ?? parse(sdl, { noLocation: true });
  documents.set(sdl, known);
  return known;
}
