import { type DocumentNode, Kind } from 'graphql';
import type { Problem } from './problem.ts';

/** The largest schema of a registered subgraph, in bytes of UTF-8: some five times the largest of our own. */
export const MAX_SDL_BYTES = 1_000_000;
/** The most types, and the most fields of all types: every gateway composes and keeps them. */
const MAX_TYPES = 1_000;
const MAX_FIELDS = 10_000;

/** Refuses a schema that would take too long to compose, before it is parsed and again when its types are known. */
export function sizeProblems(sdl: string, document?: DocumentNode): Problem[] {
  const bytes = Buffer.byteLength(sdl);
  if (bytes > MAX_SDL_BYTES)
    return [tooLarge(`${bytes.toLocaleString('en')} bytes; at most ${MAX_SDL_BYTES.toLocaleString('en')}`)];
  if (!document) return [];
  const types = document.definitions.filter((definition) => definition.kind !== Kind.SCHEMA_EXTENSION);
  if (types.length > MAX_TYPES)
    return [tooLarge(`${types.length.toLocaleString('en')} types; at most ${MAX_TYPES.toLocaleString('en')}`)];
  const fields = types.reduce((sum, type) => sum + ('fields' in type ? (type.fields?.length ?? 0) : 0), 0);
  return fields > MAX_FIELDS
    ? [tooLarge(`${fields.toLocaleString('en')} fields; at most ${MAX_FIELDS.toLocaleString('en')}`)]
    : [];
}

const tooLarge = (found: string): Problem => ({
  kind: 'TOO_LARGE',
  coordinate: null,
  line: null,
  message: `The schema has ${found} are allowed. Divide it into several subgraphs, or leave out what nobody reads.`,
});
