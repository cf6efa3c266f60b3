import { outcomeOf, type SourceUnderTest, startSource } from '../../../test/calls.ts';
import { eventually } from '../../../test/gateway.ts';
import { abandon, createDeadline } from '../../request/deadline.ts';

let source: SourceUnderTest;
beforeEach(async () => {
  source = await startSource({ connections: 2, queue: 3, timeoutMs: 20_000, sharing: false });
  source.behave(undefined);
});
afterEach(() => source.stop());

/** Two calls under way and so many that wait. */
async function fill(waiting: number): Promise<Promise<unknown>[]> {
  const asked = Array.from({ length: 2 + waiting }, async () => outcomeOf(await source.call()));
  await eventually(() => expect(source.requests).toHaveLength(2));
  expect(source.state()).toMatchObject({ active: 2, waiting });
  return asked;
}
const answerAll = () => {
  source.behave((request) => request.answer());
  for (const request of source.requests) request.answer();
};

test('no more calls than agreed are under way, and the others come in turn', async () => {
  const asked = await fill(3);
  expect(await source.metric('subgraph_queue_length')).toBe(3);
  expect(await source.metric('http_client_active_requests')).toBe(2);
  answerAll();
  expect(await Promise.all(asked)).toEqual([1, 2, 3, 4, 5].map((n) => ({ n })));
  expect(source.state()).toMatchObject({ active: 0, waiting: 0 });
});

test('where too many wait already, a call costs its fields at once, and later ones are answered again', async () => {
  const asked = await fill(3);
  const answer = await source.call();
  expect(answer).toMatchObject({
    data: null,
    errors: [{ message: expect.stringContaining('more to do than it can'), extensions: { code: 'DEPENDENCY_UNAVAILABLE' } }],
  });
  expect(source.requests).toHaveLength(2);
  answerAll();
  await Promise.all(asked);
  expect(outcomeOf(await source.call())).toEqual({ n: 6 });
});

test('waiting counts as time of the call', async () => {
  const asked = await fill(0);
  const late = source.call({ deadline: createDeadline(50) });
  expect(outcomeOf(await late)).toEqual(['DEPENDENCY_UNAVAILABLE']);
  expect(source.state()).toMatchObject({ active: 2, waiting: 0 });
  answerAll();
  await Promise.all(asked);
  expect(source.requests).toHaveLength(2);
});

test('a client that goes away gives its place in the line to the next', async () => {
  const asked = await fill(1);
  const deadline = createDeadline(30_000);
  const left = source.call({ deadline });
  const last = source.call();
  expect(source.state().waiting).toBe(3);
  abandon(deadline);
  expect(outcomeOf(await left)).toEqual(['DEPENDENCY_UNAVAILABLE']);
  expect(source.state().waiting).toBe(2);
  answerAll();
  await Promise.all(asked);
  expect(outcomeOf(await last)).toEqual({ n: 4 });
  expect(source.state()).toMatchObject({ active: 0, waiting: 0 });
});

test('what fails gives its place back', async () => {
  source.behave(({ response }) => response.destroy());
  for (let call = 0; call < 5; call++) await source.call({ isRead: false });
  expect(source.state()).toMatchObject({ active: 0, waiting: 0 });
});
