import fs from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type RunningHouse, startHouse } from '@union-graph/infra/house';
import { freePort } from '@union-graph/infra/ports';
import { SERVICES, type ServiceName } from '@union-graph/infra/services';
import { cpuMs } from './processes.ts';
import { openClient } from './recovery/client.ts';
import { describeMachine } from './report.ts';

// How long it takes, with everything on one machine, from a SIGKILL of the gateway, a subgraph or PostgreSQL to the next good answer of an
// operation that needs all of them. BENCH_ROUNDS for each (7), BENCH_ONLY with names of what is killed.

const rounds = Number(process.env.BENCH_ROUNDS ?? 7);
const VICTIMS = ['gateway', 'venues', 'postgres'] as const;
type Victim = (typeof VICTIMS)[number];
const victims = VICTIMS.filter((name) => !process.env.BENCH_ONLY || process.env.BENCH_ONLY.split(',').includes(name));
/** A service that lived this long starts again at once (infra/local/launcher/child.ts); one that ends sooner has to wait. */
const WELL_AFTER_MS = 31_000;

/** Undefined between two. */
const findPid = ({ children, databases }: RunningHouse, name: Victim): number | undefined =>
  name === 'postgres' ? databases.postgres?.pid : children[name]?.pid;
const pidOf = (house: RunningHouse, name: Victim): number => {
  const pid = findPid(house, name);
  if (!pid) throw new Error(`No process of ${name} runs.`);
  return pid;
};

async function tokenFrom(issuer: string): Promise<string> {
  const form = { grant_type: 'urn:union-graph:demo-person', client_id: 'local-tools', person: 'shen-ping', scope: 'read' };
  const answer = await fetch(`${issuer}/token`, { method: 'POST', body: new URLSearchParams(form) });
  return ((await answer.json()) as { access_token: string }).access_token;
}

process.chdir(path.resolve(import.meta.dirname, '../..'));
const loadBefore = loadavg()[0] ?? Number.NaN;
const dataDir = fs.mkdtempSync(path.join(tmpdir(), 'bench-recovery-'));
const ports = {} as Record<ServiceName, number>;
for (const name of SERVICES) ports[name] = await freePort();
const house = await startHouse({
  dataDir,
  ports,
  only: SERVICES,
  fresh: false,
  verbose: false,
  env: { ...process.env, LOG_LEVEL: 'error' },
  readyWithinMs: 300_000,
  say: () => undefined,
});
/** CPU time of each new process when it had recovered: it tells what a start costs, however busy the machine is. */
const cpu = Object.fromEntries(victims.map((name) => [name, [] as number[]])) as Record<Victim, number[]>;
const times = Object.fromEntries(victims.map((name) => [name, [] as number[]])) as Record<Victim, number[]>;
try {
  const client = openClient(`http://127.0.0.1:${ports.gateway}`, await tokenFrom(`http://127.0.0.1:${ports.identity}`));
  await client.untilGood();
  for (let round = 0; round < rounds; round++) {
    await sleep(WELL_AFTER_MS);
    for (const name of victims) {
      await client.untilGood();
      const killed = pidOf(house, name);
      process.kill(killed, 'SIGKILL');
      const ms = await client.recovery(() => ![undefined, killed].includes(findPid(house, name)));
      times[name].push(ms);
      cpu[name].push(cpuMs(pidOf(house, name)));
      console.error(`${name}: ${(ms / 1000).toFixed(2)} s`);
    }
  }
  await client.stop();
} finally {
  await house.stop();
  fs.rmSync(dataDir, { recursive: true, force: true });
}

const middle = (all: readonly number[]) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? Number.NaN;
const figures = victims.map((name) => ({
  name,
  medianMs: middle(times[name]),
  worstMs: Math.max(...times[name]),
  medianCpuMs: middle(cpu[name]),
  times: times[name],
}));
const machine = describeMachine(0, false);
const inSeconds = (ms: number) => (ms / 1000).toFixed(1);
const markdown = [
  '# How long recovery takes',
  '',
  `${machine.cpu}, ${machine.cores} cores, ${machine.memoryGiB} GiB, Linux ${machine.kernel}, Node ${machine.node}; its load was ${loadBefore.toFixed(1)} when this began. All services, the database and the client are on it.`,
  '',
  `From the SIGKILL to the first good answer of an operation that needs the gateway, all five subgraphs and their databases. A client sends it every 50 ms. ${rounds} rounds; what is killed had lived for at least half a minute.`,
  '',
  '| killed | median, s | worst, s | CPU of the new process, s |',
  '|---|---|---|---|',
  ...figures.map(
    ({ name, medianMs, worstMs, medianCpuMs }) =>
      `| ${name} | ${inSeconds(medianMs)} | ${inSeconds(worstMs)} | ${name === 'postgres' ? '' : inSeconds(medianCpuMs)} |`,
  ),
  '',
].join('\n');
const folder = path.join(import.meta.dirname, 'results');
fs.mkdirSync(folder, { recursive: true });
fs.writeFileSync(path.join(folder, 'recovery.md'), markdown);
fs.writeFileSync(path.join(folder, 'recovery.json'), `${JSON.stringify({ machine, rounds, loadBefore, figures }, null, 2)}\n`);
process.stdout.write(markdown);
process.exit(0);
