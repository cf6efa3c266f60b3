import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { withListSizes } from './listSizes.ts';

/** The SDL that every subgraph starts with: the federation link, scalars, and value types that are identical everywhere. */
export const sharedSdl: string = readFileSync(path.join(import.meta.dirname, '../sdl/base.graphql'), 'utf8');

/**
 * The whole SDL of the subgraph in `dir` (its package folder): the shared part, then `schema.graphql`, or the files of
 * `schema/` in the order of their names. Connections are given their `@listSize`.
 */
export function loadSubgraphSdl(dir: string): string {
  const single = path.join(dir, 'schema.graphql');
  const folder = path.join(dir, 'schema');
  const files = existsSync(single)
    ? [single]
    : readdirSync(folder)
        .filter((file) => file.endsWith('.graphql'))
        .sort()
        .map((file) => path.join(folder, file));
  return withListSizes([sharedSdl, ...files.map((file) => readFileSync(file, 'utf8'))].join('\n'));
}
