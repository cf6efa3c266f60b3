import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { newAction } from './newAction.ts';

// @slow

// What the scaffolder writes is tried as its users would: in a copy of this checkout, with the checkout's own tasks.
// @reads infra/lint shared/subgraph/src shared/testing biome.json eslint.config.mjs tsconfig.json
// @reads subgraphs/*/src/resolvers.ts subgraphs/*/src/batches.ts subgraphs/*/src/*/resolvers.ts subgraphs/*/src/*/policy.ts

const ROOT = path.resolve(import.meta.dirname, '../..');
const MINUTES = 60_000;
let copy: string;

const execute = promisify(execFile);

/** Runs a program in the copy; its output is in the error when it fails. */
async function run(program: string, ...args: string[]): Promise<string> {
  const options = { cwd: copy, maxBuffer: 64 << 20, env: { ...process.env, CI: '1' } };
  const { stdout } = await execute(program, args, options).catch((error: Error & { stdout?: string; stderr?: string }) => {
    throw new Error(`${program} ${args.join(' ')}\n${error.stdout}\n${error.stderr}`);
  });
  return stdout;
}

const bin = (name: string): string => path.join(copy, 'node_modules/.bin', name);
const scaffold = (...args: string[]) => run(bin('tsx'), 'infra/new.ts', ...args);

/** The files of the checkout with their packages' links, which stay relative; the packages themselves are shared. */
async function makeCopy(): Promise<void> {
  copy = fs.mkdtempSync(path.join(os.tmpdir(), 'scaffold-output-'));
  const { stdout } = await execute('git', ['ls-files', '-z'], { cwd: ROOT, maxBuffer: 64 << 20 });
  for (const file of stdout.split('\0').filter((name) => name && fs.existsSync(path.join(ROOT, name)))) {
    fs.mkdirSync(path.dirname(path.join(copy, file)), { recursive: true });
    fs.copyFileSync(path.join(ROOT, file), path.join(copy, file));
  }
  fs.symlinkSync(path.join(ROOT, 'node_modules'), path.join(copy, 'node_modules'));
  for (const manifest of stdout.split('\0').filter((name) => name.endsWith('/package.json'))) {
    const links = path.join(path.dirname(manifest), 'node_modules');
    if (fs.existsSync(path.join(ROOT, links)))
      fs.cpSync(path.join(ROOT, links), path.join(copy, links), { recursive: true, verbatimSymlinks: true });
  }
}

/** Folders of nouns whose entity an action can change: it has an id, a version, and a type in the schema. */
function changeableNouns(subgraph: string): string[] {
  const dir = path.join(copy, 'subgraphs', subgraph);
  const schema = fs.readdirSync(path.join(dir, 'schema')).map((file) => fs.readFileSync(path.join(dir, 'schema', file), 'utf8'));
  return fs.readdirSync(path.join(dir, 'src'), { withFileTypes: true }).flatMap((folder) => {
    const entity = folder.name.replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase());
    const file = path.join(dir, 'src', folder.name, `${entity}.ts`);
    if (!folder.isDirectory() || !fs.existsSync(file)) return [];
    const text = fs.readFileSync(file, 'utf8');
    const hasType = schema.some((sdl) => new RegExp(`^type ${entity}\\b`, 'm').test(sdl));
    return /\bid!:/.test(text) && /\bversion!:/.test(text) && hasType ? [folder.name] : [];
  });
}

const entityOf = (noun: string): string => noun.replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase());

beforeAll(async () => {
  jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  await makeCopy();
}, 10 * MINUTES);
afterAll(() => {
  jest.restoreAllMocks();
  fs.rmSync(copy, { recursive: true, force: true });
});

test(
  'a new subgraph, a noun of it, and an action on every noun that there is: types, lint, composition, tests',
  async () => {
    await scaffold('subgraph', 'archives', 'paper');
    await scaffold('noun', 'archives', 'reading-room');
    await scaffold('action', 'archives', 'reading-room', 'openReadingRoom');
    await scaffold('action', 'archives', 'paper', 'renamePaper');
    const links = path.join(copy, 'subgraphs/archives/node_modules');
    fs.cpSync(path.join(ROOT, 'subgraphs/venues/node_modules'), links, { recursive: true, verbatimSymlinks: true });
    const existing = fs.readdirSync(path.join(copy, 'subgraphs')).filter((name) => name !== 'archives');
    let actions = 0;
    for (const subgraph of existing)
      for (const noun of changeableNouns(subgraph)) {
        newAction(path.join(copy, 'subgraphs', subgraph), noun, `polish${entityOf(noun)}`);
        actions++;
      }
    // A folder that is named otherwise than its entity.
    await scaffold('action', 'mediation', 'case', 'polishMediationCase');
    expect(actions).toBeGreaterThan(20);

    await run(bin('tsx'), 'infra/codegen.ts');
    // Fails for what it cannot mend.
    await run(bin('tsx'), 'infra/lint.ts', '--fix');
    await run(bin('tsc'), '-p', 'tsconfig.json');
    await run(bin('tsx'), 'gateway/src/supergraph/compose-cli.ts');
    expect(fs.readFileSync(path.join(copy, 'gateway/supergraph.graphql'), 'utf8')).toContain('http://127.0.0.1:4007/graphql');
  },
  30 * MINUTES,
);

test(
  'the new subgraph passes its own tests, and the launcher knows it and its port',
  async () => {
    const program = path.join(copy, 'infra/jest.mjs');
    const { stderr } = await execute(process.execPath, [program], {
      cwd: path.join(copy, 'subgraphs/archives'),
      maxBuffer: 64 << 20,
    }).catch((error: Error & { stdout?: string; stderr?: string }) => {
      throw new Error(`${error.stdout}\n${error.stderr}`);
    });
    expect(stderr).toMatch(/Tests: +\d+ passed/);
    const services = path.join(copy, 'infra/local/launcher/services.ts');
    const told = await run(
      bin('tsx'),
      '-e',
      `import(${JSON.stringify(services)}).then((m) => console.log(m.DEFAULT_PORTS.archives, m.ENTRIES.archives))`,
    );
    expect(told.trim()).toBe('4007 subgraphs/archives/dist/src/main.js');
  },
  30 * MINUTES,
);

test(
  'an action on an existing noun passes its own test',
  async () => {
    const program = path.join(copy, 'infra/jest.mjs');
    const { stderr } = await execute(process.execPath, [program, 'polish'], {
      cwd: path.join(copy, 'subgraphs/venues'),
      maxBuffer: 64 << 20,
    }).catch((error: Error & { stdout?: string; stderr?: string }) => {
      throw new Error(`${error.stdout}\n${error.stderr}`);
    });
    expect(stderr).toMatch(/Tests: +\d+ passed/);
  },
  30 * MINUTES,
);
