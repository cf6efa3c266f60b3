import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const execute = promisify(execFile);
const TEST = /\.test\.ts$/;
const MODULE = /\.[cm]?tsx?$|\.[cm]?jsx?$/;
/** Follows from the SDL of all packages; it touches the modules that name it. */
const COMPOSED = 'gateway/supergraph.graphql';
/** Texts for people touch what names them in their package: a test that compares a page. */
const PROSE = /\.md$|^LICENSE$|^\.gitignore$/;
/** How tests themselves are run. */
const SETTINGS = /^infra\/(jest|swc)|^\.ci\//;

/** Paths in `root` that were changed, added or removed since `base`: committed, uncommitted and untracked. */
export async function changedFiles(root: string, base: string): Promise<string[]> {
  const git = async (...args: string[]) => (await execute('git', args, { cwd: root })).stdout.split('\0').filter(Boolean);
  const [from = base] = (await git('merge-base', base, 'HEAD')).map((commit) => commit.trim());
  const changed = await git('diff', '--name-only', '--no-renames', '-z', from);
  const added = await git('ls-files', '--others', '--exclude-standard', '-z');
  return [...new Set([...changed, ...added])].sort();
}

/**
 * The files of tests that `changed` paths of the checkout touch: by the imports of all packages, as jest reads them. A file that
 * no module imports (SDL, SQL, JSON, a program) touches all tests of its package, and one outside of all packages (the lock
 * file, settings) all tests there are. What tests start as a process or ask over HTTP is in no such graph.
 */
export async function touchedTests(root: string, changed: readonly string[]): Promise<string[]> {
  const imported: string[] = [];
  const homes = new Set<string>();
  for (const file of changed) {
    const home = packageOf(root, file);
    if (SETTINGS.test(file)) homes.add('.');
    else if (TEST.test(file) || (await isImported(root, file))) imported.push(file);
    else if (file === COMPOSED) imported.push(...(await modulesThatMatch(root, '-F', path.basename(file))));
    else if (PROSE.test(file)) {
      const readers = path.dirname(file) === '.' ? [] : await modulesThatMatch(root, '-F', path.basename(file));
      imported.push(...readers.filter((reader) => home === '.' || packageOf(root, reader) === home));
    } else {
      if (MODULE.test(file)) imported.push(file);
      homes.add(home);
    }
  }
  // Packages in a package (a page, tests) are of its making.
  const isAtHome = (test: string) => homes.has('.') || [...homes].some((home) => test.startsWith(`${home}/`));
  return [...new Set([...(await relatedTests(root, imported)), ...(await allTests(root)).filter(isAtHome)])].sort();
}

/** The folder of the package that `file` is in; the checkout itself when it is in none. */
export function packageOf(root: string, file: string): string {
  for (let folder = path.dirname(file); folder !== '.'; folder = path.dirname(folder))
    if (fs.existsSync(path.join(root, folder, 'package.json'))) return folder;
  return '.';
}

const exists = (root: string, file: string): boolean => fs.existsSync(path.join(root, file));

async function allTests(root: string): Promise<string[]> {
  const options = ['ls-files', '--cached', '--others', '--exclude-standard', '-z', '--', '*.test.ts'];
  const { stdout } = await execute('git', options, { cwd: root });
  return stdout.split('\0').filter((file) => file && exists(root, file));
}

/** The tests that import one of `files`, directly or through others, and those of them that are tests. */
async function relatedTests(root: string, files: readonly string[]): Promise<string[]> {
  const there = files.filter((file) => exists(root, file));
  if (there.length === 0) return [];
  const jest = path.join(path.dirname(fileURLToPath(import.meta.resolve('jest/package.json'))), 'bin/jest.js');
  const config = path.join(import.meta.dirname, 'jest.config.mjs');
  const options = ['--config', config, '--rootDir', root, '--testPathIgnorePatterns', '/node_modules/', '--listTests', '--json'];
  const { stdout } = await execute(process.execPath, [jest, ...options, '--findRelatedTests', ...there], {
    cwd: root,
    maxBuffer: 64 << 20,
  });
  return (JSON.parse(stdout) as string[]).map((file) => path.relative(root, file));
}

/** True when some module imports `file` by its path; packages are imported by name, and jest follows those. */
async function isImported(root: string, file: string): Promise<boolean> {
  const name = path.basename(file).replaceAll('.', '\\.');
  const imports = `(from|import) ?\\(?['"]([^'"]*/${name})['"]`;
  const target = path.join(root, file);
  return (await modulesThatMatch(root, '-E', imports)).some((module) =>
    [...fs.readFileSync(path.join(root, module), 'utf8').matchAll(new RegExp(imports, 'g'))].some(
      ([, , specifier = '']) => path.resolve(root, path.dirname(module), specifier) === target,
    ),
  );
}

/** Modules of the checkout in whose text a pattern is found: as it stands (`-F`), or as a regular expression (`-E`). */
async function modulesThatMatch(root: string, kind: '-F' | '-E', pattern: string): Promise<string[]> {
  const modules = ['*.ts', '*.tsx', '*.mjs', '*.cjs'];
  const options = ['grep', '--files-with-matches', '-z', '--untracked', kind, '-e', pattern, '--', ...modules];
  const found = await execute('git', options, { cwd: root }).catch((error: Error & { code?: number }) => {
    if (error.code === 1) return { stdout: '' };
    throw error;
  });
  return found.stdout.split('\0').filter((module) => module && exists(root, module));
}
