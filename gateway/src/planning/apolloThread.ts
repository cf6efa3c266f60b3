import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { GraphQLError, print } from 'graphql';
import type { PlanNode } from './plan.ts';
import type { PlanOperation } from './provenPlan.ts';

const THREAD = path.join(import.meta.dirname, 'apolloWorker.mjs');

/** An operation that takes longer to plan is given up, with the thread that it occupies. */
export const MAX_PLANNING_MS = 10_000;

interface Task {
  readonly graph: string;
  readonly text: string;
  readonly resolve: (node: PlanNode | null) => void;
  readonly reject: (reason: Error) => void;
}

/** What the thread says: that it begins to plan an operation, and what came of it. */
type Said = Reply | { readonly began: number };

interface Reply {
  readonly plan: number;
  readonly node?: PlanNode | null;
  readonly fault?: string;
}

const thread = createThread();
const forgotten = new FinalizationRegistry<string>((graph) => thread.forget(graph));

/**
 * Plans with Apollo's planner, in a thread that all graphs of the process share: it takes tens of milliseconds for an operation, and
 * as long again to learn a graph, which begins at once.
 */
export function createApolloThreadPlan(supergraphSdl: string): PlanOperation {
  const graph = randomUUID();
  thread.know(graph, supergraphSdl);
  const plan: PlanOperation = (document) => thread.plan(graph, print(document));
  forgotten.register(plan, graph);
  return plan;
}

function createThread() {
  const graphs = new Map<string, string>();
  const tasks = new Map<number, Task>();
  let worker: Worker | null = null;
  let next = 0;
  let watching: NodeJS.Timeout | undefined;

  /** From when it begins: starting the thread and learning the graph is not the operation's fault. */
  const watch = (): void => {
    clearTimeout(watching);
    watching = setTimeout(() => end(worker, tooLong()), MAX_PLANNING_MS).unref();
  };
  const settle = ({ plan, node, fault }: Reply): void => {
    const task = tasks.get(plan);
    tasks.delete(plan);
    if (fault === undefined) task?.resolve(node ?? null);
    else task?.reject(new Error(fault));
    clearTimeout(watching);
    // A waiting thread keeps nobody from ending.
    if (tasks.size === 0) worker?.unref();
  };
  /** Whoever waits behind the task that ended a thread goes to the next one. */
  const end = (former: Worker | null, reason: Error): void => {
    if (!former || worker !== former) return;
    worker = null;
    clearTimeout(watching);
    void former.terminate();
    const [first] = tasks;
    if (!first) return;
    const [number, task] = first;
    tasks.delete(number);
    task.reject(reason);
    for (const [waiting, { graph, text }] of tasks) started().postMessage({ plan: waiting, graph, text });
  };
  const started = (): Worker => {
    if (worker) return worker;
    const fresh = new Worker(THREAD, { execArgv: [] });
    worker = fresh;
    fresh.on('message', (said: Said) => ('began' in said ? watch() : settle(said)));
    fresh.on('error', (error) => end(fresh, error instanceof Error ? error : new Error(String(error))));
    fresh.unref();
    for (const [load, sdl] of graphs) fresh.postMessage({ load, sdl });
    return fresh;
  };

  return {
    know: (graph: string, sdl: string): void => {
      const present = worker;
      graphs.set(graph, sdl);
      if (present) present.postMessage({ load: graph, sdl });
      else started();
    },
    forget: (graph: string): void => {
      graphs.delete(graph);
      worker?.postMessage({ forget: graph });
    },
    plan: (graph: string, text: string): Promise<PlanNode | null> =>
      new Promise((resolve, reject) => {
        next += 1;
        tasks.set(next, { graph, text, resolve, reject });
        const present = started();
        present.ref();
        present.postMessage({ plan: next, graph, text });
      }),
  };
}

const tooLong = (): GraphQLError =>
  new GraphQLError('The operation takes too long to plan. Ask for less, or split it.', {
    extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } },
  });
