import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { mebibytes, type OurGateway, quantile, startOurGateway } from './ourGateway.ts';
import { pinning } from './processes.ts';
import { describeMachine } from './report.ts';

// A flood of operations that nobody has asked before, while one client goes on asking a known one. Tells how long the known one waits,
// how long the event loop was held, and what memory the flood takes. Settings: BENCH_STORM (10,000 operations), BENCH_CLIENTS (64), BENCH_STORMS (3 after one another).

const OPERATIONS = Number(process.env.BENCH_STORM ?? 10_000);
const STORMS = Number(process.env.BENCH_STORMS ?? 3);
const CLIENTS = Number(process.env.BENCH_CLIENTS ?? 64);
/** What the gateway may keep; it would end if the floods filled more. */
const HEAP_MIB = 512;
const KNOWN = '{ me { name } }';

/** Every operation has other names, so none has the shape of another. */
const storm = (at: number): string => {
  const field = (name: string, bit: number) => (at & (1 << bit) ? `f${at}${name}: ${name}` : name);
  return `query S${at} { products(first: 3) { ${field('name', 0)} ${field('price', 1)} ${field('shippingEstimate', 2)}
    r${at}: reviews { ${field('body', 3)} author { ${field('username', 4)} ${field('name', 5)} } } } }`;
};

async function known(gateway: OurGateway, until: () => boolean): Promise<number[]> {
  const times: number[] = [];
  while (!until()) {
    const { status, ms } = await gateway.ask(KNOWN);
    if (status !== 200) throw new Error(`The known operation was answered with ${status}.`);
    times.push(ms);
  }
  return times;
}

async function flood(gateway: OurGateway, from: number): Promise<Record<string, number>> {
  const statuses: Record<string, number> = {};
  let next = 0;
  const client = async (): Promise<void> => {
    while (next < OPERATIONS) {
      next += 1;
      const { status } = await gateway.ask(storm(from + next));
      statuses[status] = (statuses[status] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  return statuses;
}

/**
 * How much of the time that the gateway could have run it waited for a core, from 0 to 1 (Linux, schedstat): where that is much, other
 * programs make the times longer.
 */
function waitForCore(pid: number): () => number {
  const read = () => readFileSync(`/proc/${pid}/task/${pid}/schedstat`, 'utf8').split(' ').map(Number);
  const [ranBefore = 0, waitedBefore = 0] = read();
  return () => {
    const [ran = 0, waited = 0] = read();
    return Number(((waited - waitedBefore) / (ran - ranBefore + waited - waitedBefore)).toFixed(2));
  };
}

async function run() {
  const gateway = await startOurGateway(CLIENTS + 4, { NODE_OPTIONS: `--max-old-space-size=${HEAP_MIB}` });
  try {
    for (let at = 0; at < 500; at++) await gateway.ask(KNOWN);
    for (let at = 1; at < 200; at++) await gateway.ask(storm(at));
    const rest = await known(gateway, countdown(2_000));
    await gateway.metric('nodejs_eventloop_lag_max_seconds');
    const before = await gateway.metric('process_resident_memory_bytes');
    const queued = waitForCore(gateway.pid);
    let flooding = true;
    const start = performance.now();
    const waiting = known(gateway, () => !flooding);
    const statuses = await flood(gateway, 1_000);
    flooding = false;
    const seconds = (performance.now() - start) / 1000;
    const times = await waiting;
    const lag = await gateway.metric('nodejs_eventloop_lag_max_seconds');
    const p99 = await gateway.metric('nodejs_eventloop_lag_p99_seconds');
    const after = await gateway.metric('process_resident_memory_bytes');
    const later: number[] = [];
    for (let storms = 1; storms < STORMS; storms++) {
      await flood(gateway, 1_000 + storms * OPERATIONS);
      later.push(mebibytes(await gateway.metric('process_resident_memory_bytes')));
    }
    return {
      seconds: Math.round(seconds),
      statuses,
      waitedForCore: queued(),
      knownAtRest: { p50: quantile(rest, 0.5), p99: quantile(rest, 0.99), max: Math.max(...rest) },
      knownInTheStorm: { requests: times.length, p50: quantile(times, 0.5), p99: quantile(times, 0.99), max: Math.max(...times) },
      eventLoopHeldMs: { p99: p99 * 1000, max: lag * 1000 },
      memoryMiB: {
        before: mebibytes(before),
        afterOneStorm: mebibytes(after),
        afterMore: later,
      },
    };
  } finally {
    await gateway.stop();
  }
}

function countdown(ms: number): () => boolean {
  const end = performance.now() + ms;
  return () => performance.now() > end;
}

const results = [await run()];
const folder = path.join(import.meta.dirname, 'results');
mkdirSync(folder, { recursive: true });
const report = {
  machine: describeMachine(0, pinning !== null),
  operations: OPERATIONS,
  clients: CLIENTS,
  heapLimitMiB: HEAP_MIB,
  results,
};
writeFileSync(path.join(folder, 'storm.json'), `${JSON.stringify(report, null, 2)}\n`);
console.log(JSON.stringify(report, null, 2));
