import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { eventually } from '@union-graph/testing';
import { freePort } from '../ports.ts';
import { ROOT } from '../root.ts';
import { type Child, keepRunning } from './child.ts';
import type { ServiceName } from './services.ts';
import { watchSources } from './watchSources.ts';

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'watch-test-'));
const write = (file: string, text: string): void => {
  fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  fs.writeFileSync(path.join(root, file), text);
};
const NAMES = ['venues', 'training'] as const;
const SCHEMA = (type: string) =>
  `type Query {\n  "One."\n  ${type.toLowerCase()}s: [${type}!] @tag(name: "pub")\n}\n"One."\ntype ${type} {\n  "Its name."\n  nameZh: String @tag(name: "pub")\n}\n`;
const MAIN = `import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import { word } from './word.ts';
import { shared } from '../../../shared/words/src/index.ts';
const schema = readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8');
const server = createServer((_, response) => response.end(JSON.stringify({ word, shared, schema })));
server.listen(Number(process.env.PORT), '127.0.0.1');
process.on('SIGTERM', () => server.close(() => process.exit(0)).closeAllConnections());
`;

const ports = {} as Record<ServiceName, number>;
const children: Partial<Record<ServiceName, Child>> = {};
const said: string[] = [];
const say = (line: string): void => void said.push(line);
let watching: ReturnType<typeof watchSources>;

beforeAll(async () => {
  const manifest = (name: string, build: string, dependencies: object) =>
    JSON.stringify({ name: `@union-graph/${name}`, type: 'module', scripts: { build: `node build.mjs ${build}` }, dependencies });
  write('shared/words/package.json', manifest('words', 'src', {}));
  write('shared/words/src/index.ts', `export const shared: string = 'first';\n`);
  for (const name of NAMES) {
    const uses = name === 'venues' ? { '@union-graph/words': '1' } : {};
    write(`subgraphs/${name}/package.json`, manifest(name, 'src schema.graphql', uses));
    write(
      `subgraphs/${name}/src/main.ts`,
      MAIN.replace('../../../shared', '../../../../shared').replace('words/src/index.ts', 'words/dist/src/index.js'),
    );
    write(`subgraphs/${name}/src/word.ts`, `export const word: string = 'first';\n`);
    write(`subgraphs/${name}/schema.graphql`, SCHEMA(name === 'venues' ? 'Venue' : 'Course'));
    ports[name] = await freePort();
  }
  for (const [folder, parts] of [
    ['shared/words', ['src']],
    ...NAMES.map((name) => [`subgraphs/${name}`, ['src', 'schema.graphql']]),
  ] as [string, string[]][])
    expect(
      spawnSync(process.execPath, [path.join(ROOT, 'infra/build.mjs'), ...parts], {
        cwd: path.join(root, folder),
        encoding: 'utf8',
      }).stderr,
    ).toBe('');
  for (const name of NAMES)
    children[name] = keepRunning(
      name,
      path.join(root, `subgraphs/${name}/dist/src/main.js`),
      { PATH: process.env.PATH, PORT: String(ports[name]) },
      { verbose: false, say },
    );
  await eventually(async () => (await Promise.all(NAMES.map(answerOf))).every(({ word }) => word === 'first'));
  watching = watchSources({ root, children, ports, say });
});
afterAll(async () => {
  await watching.stop();
  await Promise.all(Object.values(children).map((child) => child.stop()));
  fs.rmSync(root, { recursive: true });
});
beforeEach(() => said.splice(0));

interface Told {
  readonly word?: string;
  readonly shared?: string;
  readonly schema?: string;
}
const answerOf = async (name: ServiceName): Promise<Told> => {
  try {
    return (await (await fetch(`http://127.0.0.1:${ports[name]}/`)).json()) as Told;
  } catch {
    return {};
  }
};
const pids = () => NAMES.map((name) => children[name]?.pid);

test('a changed source is compiled and its service restarted, no other', async () => {
  const [venues, training] = pids();
  write('subgraphs/venues/src/word.ts', `export const word: string = 'second';\n`);
  await eventually(async () => (await answerOf('venues')).word === 'second');
  await eventually(async () => said.length > 0);
  expect(said.join()).toMatch(/^Reloaded venues \(\d+\.\d s\)$/);
  expect(pids()).toEqual([expect.not.stringMatching(String(venues)), training]);
  expect(children.venues?.pid).not.toBe(venues);
});

test('a changed schema is served', async () => {
  write('subgraphs/training/schema.graphql', SCHEMA('Course').replace('Its name.', 'How it is called.'));
  await eventually(async () => (await answerOf('training')).schema?.includes('How it is called.') === true);
});

test('a package that several use restarts those that use it', async () => {
  const [venues, training] = pids();
  write('shared/words/src/index.ts', `export const shared: string = 'second';\n`);
  await eventually(async () => (await answerOf('venues')).shared === 'second');
  expect(children.venues?.pid).not.toBe(venues);
  expect(children.training?.pid).toBe(training);
});

test.each<[string, string, string, string, RegExp]>([
  [
    'a source that does not compile',
    'subgraphs/venues/src/word.ts',
    `export const word = ;\n`,
    `export const word: string = 'third';\n`,
    /subgraphs\/venues is not compiled; what runs stays:[\s\S]*word\.ts/,
  ],
  [
    'a schema that does not parse',
    'subgraphs/venues/schema.graphql',
    'type Query {\n  venues\n}',
    SCHEMA('Venue'),
    /last good one stays:\n {2}subgraphs\/venues\/schema\.graphql:3 {2}Syntax Error/,
  ],
  [
    'a schema that does not compose',
    'subgraphs/venues/schema.graphql',
    SCHEMA('Venue').replace('nameZh: String', 'nameZh: Nowhere'),
    SCHEMA('Venue'),
    /subgraphs\/venues\/schema\.graphql:8 {2}\[venues\] .*Nowhere/,
  ],
])('%s is told with its place, what runs stays, and the next change is taken', async (_, file, wrong, right, message) => {
  const before = pids();
  write(file, wrong);
  await eventually(async () => message.test(said.join('\n')));
  expect(pids()).toEqual(before);
  write(file, right);
  await eventually(async () => said.some((line) => line.startsWith('Reloaded venues')));
});

test('a test changes nothing', async () => {
  const before = pids();
  write('subgraphs/venues/src/word.test.ts', 'test("x", () => undefined);\n');
  write('subgraphs/training/src/word.ts', `export const word: string = 'last';\n`);
  await eventually(async () => (await answerOf('training')).word === 'last');
  expect(children.venues?.pid).toBe(before[0]);
});
