import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { changedFiles, packageOf, touchedTests } from './changedTests.ts';
import { compileChanged } from './compiled.mjs';
import { startThrowAwayPostgres } from './local/postgres.ts';
import { keepSeconds, longestFirst, readSeconds, testedPackages } from './testOrder.ts';
import { countTests, packageSeconds, printFailures, printPackages, printSlowest } from './testResults.ts';

const ROOT = path.resolve(import.meta.dirname, '..');
const SLOWEST = 10;
const JOURNEYS = '@union-graph/journeys';
/** How long the packages took, for the order of the next run on this machine. */
const SECONDS = path.join(ROOT, 'node_modules/.cache/union-graph/test-seconds.json');

/** Runs of turbo that have not ended. A signal ends them, and no other begins. */
const running = new Set<ChildProcess>();
let isEnding = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => {
    isEnding = true;
    for (const child of running) child.kill(signal);
  });

const options = process.argv.slice(2);
const changed = options.find((option) => /^--changed(=|$)/.test(option));
const rest = options.filter((option) => option !== changed);
const selection = changed ? await select(changed.split('=')[1] || 'main') : undefined;
if (selection?.size !== 0) await runTests(selection);

/** Files of tests by the folder of their package. */
type Selection = ReadonlyMap<string, readonly string[]>;

/** The tests that are touched by what was changed since `base`. */
async function select(base: string): Promise<Selection> {
  const tests = await touchedTests(ROOT, await changedFiles(ROOT, base));
  const selected = new Map<string, string[]>();
  for (const test of tests) {
    const home = packageOf(ROOT, test);
    selected.set(home, [...(selected.get(home) ?? []), path.join(ROOT, test)]);
  }
  const told = [...selected].map(([home, files]) => `${files.length} in ${home}`).join(', ');
  process.stdout.write(`Files of tests touched by what was changed since ${base}: ${told || 'none'}.\n`);
  if (!selected.has('test'))
    process.stdout.write(
      'The journeys ask over HTTP, which is not followed: npm test -- --filter=@union-graph/journeys runs them.\n',
    );
  return selected;
}

/** Runs all tests, or those of a selection, and says how many passed and which files were slow. */
async function runTests(selected?: Selection): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'union-graph-tests-'));
  const list = path.join(folder, 'tests.json');
  const lists = [...(selected ?? [])].map(([home, files]) => [path.join(ROOT, home), files]);
  fs.writeFileSync(list, JSON.stringify(Object.fromEntries(lists)));
  // Some tests start programs as they are compiled: on a fresh checkout no test's limit should have to be long enough for that.
  await compileChanged();
  const postgres = process.env.TEST_POSTGRES_URL ? undefined : await startThrowAwayPostgres();
  const env = { TEST_COMPILED: '1', ...(postgres && { TEST_POSTGRES_URL: postgres.url }), ...(selected && { TEST_FILES: list }) };
  const rows = await Promise.all(rowsOf(selected).map((row) => runRow(row, env)));
  const runs = rows.flat();
  const code = Math.max(...runs.map((run) => run.code));
  const output = runs.map((run) => run.output).join('\n');
  await postgres?.stop();
  fs.rmSync(folder, { recursive: true });
  process.stdout.write(printPackages(output) + printSlowest(output, SLOWEST) + printFailures(output));
  // Of a selection the times say nothing of a whole run.
  if (!selected) keepSeconds(SECONDS, packageSeconds(output));
  const count = countTests(output);
  process.exitCode = code || (count.failed > 0 ? 1 : 0);
  process.stdout.write(`\n${count.passed} passed, ${Math.max(count.failed, code === 0 ? 0 : 1)} failed\n`);
}

type Run = Awaited<ReturnType<typeof runTurbo>>;

/**
 * What runs side by side: filters of turbo, of which each row takes the next when it has ended one. The journeys take long and wait for much: they have
 * a row of their own. Of the packages two run at a time, the longest first: turbo alone begins them in any order, and the last one would run alone.
 */
function rowsOf(selected: Selection | undefined): string[][][] {
  if (selected) return [[[...selected.keys()].map((home) => `--filter=./${home}`)]];
  if (rest.some((option) => option.startsWith('--filter'))) return [[[]]];
  const names = longestFirst(testedPackages(ROOT), readSeconds(SECONDS)).filter((name) => name !== JOURNEYS);
  const waiting = names.map((name) => [`--filter=${name}`]);
  return [[[`--filter=${JOURNEYS}`]], waiting, waiting];
}

/** Runs what waits in a row, one after the other; two rows may share what waits. */
async function runRow(waiting: string[][], env: NodeJS.ProcessEnv): Promise<Run[]> {
  const runs: Run[] = [];
  for (let filters = waiting.shift(); filters && !isEnding; filters = waiting.shift()) runs.push(await runTurbo(filters, env));
  return runs;
}

async function runTurbo(filters: readonly string[], env: NodeJS.ProcessEnv): Promise<{ code: number; output: string }> {
  const turbo = path.join(ROOT, 'node_modules/.bin', process.platform === 'win32' ? 'turbo.cmd' : 'turbo');
  const child = spawn(turbo, ['run', 'test', '--concurrency=2', '--continue', '--log-order=grouped', ...filters, ...rest], {
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
    env: { ...process.env, ...env },
  });
  let output = '';
  const take = (line: string, to: NodeJS.WriteStream) => {
    to.write(`${line}\n`);
    output += `${line}\n`;
  };
  // By lines: what two runs say at once is not mixed within one.
  createInterface(child.stdout).on('line', (line) => take(line, process.stdout));
  createInterface(child.stderr).on('line', (line) => take(line, process.stderr));
  running.add(child);
  const code = await new Promise<number>((resolve) => child.on('close', (status) => resolve(status ?? 1)));
  running.delete(child);
  return { code, output };
}
