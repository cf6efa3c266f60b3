import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { modulesThatMatch, namedFiles, readersOf } from './readFiles.ts';

const execute = promisify(execFile);
const TEST = /\.test\.ts$/;
const MODULE = /\.[cm]?tsx?$|\.[cm]?jsx?$/;
/** Follows from the SDL of all packages; it touches the modules that name it. */
const COMPOSED = 'gateway/supergraph.graphql';
/** Texts for people touch what names them in their package: a test that compares a page. */
const PROSE = /\.md$|^LICENSE$|^\.gitignore$/;
/** How tests themselves are run. */
const SETTINGS = /^infra\/(jest|swc|local\/postgres)|^\.ci\//;
/** Its tests ask a whole house over HTTP: everything touches them, and they take minutes. */
const JOURNEYS = 'test';

/** Paths in `root` that were changed, added or removed since `base`: committed, uncommitted and untracked. */
export async function changedFiles(root: string, base: string): Promise<string[]> {
  const git = async (...args: string[]) => (await execute('git', args, { cwd: root })).stdout.split('\0').filter(Boolean);
  const [from = base] = (await git('merge-base', base, 'HEAD')).map((commit) => commit.trim());
  const changed = await git('diff', '--name-only', '--no-renames', '-z', from);
  const added = await git('ls-files', '--others', '--exclude-standard', '-z');
  return [...new Set([...changed, ...added])].sort();
}

/**
 * The files of tests that `changed` paths of the checkout touch: by the imports of all packages, as jest reads them, by the programs
 * that tests start, and by what modules say that they read (`@reads`). A file that no module imports (SDL, SQL, JSON, a program)
 * touches all tests of its package and of those that depend on it, and one outside of all packages (the lock file, settings) all
 * tests there are. What tests ask over HTTP is in no such graph: journeys are touched by what they import.
 */
export async function touchedTests(root: string, changed: readonly string[]): Promise<string[]> {
  const imported: string[] = await readersOf(root, changed);
  const homes = new Set<string>();
  for (const file of changed) {
    const home = packageOf(root, file);
    const importers = await importersOf(root, file);
    if (SETTINGS.test(file)) homes.add('.');
    // Of a file that is no more, those that still import it.
    else if (importers.length > 0) imported.push(...(exists(root, file) ? [file] : importers));
    else if (TEST.test(file)) imported.push(file);
    else if (file === COMPOSED) imported.push(...(await modulesThatMatch(root, '-F', path.basename(file))));
    else if (PROSE.test(file)) {
      const readers = path.dirname(file) === '.' ? [] : await modulesThatMatch(root, '-F', path.basename(file));
      imported.push(...readers.filter((reader) => home === '.' || packageOf(root, reader) === home));
    } else {
      if (MODULE.test(file)) imported.push(file);
      for (const one of await dependentsOf(root, home)) homes.add(one);
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

/** A package, and all packages that depend on it, by their folders. */
async function dependentsOf(root: string, home: string): Promise<ReadonlySet<string>> {
  const found = new Set([home]);
  const { stdout } = await execute('git', ['ls-files', '-z', '--', '*/package.json'], { cwd: root });
  const packages = stdout.split('\0').filter((file) => file && exists(root, file));
  const manifests = packages.map((file) => ({
    folder: path.dirname(file),
    ...(JSON.parse(fs.readFileSync(path.join(root, file), 'utf8')) as Manifest),
  }));
  const names = new Set(manifests.filter(({ folder }) => folder === home).map(({ name }) => name));
  for (let before = 0; before < names.size; ) {
    before = names.size;
    for (const { folder, name, dependencies, devDependencies } of manifests) {
      if (folder === JOURNEYS || !Object.keys({ ...dependencies, ...devDependencies }).some((one) => names.has(one))) continue;
      names.add(name);
      found.add(folder);
    }
  }
  return found;
}

interface Manifest {
  readonly name: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** The tests that come to one of `files` by imports and by programs that they start, and those of them that are tests. */
async function relatedTests(root: string, files: readonly string[]): Promise<string[]> {
  const named = await namedFiles(root);
  const related = new Set<string>();
  for (let next = files.filter((file) => exists(root, file)); next.length > 0; ) {
    const found = (await modulesThatImport(root, next)).filter((module) => !related.has(module));
    for (const module of [...next, ...found]) related.add(module);
    const naming = found.concat(next).flatMap((module) => named.get(module) ?? []);
    next = [...new Set(naming)].filter((module) => !related.has(module) && packageOf(root, module) !== JOURNEYS);
  }
  return [...related].filter((module) => TEST.test(module));
}

/** The modules that import one of `files`, directly or through others. */
async function modulesThatImport(root: string, files: readonly string[]): Promise<string[]> {
  const jest = path.join(path.dirname(fileURLToPath(import.meta.resolve('jest/package.json'))), 'bin/jest.js');
  const config = path.join(import.meta.dirname, 'jest.config.mjs');
  const { stdout } = await execute(
    process.execPath,
    [
      ...[jest, '--config', config, '--rootDir', root, '--testPathIgnorePatterns', '/node_modules/', '/dist/'],
      ...['--testMatch', '<rootDir>/**/*.{ts,tsx,mjs,cjs}', '--listTests', '--json', '--findRelatedTests', ...files],
    ],
    { cwd: root, maxBuffer: 64 << 20 },
  );
  return (JSON.parse(stdout) as string[]).map((file) => path.relative(root, file));
}

/** The modules that import `file` by its path; packages are imported by name, and jest follows those. */
async function importersOf(root: string, file: string): Promise<string[]> {
  const name = path.basename(file).replaceAll('.', '\\.');
  const imports = `(from|import) ?\\(?['"]([^'"]*/${name})['"]`;
  const target = path.join(root, file);
  return (await modulesThatMatch(root, '-E', imports)).filter((module) =>
    [...fs.readFileSync(path.join(root, module), 'utf8').matchAll(new RegExp(imports, 'g'))].some(
      ([, , specifier = '']) => path.resolve(root, path.dirname(module), specifier) === target,
    ),
  );
}
