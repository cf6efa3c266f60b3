import { spawn } from 'node:child_process';
import path from 'node:path';
import { findDoubleConstants } from './lint/doubleConstants.ts';
import { findDoubleNames } from './lint/exportedNames.ts';

// Format, code rules and arrows between packages by biome; the subgraphs' SDL by eslint; the floors of the gateway by dependency-cruiser;
// dependencies that no file uses, or that no package.json names, by knip (lint/knip.jsonc); names that two files of a package export by
// lint/exportedNames.ts; constants that two of them define alike by lint/doubleConstants.ts. All run, so that one run tells all.
const fix = process.argv.includes('--fix');
const paths = process.argv.slice(2).filter((argument) => argument !== '--fix');

const codes = [
  await run('biome', ['check', ...(fix ? ['--write'] : []), '--max-diagnostics=60', ...paths]),
  await run('eslint', [
    '--no-warn-ignored',
    '--no-error-on-unmatched-pattern',
    ...(paths.length > 0 ? paths : ['subgraphs', 'shared/schema/sdl']),
  ]),
  // A floor is told by all that import from it, and a dependency by all files of its package: some paths alone say nothing of them.
  ...(paths.length > 0
    ? []
    : [
        await run('depcruise', ['--config', 'infra/lint/floors.config.mjs', '--output-type', 'err-long', 'gateway/src']),
        await run('knip', ['--config', 'infra/lint/knip.jsonc', '--no-progress', '--no-config-hints', '--no-gitignore']),
        tell(findDoubleNames('.')),
        tell(findDoubleConstants('.')),
      ]),
];
if (codes.some((code) => code !== 0)) {
  process.exitCode = 1;
  const mend = fix ? 'What is left needs a hand.' : 'Format and many rules are mended by: npm run lint -- --fix';
  process.stdout.write(`\nEach message above names the file and what to change. ${mend}\n`);
}

/** Prints what is wrong. Gives the exit code. */
function tell(faults: readonly string[]): number {
  for (const fault of faults) process.stdout.write(`${fault}\n`);
  return faults.length === 0 ? 0 : 1;
}

function run(program: string, args: readonly string[]): Promise<number> {
  const command = path.resolve('node_modules/.bin', process.platform === 'win32' ? `${program}.cmd` : program);
  const child = spawn(command, args, { stdio: 'inherit', shell: process.platform === 'win32' });
  return new Promise((resolve) => child.on('exit', (code) => resolve(code ?? 1)));
}
