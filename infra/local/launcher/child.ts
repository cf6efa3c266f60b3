import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { RUN_COMPILED } from '../../compiled.mjs';
import { ROOT } from '../root.ts';
import { type LogOptions, relay } from './log.ts';

const LEASH = new URL('../leash.mjs', import.meta.url).href;
/** What ended for the first time is started again at once; what ends again soon, after this and then twice that. */
const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 15_000;
/** A process that lived this long was well: its next end starts the delays anew. */
const WELL_AFTER_MS = 30_000;
const SECONDS_TO_STOP = 10;

/** A process that is started again whenever it ends, until it is told to stop. */
export interface Child {
  readonly name: string;
  /** Of the process running now; undefined between two. */
  readonly pid: number | undefined;
  /** How often it had to be started again. */
  readonly restarts: number;
  /** Ends it as `stop` does, and starts it again at once. */
  restart(): Promise<void>;
  /** Asks it to finish (SIGTERM), and ends it after 10 s. */
  stop(): Promise<void>;
}

/** Starts a compiled program, its path taken from the checkout, and keeps it running: it is started again at once the first time, then after pauses of up to 15 s. */
export function keepRunning(name: string, entry: string, env: NodeJS.ProcessEnv, log: LogOptions): Child {
  let current: ChildProcess | undefined;
  let restarts = 0;
  let delay = 0;
  let timer: NodeJS.Timeout | undefined;
  let stopping = false;
  let restarting = false;

  const start = () => {
    const startedAt = Date.now();
    current = launch(entry, env);
    if (current.stdout) relay(name, current.stdout, log);
    if (current.stderr) relay(name, current.stderr, log);
    current.once('exit', (code, signal) => {
      current = undefined;
      if (stopping || restarting) return;
      if (Date.now() - startedAt > WELL_AFTER_MS) delay = 0;
      const when = delay === 0 ? 'at once' : `in ${delay / 1000} s`;
      log.say(`${name} ended (${signal ?? `exit code ${code}`}); starting it again ${when}`);
      timer = setTimeout(start, delay);
      delay = Math.min(Math.max(delay * 2, FIRST_DELAY_MS), LONGEST_DELAY_MS);
      restarts++;
    });
  };
  start();

  const stop = async () => {
    stopping = true;
    clearTimeout(timer);
    if (current) await end(current);
  };
  const restart = async () => {
    restarting = true;
    clearTimeout(timer);
    if (current) await end(current);
    restarting = false;
    delay = 0;
    if (!stopping) start();
  };
  return {
    name,
    restart,
    get pid() {
      return current?.pid;
    },
    get restarts() {
      return restarts;
    },
    stop,
  };
}

/** In a process group of its own, so that Ctrl-C reaches only the launcher, which then stops all in order. */
function launch(entry: string, env: NodeJS.ProcessEnv): ChildProcess {
  return spawn(process.execPath, [...RUN_COMPILED, '--import', LEASH, path.resolve(ROOT, entry)], {
    cwd: ROOT,
    env,
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
}

async function end(child: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const deadline = setTimeout(() => child.kill('SIGKILL'), SECONDS_TO_STOP * 1000);
  await gone;
  clearTimeout(deadline);
}
