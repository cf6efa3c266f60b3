import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import type { PlanNode } from '@graphql-hive/router-query-planner';
import { MAX_PLANNING_MS } from './apolloThread.ts';

const CHILD = path.join(import.meta.dirname, 'nativeChild.mjs');

/** Without work for so long the process ends; the next operation that is new starts another. */
const IDLE_MS = 300_000;

/** One that has ended so often because of the operations of one graph is not trusted with that graph any more. */
const MAX_ENDS = 20;

/** The native planner cannot be used for this graph at all. */
export class NativeUnavailable extends Error {
  override name = 'NativeUnavailable';
}

interface Task {
  readonly graph: string;
  readonly text: string;
  readonly resolve: (node: PlanNode | null) => void;
  readonly reject: (reason: Error) => void;
}

interface Reply {
  readonly plan: number;
  readonly node?: PlanNode | null;
  readonly fault?: string;
  /** Whether the fault is one of the graph and not of the operation. */
  readonly isFinal?: boolean;
}

/**
 * Runs the native planner in a process of its own, since some operations make it end the process that it runs in. An operation that
 * does, or takes too long, is rejected, and those that wait behind it go to the next process.
 */
export function createNativeProcess() {
  const graphs = new Map<string, string>();
  const ends = new Map<string, number>();
  const tasks = new Map<number, Task>();
  let child: ChildProcess | null = null;
  let loaded = new Set<string>();
  let next = 0;
  let idle: NodeJS.Timeout | undefined;
  let watching: NodeJS.Timeout | undefined;

  const settle = ({ plan, node, fault, isFinal }: Reply): void => {
    const task = tasks.get(plan);
    tasks.delete(plan);
    if (fault === undefined) task?.resolve(node ?? null);
    else task?.reject(isFinal ? new NativeUnavailable(fault) : new Error(fault));
    clearTimeout(watching);
    if (tasks.size === 0) rest();
  };
  /** From when it begins: starting the process and learning the graph is not the operation's fault. */
  const watch = (): void => {
    clearTimeout(watching);
    watching = setTimeout(() => child?.kill('SIGKILL'), MAX_PLANNING_MS).unref();
  };
  /** A waiting process keeps nobody from ending. */
  const rest = (): void => {
    child?.unref();
    child?.channel?.unref();
    clearTimeout(idle);
    idle = setTimeout(() => child?.disconnect(), IDLE_MS).unref();
  };
  const ended = (former: ChildProcess): void => {
    if (child !== former) return;
    child = null;
    clearTimeout(watching);
    const [guilty] = tasks;
    if (!guilty) return;
    const [number, task] = guilty;
    tasks.delete(number);
    ends.set(task.graph, (ends.get(task.graph) ?? 0) + 1);
    task.reject(new Error('The native planner ended its process over this operation.'));
    for (const [waiting, { graph, text }] of tasks) send(waiting, graph, text);
  };
  const start = (): ChildProcess => {
    const started = fork(CHILD, { execArgv: [], env: {}, stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
    loaded = new Set();
    started.on('message', (said) => ('began' in (said as object) ? watch() : settle(said as Reply)));
    started.once('exit', () => ended(started));
    started.once('error', () => ended(started));
    return started;
  };
  const send = (number: number, graph: string, text: string): void => {
    clearTimeout(idle);
    child ??= start();
    child.ref();
    child.channel?.ref();
    if (!loaded.has(graph)) child.send({ load: graph, sdl: graphs.get(graph) });
    loaded.add(graph);
    child.send({ plan: number, graph, text });
  };

  return {
    /** Makes a graph known; `forget` it when it is planned no more. */
    know: (graph: string, sdl: string): void => void graphs.set(graph, sdl),
    forget: (graph: string): boolean => graphs.delete(graph) && ends.delete(graph),
    /** Rejects with {@link NativeUnavailable} when no operation of this graph can be planned, else because of the operation. */
    plan: (graph: string, text: string): Promise<PlanNode | null> =>
      new Promise((resolve, reject) => {
        if ((ends.get(graph) ?? 0) >= MAX_ENDS) return reject(new NativeUnavailable('The native planner has ended too often.'));
        next += 1;
        tasks.set(next, { graph, text, resolve, reject });
        send(next, graph, text);
      }),
  };
}
