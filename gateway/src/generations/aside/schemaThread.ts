import { Worker } from 'node:worker_threads';
import type { CheckInput, CheckResult } from '../../supergraph/check/checkResult.ts';
import { CompositionError, type SubgraphSdl } from '../../supergraph/compose.ts';
import type { MeasuredOperation, MeasureInput } from './measureOperations.ts';
import type { SchemaTask, SchemaTaskResult } from './schemaWorker.ts';

/** A worker thread that composes and checks schemas, and measures operations. Each takes seconds of CPU time, which would block the gateway's event loop. */
export interface SchemaThread {
  check(input: CheckInput): Promise<CheckResult>;
  /** Like `compose`. Throws {@link CompositionError}. */
  compose(subgraphs: readonly SubgraphSdl[]): Promise<string>;
  /** Like `measureOperations`. */
  measure(input: MeasureInput): Promise<MeasuredOperation[]>;
  /** The number of tasks that wait or run. */
  readonly waiting: number;
  stop(): Promise<void>;
}

/** A thread without a task ends after this time. */
const IDLE_THREAD_MS = 60_000;
/** A task that takes longer fails, and its thread is terminated. */
const MAX_TASK_MS = 120_000;

const isCompiled = import.meta.url.endsWith('.js');
const WORKER_FILE = new URL(`./schemaWorker.${isCompiled ? 'js' : 'ts'}`, import.meta.url);
/** Without a build, as in tests, the thread compiles TypeScript when it loads a file. */
const EXEC_ARGV = isCompiled
  ? ['--conditions=compiled']
  : ['--import', new URL('../../../../infra/jest/typescript.mjs', import.meta.url).href];

/** The gateway stops, and its thread with it: no schema is at fault. */
export class SchemaThreadStopped extends Error {
  override name = 'SchemaThreadStopped';
  constructor() {
    super('The thread that composes schemas is stopped.');
  }
}

/** The thread starts with its first task. Tasks run one after another. */
export function createSchemaThread(): SchemaThread {
  const thread = createThread();
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();
  const run = async (task: SchemaTask): Promise<unknown> => {
    waiting += 1;
    const mine = last.then(() => thread.perform(task));
    last = mine.catch(() => undefined);
    try {
      const result = await mine;
      if ('reasons' in result) throw new CompositionError(result.reasons);
      if ('fault' in result) throw new Error(result.fault);
      return result.done;
    } finally {
      waiting -= 1;
    }
  };
  return {
    check: (input) => run({ check: input }) as Promise<CheckResult>,
    compose: (subgraphs) => run({ compose: subgraphs }) as Promise<string>,
    measure: (input) => run({ measure: input }) as Promise<MeasuredOperation[]>,
    get waiting() {
      return waiting;
    },
    stop: thread.stop,
  };
}

/** Starts the worker thread for a task when there is none, and ends it when it fails or stays idle. */
function createThread() {
  let worker: Worker | null = null;
  let idle: NodeJS.Timeout | undefined;
  let isStopped = false;
  const end = async (): Promise<void> => {
    clearTimeout(idle);
    const ending = worker;
    worker = null;
    await ending?.terminate();
  };
  const start = (): Worker => {
    clearTimeout(idle);
    worker ??= new Worker(WORKER_FILE, { execArgv: EXEC_ARGV, resourceLimits: { maxOldGenerationSizeMb: 1_024 } });
    worker.unref();
    return worker;
  };
  const perform = async (task: SchemaTask): Promise<SchemaTaskResult> => {
    if (isStopped) throw new SchemaThreadStopped();
    const thread = start();
    thread.ref();
    try {
      return await resultOf(thread, task);
    } catch (error) {
      await end();
      throw isStopped ? new SchemaThreadStopped() : error;
    } finally {
      thread.unref();
      idle = setTimeout(end, IDLE_THREAD_MS).unref();
    }
  };
  const stop = async (): Promise<void> => {
    isStopped = true;
    await end();
  };
  return { perform, stop };
}

function resultOf(thread: Worker, task: SchemaTask): Promise<SchemaTaskResult> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => settle(() => reject(new Error('The schemas take too long to compose.'))), MAX_TASK_MS);
    const settle = (then: () => void) => {
      clearTimeout(timer);
      thread.off('message', onMessage).off('error', onError).off('exit', onExit);
      then();
    };
    const onMessage = (answer: SchemaTaskResult) => settle(() => resolve(answer));
    const onError = (error: Error) => settle(() => reject(error));
    const onExit = () => settle(() => reject(new Error('The thread that composes schemas ended.')));
    thread.on('message', onMessage).on('error', onError).on('exit', onExit);
    thread.postMessage(task);
  });
}
