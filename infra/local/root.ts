import { createRequire } from 'node:module';
import path from 'node:path';

/** The checkout; found by the package's name, since compiled programs lie a folder deeper than their sources. */
export const ROOT = path.resolve(createRequire(import.meta.url).resolve('@union-graph/infra/package.json'), '../..');
