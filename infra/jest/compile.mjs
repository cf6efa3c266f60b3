import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { transformSync } from '@swc/core';
import { SWC_OPTIONS } from '../swc.mjs';

/** Node's hook for loading a module. */
export async function load(url, context, next) {
  if (!url.endsWith('.ts')) return next(url, context);
  const filename = fileURLToPath(url);
  const options = { ...SWC_OPTIONS, filename, sourceFileName: filename, sourceMaps: 'inline' };
  const { code } = transformSync(await readFile(filename, 'utf8'), options);
  return { format: 'module', source: code, shortCircuit: true };
}
