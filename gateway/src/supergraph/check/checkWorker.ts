import { parentPort } from 'node:worker_threads';
import { CompositionError, compose, type SubgraphSdl } from '../compose.ts';
import { checkSubgraph } from './checkSubgraph.ts';
import type { CheckInput } from './problem.ts';

/** What the thread is asked for, and its answer. */
export type Task = { readonly check: CheckInput } | { readonly compose: readonly SubgraphSdl[] };
export type Done = { readonly done: unknown } | { readonly reasons: readonly string[] } | { readonly fault: string };

const run = async (task: Task): Promise<Done> => {
  try {
    return { done: 'check' in task ? await checkSubgraph(task.check) : compose(task.compose) };
  } catch (error) {
    if (error instanceof CompositionError) return { reasons: error.reasons };
    return { fault: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
};

parentPort?.on('message', async (task: Task) => parentPort?.postMessage(await run(task)));
