import { contextOf, outcomeOf, type SourceUnderTest, startSource } from '../../../test/calls.ts';
import { eventually } from '../../../test/gateway.ts';
import { abandon, createDeadline, readTimeout } from '../../request/deadline.ts';

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
])('a subgraph that %s is left when the time of a call is up', async (_, behaviour) => {
  source = await startSource({ timeoutMs: 150 });
  source.behave(behaviour);
  let calls = 0;
  // On a busy machine the time of a call may be up before its request arrives.
  await eventually(async () => {
    calls += 1;
    const answer = await source.call();
    expect(answer.errors).toMatchObject([{ message: expect.stringContaining('did not answer in time.') }]);
    expect(source.requests).not.toEqual([]);
  });
  await eventually(() => expect(source.requests.map(({ broken }) => broken)).not.toContain(false));
  expect(source.requests.length).toBeLessThanOrEqual(calls);
});

test('when the client’s time is up before that, it is told so', async () => {
  source = await startSource();
  source.behave(undefined);
  const answer = await source.call({ deadline: createDeadline(50) });
  expect(answer.errors).toMatchObject([
    { message: expect.stringContaining('in the time that you gave'), extensions: { code: 'DEPENDENCY_UNAVAILABLE' } },
  ]);
  expect(await source.metric('subgraph_call_duration_seconds_count', 'outcome="deadline"')).toBe(1);
});

test('a call is not sent when the client’s time is up, nor when it has gone', async () => {
  source = await startSource();
  const [late, gone] = [createDeadline(-1), createDeadline(30_000)];
  abandon(gone);
  for (const deadline of [late, gone]) expect(outcomeOf(await source.call({ deadline }))).toEqual(['DEPENDENCY_UNAVAILABLE']);
  expect(await source.metric('http_client_request_duration_seconds_count')).toBe(0);
  expect(outcomeOf(await source.call())).toEqual({ n: 1 });
});

test('the subgraph is told how long is left: of the client’s time, or of the call’s', async () => {
  source = await startSource({ timeoutMs: 20_000 });
  for (const [ofClient, left] of [
    [10_000, 10_000],
    [100_000, 20_000],
  ] as const) {
    const before = performance.now();
    await source.call({ deadline: createDeadline(ofClient) });
    const told = Number(source.requests.at(-1)?.headers['x-request-timeout']);
    expect(told).toBeLessThanOrEqual(left);
    // What the call has taken, and no more, is off; it is told in whole milliseconds.
    expect(told).toBeGreaterThanOrEqual(Math.floor(left - (performance.now() - before)));
  }
});

test('a client that goes away takes its calls with it: those sent, and those that wait to be sent again', async () => {
  source = await startSource();
  source.behave(undefined);
  const context = contextOf();
  const sent = source.call({ ...context, body: '{"query":"{ a: n }"}' });
  await eventually(() => expect(source.requests).toHaveLength(1));
  source.behave(({ response }) => response.writeHead(503, { 'retry-after': '2' }).end());
  const again = source.call({ ...context, body: '{"query":"{ b: n }"}' });
  await eventually(async () => expect(await source.metric('subgraph_retries_total')).toBe(1));
  abandon(context.deadline);
  expect(outcomeOf(await sent)).toEqual(['DEPENDENCY_UNAVAILABLE']);
  expect(outcomeOf(await again)).toEqual(['DEPENDENCY_UNAVAILABLE']);
  await eventually(() => expect(source.requests[0]?.broken).toBe(true));
  expect(source.requests).toHaveLength(2);
});

test('an answer larger than agreed is not read to its end', async () => {
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
