import fs from 'node:fs';
import path from 'node:path';
import { compileChanged } from '../../compiled.mjs';
import { becomesFree } from '../ports.ts';
import { ROOT } from '../root.ts';
import { type Child, keepRunning } from './child.ts';
import { type Databases, openDatabases, removeDatabases } from './databases.ts';
import { loadDemoInto } from './demo.ts';
import { writeDirectory } from './directory.ts';
import { environmentOf, type House, objectFolder } from './environment.ts';
import { openKeys } from './keys.ts';
import { claim } from './lock.ts';
import { LauncherError, type StartOptions } from './options.ts';
import { type Readiness, untilReady } from './ready.ts';
import { type DatabaseName, ENTRIES, type ServiceName, SUBGRAPHS, type SubgraphName, variable } from './services.ts';
import { watchSources } from './watchSources.ts';

const READY_WITHIN_MS = 60_000;
/** What a killed launcher leaves behind ends by itself within five seconds (leash.mjs), or later on a machine with much else to do. */
const LEFTOVERS_END_WITHIN_MS = 30_000;

export interface HouseOptions extends Omit<StartOptions, 'help' | 'watch'> {
  /** Whether changed sources are compiled, and the services that run them restarted; not unless told. */
  readonly watch?: boolean;
  readonly env: NodeJS.ProcessEnv;
  /** Told of each step and of everything that goes wrong later, a line at a time. */
  readonly say: (line: string) => void;
  /** Other programs to run for some of the services; for tests. */
  readonly entries?: Readonly<Partial<Record<ServiceName, string>>>;
  /** False: databases stay empty. */
  readonly demo?: boolean;
  /** How long to wait for a service before going on without it, in milliseconds; a minute unless told. */
  readonly readyWithinMs?: number;
  /** Runs beside the start of the databases; the services wait for it. */
  readonly prepare?: () => Promise<void>;
}

/** The services running on this machine. */
export interface RunningHouse {
  readonly databases: Databases;
  readonly children: Readonly<Partial<Record<ServiceName, Child>>>;
  /** What each service answered when it was last asked whether it is ready. */
  readonly readiness: Readonly<Partial<Record<ServiceName, Readiness>>>;
  stop(): Promise<void>;
}

/**
 * Starts databases and services, all services side by side, loads the demo data once, and waits until everything answers
 * that it is ready (a minute at most; what is not ready then is in `readiness`, and is waited for in the background, with its
 * demo data).
 */
export async function startHouse(options: HouseOptions): Promise<RunningHouse> {
  const { dataDir, only, ports, env, say } = options;
  const claimed = claim(dataDir);
  const stops: (() => unknown)[] = [claimed.end];
  try {
    if (options.fresh) startOver(dataDir, say);
    await requireFreePorts(only, ports, claimed.inherited ? LEFTOVERS_END_WITHIN_MS : 0);
    const keys = await openKeys(path.join(dataDir, 'keys'));
    const names = databasesOf(only);
    const prepared = Promise.all([compilePrograms(only, options.entries), options.prepare?.()]);
    // Awaited below; until then a failure must not end the process.
    prepared.catch(() => undefined);
    const databases = await openDatabases({
      dataDir,
      names,
      env,
      secret: keys.databaseSecret,
      ...(options.data ? { set: options.data } : {}),
      say,
    });
    stops.unshift(() => databases.stop());
    writeDirectory(dataDir, { identity: at(ports.identity), gateway: at(ports.gateway), databases: databases.urls });
    await prepared;
    say(`Starting ${only.join(', ')}`);
    const house: House = { options, env, keys, databases };
    const children: Partial<Record<ServiceName, Child>> = {};
    let isStarting = true;
    for (const name of only) {
      const child = keepRunning(name, options.entries?.[name] ?? ENTRIES[name], environmentOf(name, house), {
        ...options,
        isStarting: () => isStarting,
      });
      children[name] = child;
      stops.unshift(() => child.stop());
    }
    const waiting = new AbortController();
    stops.unshift(() => waiting.abort());
    const readiness = await untilAllReady(options, databases, waiting.signal);
    isStarting = false;
    const watching = options.watch ? watchSources({ root: ROOT, children, ports, say }) : null;
    const stop = async () => {
      waiting.abort();
      await watching?.stop();
      // The door first, then what stands behind it, the databases last.
      await children.gateway?.stop();
      await Promise.all(Object.values(children).map((child) => child.stop()));
      await databases.stop();
      claimed.end();
    };
    return { databases, children, readiness, stop };
  } catch (error) {
    for (const stop of stops) await stop();
    throw error;
  }
}

/** Programs that are given need no compiling. */
async function compilePrograms(only: readonly ServiceName[], given: HouseOptions['entries']): Promise<void> {
  if (only.every((name) => given?.[name])) return;
  await compileChanged().catch((error: Error) => {
    throw new LauncherError(`The programs could not be compiled:\n${error.message}`);
  });
}

function startOver(dataDir: string, say: (line: string) => void): void {
  removeDatabases(dataDir);
  for (const part of ['postgres', 'keys', 'identity', 'witness'])
    fs.rmSync(path.join(dataDir, part), { recursive: true, force: true });
  say('Starting over: databases and keys of the last start are gone');
}

async function requireFreePorts(names: readonly ServiceName[], ports: StartOptions['ports'], patienceMs: number): Promise<void> {
  const taken: ServiceName[] = [];
  for (const name of names) if (!(await becomesFree(ports[name], patienceMs))) taken.push(name);
  const lines = taken.map(
    (name) =>
      `Port ${ports[name]} (${name}) is taken. Free it, or use another: ${variable(name)}_PORT=${ports[name] + 100} npm start`,
  );
  if (lines.length === 0) return;
  const move = 'Or move the whole house, with data of its own: PORT_BASE=5000 DATA_DIR=.data-5000 npm start';
  throw new LauncherError([...lines, move].join('\n'));
}

const isSubgraph = (name: ServiceName): name is SubgraphName => SUBGRAPHS.includes(name as SubgraphName);

const databasesOf = (names: readonly ServiceName[]): DatabaseName[] => [
  ...names.filter(isSubgraph),
  ...(names.includes('gateway') ? ['governance' as const] : []),
];

const at = (port: number): string => `http://127.0.0.1:${port}`;

async function untilAllReady(options: HouseOptions, databases: Databases, ending: AbortSignal) {
  const { only, ports, say, data = 'demo', demo = data === 'demo', readyWithinMs = READY_WITHIN_MS } = options;
  const startedAt = Date.now();
  const readiness: Partial<Record<ServiceName, Readiness>> = {};
  const everything = SUBGRAPHS.every((name) => only.includes(name));
  const seconds = () => ((Date.now() - startedAt) / 1000).toFixed(1);
  const wait = async (name: ServiceName, withinMs: number) => {
    // A gateway that was started without some of its subgraphs is never ready; that it lives is enough.
    const question = name === 'gateway' && !everything ? 'health' : 'ready';
    const answer = await untilReady(`${at(ports[name])}/${question}`, withinMs, () => ending.aborted);
    readiness[name] = answer;
    if (!answer.ready) return;
    say(`${name} is ready (${seconds()} s)`);
    // The gateway's own subgraph has its tables when the whole graph is ready.
    const database = isSubgraph(name) ? name : name === 'gateway' && everything ? 'governance' : null;
    if (!demo || !database) return;
    // A bucket of the user's own is not written to.
    const objects = options.env.S3_BUCKET ? null : objectFolder(options.dataDir, database);
    if (await loadDemoInto(database, databases.urls[database], objects, say)) return;
    readiness[name] = { ready: false, answer: 'The demo data is missing.' };
  };
  const late = async (name: ServiceName) => {
    say(`${name} is not ready after ${seconds()} s: ${readiness[name]?.answer}`);
    await wait(name, Number.POSITIVE_INFINITY);
  };
  await Promise.all(
    only.map(async (name) => {
      await wait(name, readyWithinMs);
      if (!readiness[name]?.ready && !ending.aborted)
        late(name).catch((error: Error) => say(`${name} was not waited for: ${error.message}`));
    }),
  );
  return readiness;
}
