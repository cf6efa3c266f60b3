import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { isCurrent } from './compiled.mjs';

// A small package, compiled as each of ours is.
const BUILD = path.join(import.meta.dirname, 'build.mjs');
const execute = promisify(execFile);
let folder: string;

const write = (file: string, text: string) => {
  fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  fs.writeFileSync(path.join(folder, file), text);
};
const build = () => execute(process.execPath, [BUILD, 'src', 'schema'], { cwd: folder });
const run = async (program: string) =>
  (await execute(process.execPath, ['--enable-source-maps', '-e', program], { cwd: folder })).stdout.trim();
const compiled = (file: string) => JSON.stringify(pathToFileURL(path.join(folder, 'dist', file)).href);

beforeEach(() => {
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'compiled-')));
  write('package.json', JSON.stringify({ type: 'module', scripts: { build: 'node build.mjs src schema' } }));
  write('src/places.ts', "export const places: readonly string[] = ['a', 'b'];\n");
  write('src/count.ts', "import { places } from './places.ts';\n\nexport const count = (): number => places.length;\n");
  write('src/count.test.ts', 'throw new Error();\n');
  write('schema/place.graphql', 'type Query { places: Int }\n');
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

test('a package becomes JavaScript that runs, its other files beside it, its tests left out', async () => {
  await build();
  expect(await run(`import(${compiled('src/count.js')}).then(({ count }) => console.log(count()))`)).toBe('2');
  expect(fs.readFileSync(path.join(folder, 'dist/schema/place.graphql'), 'utf8')).toContain('places');
  expect(fs.readdirSync(path.join(folder, 'dist/src')).sort()).toEqual([
    'count.js',
    'count.js.map',
    'places.js',
    'places.js.map',
  ]);
});

test('a source map leads from a stack trace to the line of the source', async () => {
  write(
    'src/fail.ts',
    'interface Left {\n  out: string;\n}\n\nexport const fail = (left?: Left): never => {\n  throw new Error(left?.out);\n};\n',
  );
  await build();
  const program = `import(${compiled('src/fail.js')}).then(({ fail }) => fail()).catch(({ stack }) => console.log(stack))`;
  expect(await run(program)).toContain(`${path.join(folder, 'src/fail.ts')}:6:`);
});

test('it is current until a source changes, comes or goes, and what is gone leaves nothing behind', async () => {
  expect(await isCurrent(folder)).toBe(false);
  await build();
  expect(await isCurrent(folder)).toBe(true);
  write('src/places.ts', 'export const places: readonly string[] = [];\n');
  expect(await isCurrent(folder)).toBe(false);
  await build();
  fs.renameSync(path.join(folder, 'src/count.ts'), path.join(folder, 'src/total.ts'));
  expect(await isCurrent(folder)).toBe(false);
  await build();
  expect(await isCurrent(folder)).toBe(true);
  expect(fs.existsSync(path.join(folder, 'dist/src/count.js'))).toBe(false);
  expect(await run(`import(${compiled('src/total.js')}).then(({ count }) => console.log(count()))`)).toBe('0');
});

test('a source that cannot be compiled is named, and what was compiled before stays not current', async () => {
  await build();
  write('src/places.ts', 'export const places = [;\n');
  await expect(build()).rejects.toThrow(/places\.ts/);
  expect(await isCurrent(folder)).toBe(false);
});
