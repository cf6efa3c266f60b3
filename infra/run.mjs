// The tasks of the checkout: `npm start`, `npm test`, `npm run <task>`, all by `node infra/run.mjs <task> [options]`.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { installIfStale, prepareEnvironment, requireNode, root } from './bootstrap.mjs';

const TASKS = {
  start: [
    'run everything here: databases, sign-in, subgraphs, gateway (-- --help for options)',
    () => script('infra/local/start.ts'),
  ],
  test: [
    'run all tests on a throw-away PostgreSQL (-- --changed for what a change touches, -- --filter=@union-graph/venues for one package)',
    () => script('infra/test.ts'),
  ],
  lint: [
    'check format, code rules, dependency arrows and the schemas (-- --fix mends what it can)',
    () => script('infra/lint.ts'),
  ],
  typecheck: ['generate types from the schemas, then check all types', typecheck],
  codegen: ['generate TypeScript types from the subgraph schemas', () => script('infra/codegen.ts')],
  compose: [
    'compose the supergraph into gateway/supergraph.graphql (-- --check: only compare)',
    () => script('gateway/src/supergraph/compose-cli.ts'),
  ],
  check: ['lint, types, composition and tests, one after the other', check],
  token: [
    'print an access token for a demo person or partner: npm run --silent token -- wang-xiulan',
    () => script('infra/local/token.ts'),
  ],
  data: ['load and check data sets: npm run data -- load city, npm run data -- check city', () => script('infra/data/cli.ts')],
  bench: ['measure: npm run bench -- gateway, -- partners, -- organisation city ceiling', () => script('test/bench/run.ts')],
  audit: ['verify or export the access log: npm run audit:verify, npm run audit:export (-- --help for options)', audit],
  new: [
    'write the first files of an action, a noun or a subgraph: npm run new -- action venues venue renameVenue',
    () => script('infra/new.ts'),
  ],
};

requireNode();
const [task = 'help', ...options] = process.argv.slice(2);
if (!Object.hasOwn(TASKS, task)) help();
prepareEnvironment();
installIfStale();
const code = await TASKS[task][1]();
if (code) process.exitCode = code;

/** Runs one of our TypeScript programs in this process, as if it had been called with the task's options. */
async function script(file) {
  const { register } = await import('tsx/esm/api');
  register();
  process.argv = [process.execPath, path.join(root, file), ...options];
  await import(pathToFileURL(path.join(root, file)).href);
  return process.exitCode;
}

/** Reads the databases of the house, which are started for it where the house is stopped. */
async function audit() {
  const { register } = await import('tsx/esm/api');
  register();
  const [verb, file] = options.filter((option, at) => !option.startsWith('--') && !options[at - 1]?.startsWith('--'));
  const isElsewhere = options.some((option) => /^--(database|help)\b/.test(option)) || (verb === 'verify' && file);
  const { startStoppedDatabases } = await import(pathToFileURL(path.join(root, 'infra/local/stoppedDatabases.ts')).href);
  const stop = isElsewhere ? async () => {} : await startStoppedDatabases();
  try {
    return await script('gateway/src/accounts/audit-cli.ts');
  } finally {
    await stop();
  }
}

/** Runs an installed program to its end and gives its exit code. */
function run(program, ...args) {
  const child = spawn(path.join(root, 'node_modules', '.bin', program), args, {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  return new Promise((resolve) => child.on('exit', (status) => resolve(status ?? 1)));
}

/** The page has browser types, and therefore a configuration of its own. */
async function typecheck() {
  if (await script('infra/codegen.ts')) return 1;
  const codes = [await run('tsc', '-p', 'tsconfig.json'), await run('tsc', '-p', 'gateway/console/tsconfig.json')];
  return Math.max(...codes);
}

/** Every check in a process of its own; goes on after a failure, so that one run tells all. */
async function check() {
  let worst = 0;
  for (const [name, ...more] of [['lint'], ['typecheck'], ['compose', '--check'], ['test']]) {
    process.stdout.write(`\n── ${name}\n`);
    const child = spawn(process.execPath, [fileURLToPath(import.meta.url), name, ...more], { stdio: 'inherit' });
    worst = Math.max(worst, await new Promise((resolve) => child.on('exit', (status) => resolve(status ?? 1))));
  }
  return worst;
}

function help() {
  const lines = Object.entries(TASKS).map(([name, [about]]) => `  ${name.padEnd(10)} ${about}`);
  const unknown = task === 'help' ? '' : `There is no task "${task}".\n\n`;
  process.stderr.write(`${unknown}Tasks, by npm run <task> (npm start and npm test for the first two):\n\n${lines.join('\n')}\n`);
  process.exit(task === 'help' ? 0 : 1);
}
