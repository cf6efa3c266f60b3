// Runs the tests of this package against whole houses: databases, sign-in, subgraphs and gateway as real processes on
// free ports with the demo data, beside whatever else runs on this machine. Arguments go to jest, which then runs once, on one house.
// Without any, two rows of houses go on side by side, since the tests of each wait for much: the journeys in one; in the other the
// examples of the page, on a house that nothing has changed, then the sweep, which changes what it can, then faults on a fresh one.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { type RunningHouse, startHouse } from '@union-graph/infra/house';
import { freePort } from '@union-graph/infra/ports';
import { makeScratchFolder } from '@union-graph/infra/scratch';
import { SERVICES, type ServiceName } from '@union-graph/infra/services';
import { openControl } from './control.ts';

const here = process.cwd();
process.chdir(path.resolve(import.meta.dirname, '../..'));
// A list of files, which `npm test -- --changed` makes, is read by jest.mjs.
const named = process.env.TEST_FILES ? ['--runTestsByPath'] : process.argv.slice(2);
const OTHERS = ['--testPathIgnorePatterns', '/node_modules/', 'examples/', 'sweep/', 'faults/'];
/** The runs of jest on each house, of each row of houses. */
const ROWS = [[[OTHERS]], [[['examples/'], ['sweep/']], [['faults/']]]];
const rows = named.length > 0 ? [[[named]]] : ROWS;
const codes = await Promise.all(rows.map(runRow));
process.exit(Math.max(...codes.flat()));

async function runRow(houses: readonly (readonly (readonly string[])[])[]): Promise<number[]> {
  const worst: number[] = [];
  for (const runs of houses) worst.push(await runOnFreshHouse(runs));
  return worst;
}

/** Starts a house, runs jest against it once or several times, and takes the house away again. Gives jest's worst exit code. */
async function runOnFreshHouse(runs: readonly (readonly string[])[]): Promise<number> {
  const dataDir = makeScratchFolder('house');
  const ports = {} as Record<ServiceName, number>;
  for (const name of SERVICES) ports[name] = await freePort();
  const house = await startHouse({
    dataDir,
    ports,
    only: SERVICES,
    fresh: false,
    verbose: false,
    // A service on a busy machine takes longer than users would wait. What tests want to know is what it answers.
    env: { ...process.env, SUBGRAPH_POLL_MS: '1000', SUBGRAPH_TIMEOUT_MS: '60000', REQUEST_TIMEOUT_MS: '90000' },
    // Tests begin on a whole house, however long a busy machine takes to start it.
    readyWithinMs: 600_000,
    say: (line) => void process.stdout.write(`${line}\n`),
  });
  let worst = 0;
  for (const options of runs) worst = Math.max(worst, await runJest(house, { dataDir, ports }, options));
  await house.stop();
  fs.rmSync(dataDir, { recursive: true, force: true });
  return worst;
}

async function runJest(
  house: RunningHouse,
  { dataDir, ports }: { dataDir: string; ports: Readonly<Record<ServiceName, number>> },
  options: readonly string[],
): Promise<number> {
  const control = await openControl(house);
  const jest = spawn(process.execPath, [path.resolve('infra/jest.mjs'), '--runInBand', ...options], {
    cwd: here,
    // What two say at once is told one after the other.
    stdio: rows.length > 1 ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    env: {
      ...process.env,
      // These tests bring their own databases; without the variable another server would be started for nothing.
      TEST_POSTGRES_URL: process.env.TEST_POSTGRES_URL || 'postgres://unused',
      HOUSE: JSON.stringify({
        dataDir,
        gateway: `http://127.0.0.1:${ports.gateway}`,
        issuer: `http://127.0.0.1:${ports.identity}`,
        control: control.url,
        services: Object.fromEntries(SERVICES.map((name) => [name, `http://127.0.0.1:${ports[name]}`])),
        databases: Object.fromEntries(Object.entries(house.databases.urls).map(([name, urls]) => [name, urls?.migratorUrl])),
      }),
    },
  });
  let said = '';
  for (const stream of [jest.stdout, jest.stderr]) stream?.on('data', (chunk: Buffer) => (said += chunk));
  const end = (signal: NodeJS.Signals) => void jest.kill(signal);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
  const code = await new Promise<number>((resolve) => jest.on('close', (status) => resolve(status ?? 1)));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.off(signal, end);
  process.stdout.write(said);
  control.close();
  return code;
}
