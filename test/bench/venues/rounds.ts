import { median, timed } from '../measureOperations.ts';

/** Rounds of what writes, and those before them that only warm up: the setting BENCH_WRITES. */
export const [WARM_UP, ROUNDS] = [1, Number(process.env.BENCH_WRITES ?? 5)];

/** How many a second came through the graph and by hand, as medians of some rounds. */
export interface AtOnce {
  readonly name: string;
  readonly set: string;
  readonly graphPerSecond: number;
  readonly barePerSecond: number;
  /** CPU time of the subgraph's process for one. */
  readonly cpuMs: number;
  /** How many got what they asked for; the others were refused. */
  readonly won: number;
}

export const perSecond = (count: number, times: readonly { readonly graph: number; readonly bare: number }[]) => ({
  graphPerSecond: (count * 1000) / median(times.map(({ graph }) => graph)),
  barePerSecond: (count * 1000) / median(times.map(({ bare }) => bare)),
});

const MOST_ATTEMPTS = 100;

/** Asks until it is answered: on a machine with much else to do the database may be waited for too long. Gives the milliseconds of the last attempt. */
export async function timeAnswered(ask: () => Promise<unknown>): Promise<number> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await timed(ask);
    } catch (error) {
      // Who waits in line for too long also finds their passport expired.
      if (!/not answering|EXPIRED/.test((error as Error).message) || attempt === MOST_ATTEMPTS) throw error;
    }
  }
}

/** One of many that ask at the same time: what it got, or `refused` with the sentence that is expected. */
export async function askAtOnce(ask: () => Promise<string>, { refused }: { readonly refused: string }): Promise<string> {
  let got = 'refused';
  try {
    await timeAnswered(async () => {
      got = await ask();
    });
  } catch (error) {
    if (!(error as Error).message.includes(refused)) throw error;
  }
  return got;
}
