import { contextOf, outcomeOf, type SourceUnderTest, startSource } from '../../../test/calls.ts';
import { eventually } from '../../../test/gateway.ts';
import { cancelCalls, createDeadline, readTimeout } from '../../request/deadline.ts';

let source: SourceUnderTest;
afterEach(() => source.stop());

const drip: Parameters<SourceUnderTest['behave']>[0] = ({ response }) => {
  response.writeHead(200, { 'content-type': 'application/json' }).write('{"data":');
  const timer = setInterval(() => response.write(' '), 20);
  response.on('close', () => clearInterval(timer));
};

test.each([
  ['does not answer', undefined],
  ['drips its answer byte by byte', drip],
])('a call to a subgraph that %s ends at its timeout', async (_, behaviour) => {
  source = await startSource({ timeoutMs: 150 });
  source.behave(behaviour);
  let calls = 0;
  // On a busy machine a call may time out before its request arrives.
  await eventually(async () => {
    calls += 1;
    const answer = await source.call();
    expect(answer.errors).toMatchObject([{ message: expect.stringContaining('did not answer in time.') }]);
    expect(source.requests).not.toEqual([]);
  });
  await eventually(() => expect(source.requests.map(({ closedEarly }) => closedEarly)).not.toContain(false));
  expect(source.requests.length).toBeLessThanOrEqual(calls);
});

test('the error says so when the client’s deadline is earlier than the timeout', async () => {
  source = await startSource();
  source.behave(undefined);
  const answer = await source.call({ deadline: createDeadline(50) });
  expect(answer.errors).toMatchObject([
    { message: expect.stringContaining('in the time that you gave'), extensions: { code: 'DEPENDENCY_UNAVAILABLE' } },
  ]);
  expect(await source.metric('subgraph_call_duration_seconds_count', 'outcome="deadline"')).toBe(1);
});

test('a call is not sent after the client’s deadline, nor when the client has closed its connection', async () => {
  source = await startSource();
  const [late, gone] = [createDeadline(-1), createDeadline(30_000)];
  cancelCalls(gone);
  for (const deadline of [late, gone]) expect(outcomeOf(await source.call({ deadline }))).toEqual(['DEPENDENCY_UNAVAILABLE']);
  expect(await source.metric('http_client_request_duration_seconds_count')).toBe(0);
  expect(outcomeOf(await source.call())).toEqual({ n: 1 });
});

test('the subgraph gets the remaining time in x-request-timeout: until the client’s deadline, or until the timeout', async () => {
  source = await startSource({ timeoutMs: 20_000 });
  for (const [ofClient, left] of [
    [10_000, 10_000],
    [100_000, 20_000],
  ] as const) {
    const before = performance.now();
    await source.call({ deadline: createDeadline(ofClient) });
    const told = Number(source.requests.at(-1)?.headers['x-request-timeout']);
    expect(told).toBeLessThanOrEqual(left);
    // Only the time that the call has taken is subtracted, rounded to whole milliseconds.
    expect(told).toBeGreaterThanOrEqual(Math.floor(left - (performance.now() - before)));
  }
});

test('calls are cancelled when the client closes its connection, in flight or before a retry', async () => {
  source = await startSource();
  source.behave(undefined);
  const context = contextOf();
  const sent = source.call({ ...context, body: '{"query":"{ a: n }"}' });
  await eventually(() => expect(source.requests).toHaveLength(1));
  source.behave(({ response }) => response.writeHead(503, { 'retry-after': '2' }).end());
  const again = source.call({ ...context, body: '{"query":"{ b: n }"}' });
  await eventually(async () => expect(await source.metric('subgraph_retries_total')).toBe(1));
  cancelCalls(context.deadline);
  expect(outcomeOf(await sent)).toEqual(['DEPENDENCY_UNAVAILABLE']);
  expect(outcomeOf(await again)).toEqual(['DEPENDENCY_UNAVAILABLE']);
  await eventually(() => expect(source.requests[0]?.closedEarly).toBe(true));
  expect(source.requests).toHaveLength(2);
});

test('an answer larger than maxBytes is a fault, and its connection is closed', async () => {
  source = await startSource({ maxBytes: 10_000 });
  source.behave(({ response }) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(`{"data":{"n":"${'x'.repeat(20_000)}"}}`);
  });
  expect(outcomeOf(await source.call())).toEqual(['DEPENDENCY_UNAVAILABLE']);
  source.behave((request) => request.answer());
  expect(outcomeOf(await source.call())).toEqual({ n: 2 });
});

test.each([
  ['2500', 2_500],
  ['99999999', 30_000],
  [undefined, 30_000],
  ['0', null],
  ['-5', null],
  ['1.5', null],
  ['soon', null],
  ['9999999999', null],
])('x-request-timeout %s is %s ms', (header, ms) => {
  expect(readTimeout(header, 30_000)).toBe(ms);
});
