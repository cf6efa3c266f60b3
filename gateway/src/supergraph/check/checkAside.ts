import { Worker } from 'node:worker_threads';
import { CompositionError, type SubgraphSdl } from '../compose.ts';
import type { Done, Task } from './checkWorker.ts';
import type { CheckInput, CheckResult } from './problem.ts';

/** Composes and checks schemas in a thread of its own: both take seconds of CPU time, in which the gateway goes on answering. */
export interface SchemaThread {
  check(input: CheckInput): Promise<CheckResult>;
  /** Like `compose`. Throws {@link CompositionError}. */
  compose(subgraphs: readonly SubgraphSdl[]): Promise<string>;
  /** How many tasks wait or run. */
  readonly waiting: number;
  stop(): Promise<void>;
}

/** A thread without a task ends after this time. */
const IDLE_MS = 60_000;
/** A task that takes longer is given up, and its thread with it. */
const LONGEST_MS = 120_000;

const isCompiled = import.meta.url.endsWith('.js');
const FILE = new URL(`./checkWorker.${isCompiled ? 'js' : 'ts'}`, import.meta.url);
/** Sources that are not compiled are compiled as they are read, as in tests. */
const EXEC_ARGV = isCompiled
  ? ['--conditions=compiled']
  : ['--import', new URL('../../../../infra/jest/typescript.mjs', import.meta.url).href];

/** Creates the thread at its first task. Tasks run one after another. */
export function createSchemaThread(): SchemaThread {
  let worker: Worker | null = null;
  let idle: NodeJS.Timeout | undefined;
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();

  const end = async (): Promise<void> => {
    clearTimeout(idle);
    const ending = worker;
    worker = null;
    await ending?.terminate();
  };
  const start = (): Worker => {
    clearTimeout(idle);
    worker ??= new Worker(FILE, { execArgv: EXEC_ARGV, resourceLimits: { maxOldGenerationSizeMb: 1_024 } });
    worker.unref();
    return worker;
  };
  const perform = async (task: Task): Promise<Done> => {
    const thread = start();
    thread.ref();
    try {
      return await answerOf(thread, task);
    } catch (error) {
      await end();
      throw error;
    } finally {
      thread.unref();
      idle = setTimeout(end, IDLE_MS).unref();
    }
  };
  const run = async (task: Task): Promise<unknown> => {
    waiting += 1;
    const mine = last.then(() => perform(task));
    last = mine.catch(() => undefined);
    try {
      const answer = await mine;
      if ('reasons' in answer) throw new CompositionError(answer.reasons);
      if ('fault' in answer) throw new Error(answer.fault);
      return answer.done;
    } finally {
      waiting -= 1;
    }
  };
  return {
    check: (input) => run({ check: input }) as Promise<CheckResult>,
    compose: (subgraphs) => run({ compose: subgraphs }) as Promise<string>,
    get waiting() {
      return waiting;
    },
    stop: end,
  };
}

function answerOf(thread: Worker, task: Task): Promise<Done> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => settle(() => reject(new Error('The schemas take too long to compose.'))), LONGEST_MS);
    const settle = (then: () => void) => {
      clearTimeout(timer);
      thread.off('message', onMessage).off('error', onError).off('exit', onExit);
      then();
    };
    const onMessage = (answer: Done) => settle(() => resolve(answer));
    const onError = (error: Error) => settle(() => reject(error));
    const onExit = () => settle(() => reject(new Error('The thread that composes schemas ended.')));
    thread.on('message', onMessage).on('error', onError).on('exit', onExit);
    thread.postMessage(task);
  });
}
