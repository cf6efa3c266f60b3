import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { cpus } from 'node:os';

const canPin = cpus().length > 1 && spawnSync('taskset', ['-c', '0', 'true']).status === 0;

/** The gateways run on the last core alone; subgraphs and client on the others. */
export const pinning = canPin ? { gateway: `${cpus().length - 1}`, rest: `0-${cpus().length - 2}` } : null;

export interface Program {
  readonly pid: number;
  readonly child: ChildProcess;
  /** What it has written to its standard error. */
  errors(): string;
  stop(): Promise<void>;
}

/** Starts a Node program, on certain cores where that can be had. */
export function startProgram(args: readonly string[], core: string | undefined, env: Record<string, string> = {}): Program {
  const folder = process.env.BENCH_PROFILE;
  const profiling = core === pinning?.gateway && folder ? ['--cpu-prof', `--cpu-prof-dir=${folder}`] : [];
  const command = [process.execPath, ...profiling, ...args];
  const [file = '', ...rest] = core ? ['taskset', '-c', core, ...command] : command;
  const child = spawn(file, rest, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, NODE_ENV: 'production', LOG_LEVEL: 'error', ...env },
  });
  let errors = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    errors = (errors + chunk.toString()).slice(-4000);
  });
  if (!child.pid) throw new Error(`"${file}" does not start.`);
  const ended = once(child, 'exit');
  const stop = async () => {
    // A profile is written by a program that ends by itself.
    if (folder) child.kill('SIGTERM');
    const patience = setTimeout(() => child.kill('SIGKILL'), folder ? 10_000 : 0);
    await ended;
    clearTimeout(patience);
  };
  return { pid: child.pid, child, errors: () => errors, stop };
}

export async function firstLine({ child, errors }: Program): Promise<string> {
  const ended = once(child, 'exit').then(() => {
    throw new Error(`The program ended: ${errors()}`);
  });
  const [chunk] = (await Promise.race([once(child.stdout ?? child, 'data'), ended])) as [Buffer];
  return chunk.toString().split('\n')[0] ?? '';
}

export const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

const TICKS_PER_SECOND = 100;

/** CPU time of all threads of a process until now, in milliseconds, from the kernel's accounts. */
export function cpuMs(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS_PER_SECOND;
}

/** The most memory that a process has held, in MiB. */
export const peakMiB = (pid: number): number =>
  Math.round(Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024);
