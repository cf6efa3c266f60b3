import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);
const MODULES = ['*.ts', '*.tsx', '*.mjs', '*.cjs'];

/** Modules of the checkout in whose text a pattern is found: as it stands (`-F`), or as a regular expression (`-E`). */
export async function modulesThatMatch(root: string, kind: '-F' | '-E', pattern: string): Promise<string[]> {
  const options = ['grep', '--files-with-matches', '-z', '--untracked', kind, '-e', pattern, '--', ...MODULES];
  const found = await execute('git', options, { cwd: root, maxBuffer: 64 << 20 }).catch((error: Error & { code?: number }) => {
    if (error.code === 1) return { stdout: '' };
    throw error;
  });
  return found.stdout.split('\0').filter((module) => module && fs.existsSync(path.join(root, module)));
}

const PROGRAM = /['"`]([\w@./-]*\w\.[cm]?[jt]s)['"`]/g;

/**
 * The modules that name a file of the checkout in a text, as one does that starts it as a process or loads it later: by the file.
 * A name is looked for beside the module, and in the folders above it in its package.
 */
export async function namedFiles(root: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const named = new Map<string, string[]>();
  for (const module of await modulesThatMatch(root, '-E', `['"\`][A-Za-z0-9_@./-]*[.][cm]?[jt]s['"\`]`)) {
    const text = fs.readFileSync(path.join(root, module), 'utf8');
    const names = new Set([...text.matchAll(PROGRAM)].map(([, name = '']) => name));
    for (const file of [...names].flatMap((name) => findAbove(root, module, name)))
      if (file !== module) named.set(file, [...(named.get(file) ?? []), module]);
  }
  return named;
}

function findAbove(root: string, module: string, name: string): string[] {
  for (let folder = path.dirname(module); ; folder = path.dirname(folder)) {
    const file = path.join(folder, name);
    if (!file.startsWith('..') && fs.existsSync(path.join(root, file))) return [file];
    if (folder === '.' || fs.existsSync(path.join(root, folder, 'package.json'))) return [];
  }
}

/**
 * The modules that read one of `files` as a text: each says it of itself by a line `// @reads` with the paths from the checkout,
 * folders with all that is in them but tests, `*` for a part of a path.
 */
export async function readersOf(root: string, files: readonly string[]): Promise<string[]> {
  const modules = await modulesThatMatch(root, '-E', '^ *// @reads ');
  return modules.filter((module) => {
    const said = fs.readFileSync(path.join(root, module), 'utf8').matchAll(/^ *\/\/ @reads (.+)$/gm);
    const paths = [...said].flatMap(([, list = '']) => list.trim().split(/\s+/)).map(matching);
    return files.some((file) => !file.endsWith('.test.ts') && paths.some((read) => read.test(file)));
  });
}

const matching = (read: string): RegExp => new RegExp(`^${read.replaceAll('.', '\\.').replaceAll('*', '[^/]*')}(/|$)`);
