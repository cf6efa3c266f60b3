import { createEventLoopYield } from './eventLoopYield.ts';

const round = () => new Promise((resolve) => setImmediate(resolve));

test('one step runs in each iteration of the event loop, in the order of the calls', async () => {
  const eventLoopYield = createEventLoopYield();
  const done: number[] = [];
  for (const step of [1, 2, 3]) void eventLoopYield.next().then(() => done.push(step));
  expect(eventLoopYield.waiting()).toBe(3);
  const seen: number[] = [];
  while (done.length < 3) {
    seen.push(done.length);
    await round();
  }
  expect(done).toEqual([1, 2, 3]);
  expect(seen).toEqual([0, 1, 2]);
  expect(eventLoopYield.waiting()).toBe(0);
});

test('a step that is added later runs, too', async () => {
  const eventLoopYield = createEventLoopYield();
  await eventLoopYield.next();
  await Promise.all([eventLoopYield.next(), eventLoopYield.next()]);
  expect(eventLoopYield.waiting()).toBe(0);
});
