import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { type Importers, readImporters } from './importGraph.ts';
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
 * The files of tests that `changed` paths of the checkout touch: by the imports of all packages, by the programs that tests start, and by
 * what modules say that they read (`@reads`). What only a mutation leads to touches the tests that name the mutation. A file that no module imports (SDL, SQL, JSON, a program)
 * touches all tests of its package and of those that depend on it, and one outside of all packages (the lock file, settings) all
 * tests there are. What tests ask over HTTP is in no such graph: journeys are touched by what they import.
 */
export async function touchedTests(root: string, changed: readonly string[]): Promise<string[]> {
  const graph = await readImporters(root);
  const imported: string[] = await readersOf(root, changed);
  const homes = new Set<string>();
  for (const file of changed) {
    const home = packageOf(root, file);
    const importers = [...(graph.get(file) ?? [])];
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
  return [...new Set([...(await relatedTests(root, graph, imported)), ...(await allTests(root)).filter(isAtHome)])].sort();
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

/** The tests that come to one of `files` by imports, by programs that they start and by mutations that they name, and those of them that are tests. */
async function relatedTests(root: string, graph: Importers, files: readonly string[]): Promise<string[]> {
  const named = await namedFiles(root);
  const related = new Set<string>();
  const mutations = new Map<string, string>();
  for (let next = files.filter((file) => exists(root, file)); next.length > 0; ) {
    const modules = followImports(root, graph, next, { found: related, mutations });
    const starting = modules.flatMap((file) => (named.get(file) ?? []).filter((module) => !graph.get(file)?.has(module)));
    next = [...new Set(starting)].filter((module) => !related.has(module) && packageOf(root, module) !== JOURNEYS);
    if (next.length > 0) continue;
    // What imports the resolvers is found already where something else leads to them.
    const alone = [...mutations].flatMap(([file, resolvers]) => (related.has(resolvers) ? [] : [file]));
    const homes = [...new Set(alone.map((file) => packageOf(root, file)))];
    const naming = await Promise.all(homes.map((home) => testsOfMutations(root, home, alone)));
    next = naming.flat().filter((module) => !related.has(module));
    mutations.clear();
  }
  return [...related].filter((module) => TEST.test(module));
}

/** What is found so far, and the files that resolvers have only for a mutation, each with the resolvers. */
interface Found {
  readonly found: Set<string>;
  readonly mutations: Map<string, string>;
}

/**
 * The modules that import one of `files`, directly or through others, and `files` themselves; they are added to what is found. Behind a file that
 * resolvers have only for the mutation of its name nothing is followed: every test of the subgraph imports its resolvers.
 */
function followImports(root: string, graph: Importers, files: readonly string[], { found, mutations }: Found): string[] {
  const [modules, waiting]: [string[], string[]] = [[], [...files]];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (found.has(file)) continue;
    found.add(file);
    modules.push(file);
    for (const importer of graph.get(file) ?? [])
      if (isOnlyMutationOf(root, importer, file)) mutations.set(file, importer);
      else waiting.push(importer);
  }
  return modules;
}

/** Whether a module has the resolvers of a noun, and imports of a file the mutation of its name and nothing else. */
function isOnlyMutationOf(root: string, importer: string, file: string): boolean {
  if (path.basename(importer) !== 'resolvers.ts') return false;
  const name = path.basename(file, '.ts');
  const text = fs.readFileSync(path.join(root, importer), 'utf8');
  return RegExp(`^import { ${name} } from '`, 'm').test(text) && RegExp(`^ +${name}: \\(.*\\.mutate\\(`, 'm').test(text);
}

/** What tests the mutations of a package: its modules outside of its program that name one, and what is tried of every subgraph as a whole. */
async function testsOfMutations(root: string, home: string, files: readonly string[]): Promise<string[]> {
  const names = files.filter((file) => file.startsWith(`${home}/`)).map((file) => path.basename(file, '.ts'));
  const naming = await modulesThatMatch(root, '-E', `\\b(${names.join('|')})\\b`);
  const isOfTests = (module: string) => TEST.test(module) || !module.startsWith(`${home}/src/`);
  const conformance = `${home}/src/conformance.test.ts`;
  return [
    ...naming.filter((module) => isOfTests(module) && packageOf(root, module) === home),
    ...(exists(root, conformance) ? [conformance] : []),
  ];
}
