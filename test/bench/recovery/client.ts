import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, request } from 'undici';
import { FIGURES } from '../partners/wholeHouse.ts';

const ASK_EVERY_MS = 50;
/** What has not recovered by then never will. */
const GIVE_UP_MS = 120_000;

/** Whether a request that began at `askedAt` brought all fields, and when its answer was there; times are `performance.now()`. */
interface Outcome {
  readonly askedAt: number;
  readonly answeredAt: number;
  readonly isGood: boolean;
}

/** Asks one operation that needs the gateway, all five subgraphs and their databases. */
export interface Client {
  /** Resolves when an answer is good. */
  untilGood(): Promise<void>;
  /**
   * Asks every 50 ms from now on, whether or not earlier requests are answered. Gives the milliseconds until the first good answer to a
   * request that was sent when one had failed, or when `isReplaced` said that the new process runs: what was killed may answer a moment longer.
   */
  recovery(isReplaced: () => boolean): Promise<number>;
  stop(): Promise<void>;
}

export function openClient(gateway: string, token: string): Client {
  // A connection of its own for each request, as many clients would have.
  const dispatcher = new Agent({ pipelining: 0 });
  const isGood = async (): Promise<boolean> => {
    try {
      const answer = await request(`${gateway}/graphql`, {
        dispatcher,
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ query: FIGURES.query }),
        headersTimeout: 30_000,
      });
      const { data, errors } = (await answer.body.json()) as { data?: unknown; errors?: unknown };
      return Boolean(data) && errors === undefined;
    } catch {
      return false;
    }
  };
  const untilGood = async () => {
    for (const end = performance.now() + GIVE_UP_MS; !(await isGood()); ) {
      if (performance.now() > end) throw new Error(`No good answer within ${GIVE_UP_MS / 1000} s.`);
      await sleep(ASK_EVERY_MS);
    }
  };
  const recovery = async (isReplaced: () => boolean) => {
    const start = performance.now();
    const outcomes: Outcome[] = [];
    let goneBy = Number.POSITIVE_INFINITY;
    const asking = setInterval(async () => {
      const askedAt = performance.now();
      const isAnswerGood = await isGood();
      outcomes.push({ askedAt, answeredAt: performance.now(), isGood: isAnswerGood });
    }, ASK_EVERY_MS);
    try {
      for (;;) {
        if (isReplaced()) goneBy = Math.min(goneBy, performance.now());
        for (const { isGood, answeredAt } of outcomes) if (!isGood) goneBy = Math.min(goneBy, answeredAt);
        const back = outcomes.find(({ isGood, askedAt }) => isGood && askedAt > goneBy);
        if (back) return back.answeredAt - start;
        if (performance.now() - start > GIVE_UP_MS) throw new Error(`No recovery within ${GIVE_UP_MS / 1000} s.`);
        await sleep(5);
      }
    } finally {
      clearInterval(asking);
    }
  };
  return { untilGood, recovery, stop: () => dispatcher.destroy() };
}
