import { outcomeOf, type SourceUnderTest, startSource } from '../../../test/calls.ts';
import { eventually } from '../../../test/gateway.ts';
import { cancelCalls, createDeadline } from '../../request/deadline.ts';

let source: SourceUnderTest;
beforeEach(async () => {
  source = await startSource({ connections: 2, queue: 3, timeoutMs: 20_000, sharing: false });
  source.behave(undefined);
});
afterEach(() => source.stop());

/** Starts two calls that are under way and `waiting` calls in the queue. */
async function fillSlots(waiting: number): Promise<Promise<unknown>[]> {
  const calls = Array.from({ length: 2 + waiting }, async () => outcomeOf(await source.call()));
  await eventually(() => expect(source.requests).toHaveLength(2));
  expect(source.state()).toMatchObject({ active: 2, waiting });
  return calls;
}
const answerAll = () => {
  source.behave((request) => request.answer());
  for (const request of source.requests) request.answer();
};

test('calls beyond the limit wait in the queue and are sent in order', async () => {
  const calls = await fillSlots(3);
  expect(await source.metric('subgraph_queue_length')).toBe(3);
  expect(await source.metric('http_client_active_requests')).toBe(2);
  answerAll();
  expect(await Promise.all(calls)).toEqual([1, 2, 3, 4, 5].map((n) => ({ n })));
  expect(source.state()).toMatchObject({ active: 0, waiting: 0 });
});

test('a call loses its fields at once when the queue is full; later calls are answered', async () => {
  const calls = await fillSlots(3);
  const answer = await source.call();
  expect(answer).toMatchObject({
    data: null,
    errors: [{ message: expect.stringContaining('is overloaded'), extensions: { code: 'DEPENDENCY_UNAVAILABLE' } }],
  });
  expect(source.requests).toHaveLength(2);
  expect(await source.metric('subgraph_call_duration_seconds_count', 'outcome="queue_full"')).toBe(1);
  answerAll();
  await Promise.all(calls);
  expect(outcomeOf(await source.call())).toEqual({ n: 6 });
});

test('time in the queue counts against the deadline of the call', async () => {
  const calls = await fillSlots(0);
  const late = source.call({ deadline: createDeadline(50) });
  expect(outcomeOf(await late)).toEqual(['DEPENDENCY_UNAVAILABLE']);
  expect(source.state()).toMatchObject({ active: 2, waiting: 0 });
  answerAll();
  await Promise.all(calls);
  expect(source.requests).toHaveLength(2);
});

test('a call leaves the queue when its client closes the connection', async () => {
  const calls = await fillSlots(1);
  const deadline = createDeadline(30_000);
  const left = source.call({ deadline });
  const last = source.call();
  expect(source.state().waiting).toBe(3);
  cancelCalls(deadline);
  expect(outcomeOf(await left)).toEqual(['DEPENDENCY_UNAVAILABLE']);
  expect(source.state().waiting).toBe(2);
  answerAll();
  await Promise.all(calls);
  expect(outcomeOf(await last)).toEqual({ n: 4 });
  expect(source.state()).toMatchObject({ active: 0, waiting: 0 });
});

test('a failed call releases its slot', async () => {
  source.behave(({ response }) => response.destroy());
  for (let call = 0; call < 5; call++) await source.call({ isRead: false });
  expect(source.state()).toMatchObject({ active: 0, waiting: 0 });
});
