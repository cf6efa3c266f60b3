import { Counter, Registry } from 'prom-client';
import { gatherFigures } from './gatherFigures.ts';

test('what several workers counted that end at once is counted once each, and they are asked no more', async () => {
  const asked: number[] = [];
  const gather = gatherFigures<{ readonly slot: number }>(({ slot }) => void asked.push(slot));
  const workers = [1, 2, 3].map((slot) => ({ slot }));
  for (const [at, worker] of workers.entries()) {
    const registry = new Registry();
    new Counter({ name: 'requests_total', help: 'Requests.', registers: [registry] }).inc(10 ** at);
    gather.take(worker, { kind: 'figures', id: 0, figures: await registry.getMetricsAsJSON() });
  }
  for (const worker of workers) gather.end(worker);
  // At once, and when they have been added up.
  expect(await gather.addUp([])).toContain('requests_total 111');
  await new Promise(setImmediate);
  expect(await gather.addUp([])).toContain('requests_total 111');
  expect(asked).toEqual([]);
});
