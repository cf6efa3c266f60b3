import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { mebibytes, startOurGateway } from './ourGateway.ts';
import { pinning } from './processes.ts';
import { describeMachine } from './report.ts';

// Very many requests: known operations with ever other literals and variables, and one in a hundred that is new. Tells the gateway's memory
// along the way, garbage collected, which is to be flat when the caches are full. Settings: BENCH_REQUESTS (200,000), BENCH_CLIENTS (16).

const REQUESTS = Number(process.env.BENCH_REQUESTS ?? 200_000);
const CLIENTS = Number(process.env.BENCH_CLIENTS ?? 16);
const SAMPLES = 20;

const operations: readonly ((at: number) => [query: string, variables?: object])[] = [
  () => ['{ me { name reviewCount } }'],
  (at) => [`{ products(first: ${at % 5}) { upc name inStock } }`],
  (at) => ['query ($first: Int) { products(first: $first) { upc shippingEstimate } }', { first: at % 4 }],
  (at) => [`{ review(id: "r${at}") { body author { username } } }`],
];

const gateway = await startOurGateway(CLIENTS + 2);
const samples: { requests: number; residentMiB: number; heapMiB: number }[] = [];
try {
  let next = 0;
  let refused = 0;
  const client = async (end: number): Promise<void> => {
    while (next < end) {
      next += 1;
      const [query, variables] =
        next % 100 === 0 ? [`{ n${next}: me { name } }`] : (operations[next % operations.length]?.(next) ?? ['{ me { name } }']);
      const { status } = await gateway.ask(query, variables);
      if (status !== 200) refused += 1;
    }
  };
  const start = performance.now();
  for (let sample = 0; sample <= SAMPLES; sample++) {
    const end = Math.round((REQUESTS * sample) / SAMPLES);
    await Promise.all(Array.from({ length: CLIENTS }, () => client(end)));
    await gateway.collectGarbage();
    samples.push({
      requests: end,
      residentMiB: mebibytes(await gateway.metric('process_resident_memory_bytes')),
      heapMiB: mebibytes(await gateway.metric('nodejs_heap_size_used_bytes')),
    });
    console.error(samples.at(-1));
  }
  const report = {
    machine: describeMachine(0, pinning !== null),
    requests: REQUESTS,
    refused,
    seconds: Math.round((performance.now() - start) / 1000),
    samples,
  };
  const folder = path.join(import.meta.dirname, 'results');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'memory.json'), `${JSON.stringify(report, null, 2)}\n`);
  console.log(JSON.stringify(report, null, 2));
} finally {
  await gateway.stop();
}
