import { type DocumentNode, Kind } from 'graphql';
import type { Problem } from './checkResult.ts';

/** The maximum size of a registered subgraph's schema, in bytes of UTF-8: about five times our own largest one. */
export const MAX_SDL_BYTES = 1_000_000;
/** The maximum numbers of types and of fields of all types. Every gateway composes them and keeps them in memory. */
const MAX_TYPES = 1_000;
const MAX_FIELDS = 10_000;

/** Finds out whether a schema is too large to be composed. Before it is parsed, only its bytes are counted. */
export function sizeProblems(sdl: string, document?: DocumentNode): Problem[] {
  const bytes = Buffer.byteLength(sdl);
  if (bytes > MAX_SDL_BYTES)
    return [sizeProblem(`${bytes.toLocaleString('en')} bytes; at most ${MAX_SDL_BYTES.toLocaleString('en')}`)];
  if (!document) return [];
  const types = document.definitions.filter((definition) => definition.kind !== Kind.SCHEMA_EXTENSION);
  if (types.length > MAX_TYPES)
    return [sizeProblem(`${types.length.toLocaleString('en')} types; at most ${MAX_TYPES.toLocaleString('en')}`)];
  const fields = types.reduce((sum, type) => sum + ('fields' in type ? (type.fields?.length ?? 0) : 0), 0);
  return fields > MAX_FIELDS
    ? [sizeProblem(`${fields.toLocaleString('en')} fields; at most ${MAX_FIELDS.toLocaleString('en')}`)]
    : [];
}

const sizeProblem = (found: string): Problem => ({
  kind: 'TOO_LARGE',
  coordinate: null,
  line: null,
  message: `The schema has ${found} are allowed. Divide it into several subgraphs, or leave out what nobody reads.`,
});
