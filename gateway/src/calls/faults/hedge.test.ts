import { setTimeout as sleep } from 'node:timers/promises';
import { outcomeOf, type SourceUnderTest, startSource } from '../../../test/calls.ts';
import { eventually } from '../../../test/gateway.ts';

let source: SourceUnderTest;
/** Starts a source that has measured its latency; returns the milliseconds after which a read is slow. */
const start = async (settings: Parameters<typeof startSource>[0]): Promise<number> => {
  source = await startSource({ sharing: false, ...settings });
  const times: number[] = [];
  for (let call = 0; call < 32; call++) {
    const startedAt = performance.now();
    await source.call();
    times.push(performance.now() - startedAt);
  }
  source.behave(undefined);
  return Math.max(...times);
};
const sent = () => source.requests.length - 32;
afterEach(() => source.stop());

test('a slow read is hedged; the second request is answered first, and the first one is cancelled', async () => {
  await start({ hedgePercent: 100 });
  const asked = source.call();
  await eventually(() => expect(sent()).toBe(2));
  source.requests[33]?.answer(7);
  expect(outcomeOf(await asked)).toEqual({ n: 7 });
  await eventually(() => expect(source.requests[32]?.closedEarly).toBe(true));
  expect(await source.metric('subgraph_hedges_total')).toBe(1);
  expect(await source.metric('subgraph_hedges_won_total')).toBe(1);
  await eventually(() => expect(source.state().active).toBe(0));
});

test('the hedged request is cancelled when the first one is answered', async () => {
  await start({ hedgePercent: 100 });
  const asked = source.call();
  await eventually(() => expect(sent()).toBe(2));
  source.requests[32]?.answer(5);
  expect(outcomeOf(await asked)).toEqual({ n: 5 });
  await eventually(() => expect(source.requests[33]?.closedEarly).toBe(true));
  expect(await source.metric('subgraph_hedges_won_total')).toBe(0);
  await eventually(() => expect(source.state().active).toBe(0));
});

test('the answer of one request is taken when the other one fails', async () => {
  await start({ hedgePercent: 100, retries: 0 });
  const asked = source.call();
  await eventually(() => expect(sent()).toBe(2));
  source.requests[33]?.response.destroy();
  await eventually(() => expect(source.state().active).toBe(1));
  source.requests[32]?.answer(5);
  expect(outcomeOf(await asked)).toEqual({ n: 5 });
  const again = source.call();
  await eventually(() => expect(sent()).toBe(4));
  for (const request of source.requests) request.response.destroy();
  expect(outcomeOf(await again)).toEqual(['DEPENDENCY_UNAVAILABLE']);
});

test('hedged requests stay within their budget', async () => {
  await start({ hedgePercent: 1 });
  const asked = Array.from({ length: 15 }, () => source.call());
  // The budget begins with ten.
  await eventually(() => expect(sent()).toBe(25));
  // All fifteen were slow before these requests arrived.
  expect(await source.metric('subgraph_hedges_total')).toBe(10);
  for (const request of source.requests) if (!request.response.writableEnded) request.answer();
  await Promise.all(asked);
});

test('no read is hedged when hedging is off', async () => {
  const lateAfter = await start({ hedgePercent: 0 });
  const asked = source.call();
  await eventually(() => expect(sent()).toBe(1));
  await sleep(lateAfter);
  expect([source.state().active, sent()]).toEqual([1, 1]);
  expect(await source.metric('subgraph_hedges_total')).toBe(0);
  source.requests[32]?.answer();
  await asked;
});

test('a mutation is never hedged', async () => {
  await start({ hedgePercent: 100 });
  const change = source.call({ isRead: false });
  const read = source.call();
  await eventually(() => expect(sent()).toBe(3));
  for (const request of source.requests) if (!request.response.writableEnded) request.answer();
  await Promise.all([change, read]);
  expect(await source.metric('subgraph_hedges_total')).toBe(1);
});
