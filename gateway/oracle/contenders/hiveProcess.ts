import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { PlanNode } from '@graphql-hive/router-query-planner';

const CHILD = path.join(import.meta.dirname, 'hiveChild.mjs');

type Reply = { readonly node: PlanNode | null } | { readonly fault: string };

let child: ChildProcess | null = null;
let former: Promise<unknown> = Promise.resolve();

/** Plans one operation after the other in a child process. Rejects when the planner finds no plan or crashes. */
export function planInProcess(sdl: string, text: string): Promise<PlanNode | null> {
  const planned = former.then(() => ask({ sdl, text }));
  former = planned.catch(() => null);
  return planned;
}

async function ask(message: { readonly sdl: string; readonly text: string }): Promise<PlanNode | null> {
  const asked = child ?? start();
  const over = new AbortController();
  asked.ref();
  asked.channel?.ref();
  try {
    const answered = once(asked, 'message', over);
    const ended = once(asked, 'exit', over).then(() => {
      throw new Error("Hive's planner crashed on this operation.");
    });
    asked.send(message);
    const [reply] = (await Promise.race([answered, ended])) as [Reply];
    if ('fault' in reply) throw new Error(reply.fault);
    return reply.node;
  } finally {
    over.abort();
    // An idle child process must not keep this process alive.
    asked.unref();
    asked.channel?.unref();
  }
}

function start(): ChildProcess {
  const started = fork(CHILD, { execArgv: [], stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  started.once('exit', () => {
    if (child === started) child = null;
  });
  child = started;
  return started;
}
