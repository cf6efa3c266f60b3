import { existsSync } from 'node:fs';
import path from 'node:path';

/**
 * The arguments by which Node runs a program of this checkout as it is compiled, given its source. Loading the source by a compiler takes three
 * times as long. Before the first test all programs are compiled that have changed (infra/jest.mjs).
 */
export function compiledProgram(source: string): string[] {
  let folder = path.dirname(source);
  while (!existsSync(path.join(folder, 'package.json'))) folder = path.dirname(folder);
  return ['--conditions=compiled', path.join(folder, 'dist', path.relative(folder, source).replace(/\.ts$/, '.js'))];
}
