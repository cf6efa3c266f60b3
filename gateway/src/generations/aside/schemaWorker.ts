import { parentPort } from 'node:worker_threads';
import type { CheckInput } from '../../supergraph/check/checkResult.ts';
import { checkSubgraph } from '../../supergraph/check/checkSubgraph.ts';
import { CompositionError, compose, type SubgraphSdl } from '../../supergraph/compose.ts';
import { type MeasureInput, measureOperations } from './measureOperations.ts';

/** A task of the schema thread, and its result. */
export type SchemaTask =
  | { readonly check: CheckInput }
  | { readonly compose: readonly SubgraphSdl[] }
  | { readonly measure: MeasureInput };
export type SchemaTaskResult = { readonly done: unknown } | { readonly reasons: readonly string[] } | { readonly fault: string };

const run = async (task: SchemaTask): Promise<SchemaTaskResult> => {
  try {
    if ('check' in task) return { done: await checkSubgraph(task.check) };
    return { done: 'measure' in task ? await measureOperations(task.measure) : compose(task.compose) };
  } catch (error) {
    if (error instanceof CompositionError) return { reasons: error.reasons };
    return { fault: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
};

parentPort?.on('message', async (task: SchemaTask) => parentPort?.postMessage(await run(task)));
