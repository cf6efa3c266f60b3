import { setTimeout as sleep } from 'node:timers/promises';
import { readAnswerStart } from '@union-graph/subgraph/read-answer';
import { request } from 'undici';

export interface Readiness {
  readonly ready: boolean;
  /** What the service last said about itself, or why it could not be asked. */
  readonly answer: string;
}

const ANSWER_MS = 5_000;
/** What is shown of an answer. */
const MAX_ANSWER_BYTES = 500;

/** Asks a service until it answers 200, `deadlineMs` long at most. */
export async function untilReady(url: string, deadlineMs: number, cancelled: () => boolean = () => false): Promise<Readiness> {
  const until = Date.now() + deadlineMs;
  for (;;) {
    const readiness = await ask(url);
    if (readiness.ready || Date.now() > until || cancelled()) return readiness;
    await sleep(100);
  }
}

async function ask(url: string): Promise<Readiness> {
  try {
    const { statusCode, body } = await request(url, { signal: AbortSignal.timeout(ANSWER_MS) });
    return { ready: statusCode === 200, answer: await readAnswerStart(body, MAX_ANSWER_BYTES) };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return { ready: false, answer: code ?? message };
  }
}
