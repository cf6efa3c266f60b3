import { Counter, Registry } from 'prom-client';
import { createWorkerMetrics } from './workerMetrics.ts';

test('what several workers counted that end at the same time is added once each, and they are not asked again', async () => {
  const asked: number[] = [];
  const metrics = createWorkerMetrics<{ readonly slot: number }>(({ slot }) => void asked.push(slot));
  const workers = [1, 2, 3].map((slot) => ({ slot }));
  for (const [at, worker] of workers.entries()) {
    const registry = new Registry();
    new Counter({ name: 'requests_total', help: 'Requests.', registers: [registry] }).inc(10 ** at);
    metrics.answered(worker, { kind: 'metrics', id: 0, metrics: await registry.getMetricsAsJSON() });
  }
  for (const worker of workers) metrics.ended(worker);
  // At once, and when they have been added up.
  expect(await metrics.addUp([])).toContain('requests_total 111');
  await new Promise(setImmediate);
  expect(await metrics.addUp([])).toContain('requests_total 111');
  expect(asked).toEqual([]);
});
