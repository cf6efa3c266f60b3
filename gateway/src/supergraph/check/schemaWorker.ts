import { parentPort } from 'node:worker_threads';
import { CompositionError, compose, type SubgraphSdl } from '../compose.ts';
import type { CheckInput } from './checkResult.ts';
import { checkSubgraph } from './checkSubgraph.ts';

/** A task of the schema thread, and its result. */
export type SchemaTask = { readonly check: CheckInput } | { readonly compose: readonly SubgraphSdl[] };
export type SchemaTaskResult = { readonly done: unknown } | { readonly reasons: readonly string[] } | { readonly fault: string };

const run = async (task: SchemaTask): Promise<SchemaTaskResult> => {
  try {
    return { done: 'check' in task ? await checkSubgraph(task.check) : compose(task.compose) };
  } catch (error) {
    if (error instanceof CompositionError) return { reasons: error.reasons };
    return { fault: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
};

parentPort?.on('message', async (task: SchemaTask) => parentPort?.postMessage(await run(task)));
