import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { SubgraphDefinition } from '@union-graph/subgraph';

/** The names of the migrations that lie in a subgraph's folder, by their files: `1767225600000-createUnion.ts` holds `CreateUnion1767225600000`. */
export function migrationsOf({ dir }: Pick<SubgraphDefinition, 'dir'>): string[] {
  const folder = path.join(dir, 'migrations');
  // A subgraph may keep nothing of its own.
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.ts')) : [];
  return files.map((file) => {
    const [time = '', name = ''] = path.basename(file, '.ts').split('-');
    return `${name.charAt(0).toUpperCase()}${name.slice(1)}${time}`;
  });
}
