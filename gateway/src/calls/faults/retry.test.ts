import { outcomeOf, type Request, type SourceUnderTest, startSource } from '../../../test/calls.ts';
import { eventually } from '../../../test/gateway.ts';
import { readRetryAfter } from '../retry.ts';

let source: SourceUnderTest;
afterEach(() => source.stop());

const away =
  (headers: Record<string, string> = {}, status = 503) =>
  ({ response }: Request) => {
    response.writeHead(status, { 'content-type': 'text/html', ...headers }).end('<h1>busy</h1>');
  };
const broken = ({ response }: Request) => response.socket?.destroy();
const halfABody = ({ response }: Request) => {
  response
    .writeHead(200, { 'content-type': 'application/json', 'content-length': '99' })
    .write('{"data":', () => response.destroy());
};

/** Handles the first `times` requests with `behaviour`, and answers the later ones. */
const first = (times: number, fault: (request: Request) => void) => (request: Request) =>
  source.requests.length <= times ? fault(request) : request.answer();

describe('a read is retried', () => {
  test.each([
    ['the connection breaks', broken],
    ['it breaks in the middle of the answer', halfABody],
    ['a gateway before the subgraph says 502', away({}, 502)],
    ['the subgraph says 503', away()],
    ['a gateway before the subgraph says 504', away({}, 504)],
  ])('when %s', async (_, fault) => {
    source = await startSource();
    source.behave(first(2, fault));
    expect(outcomeOf(await source.call())).toEqual({ n: 3 });
    expect(await source.metric('subgraph_retries_total')).toBe(2);
  });

  test('twice at most', async () => {
    source = await startSource();
    source.behave(broken);
    expect(outcomeOf(await source.call())).toEqual(['DEPENDENCY_UNAVAILABLE']);
    expect(source.requests).toHaveLength(3);
  });

  test('not sooner than retry-after', async () => {
    source = await startSource();
    source.behave(first(1, away({ 'retry-after': '1' })));
    const start = performance.now();
    expect(outcomeOf(await source.call())).toEqual({ n: 2 });
    expect(performance.now() - start).toBeGreaterThan(990);
  });

  test('but not when retry-after is later than the deadline: the call then fails at once', async () => {
    source = await startSource({ timeoutMs: 60_000 });
    source.behave(first(1, away({ 'retry-after': '61' })));
    expect(outcomeOf(await source.call())).toEqual(['DEPENDENCY_UNAVAILABLE']);
    expect(source.requests).toHaveLength(1);
    expect(await source.metric('subgraph_retries_total')).toBe(0);
  });

  test.each<[string, (request: Request) => void]>([
    ['500', away({}, 500)],
    ['a body that is not JSON', ({ response }) => response.writeHead(200, { 'content-type': 'application/json' }).end('garbage')],
    ['429', away({ 'retry-after': '0' }, 429)],
    [
      '503 with an answer',
      ({ response }) => response.writeHead(503, { 'content-type': 'application/json' }).end('{"data":{"n":1}}'),
    ],
  ])('but not after %s', async (_, fault) => {
    source = await startSource();
    source.behave(fault);
    await source.call();
    expect(source.requests).toHaveLength(1);
  });
});

test('a mutation is never retried', async () => {
  source = await startSource();
  for (const fault of [broken, halfABody, away({ 'retry-after': '0' })]) {
    source.behave(fault);
    expect(outcomeOf(await source.call({ isRead: false }))).toEqual(['DEPENDENCY_UNAVAILABLE']);
  }
  expect(source.requests).toHaveLength(3);
});

test('retries stay within the retry budget', async () => {
  source = await startSource({ breakerPercent: 0, retryPercent: 10 });
  source.behave(away({ 'retry-after': '0' }));
  for (let call = 0; call < 100; call++) await source.call({ body: `{"query":"{ n${call}: n }"}` });
  // The budget begins with ten, and a hundred calls earn ten.
  expect(source.requests.length).toBeGreaterThan(110);
  expect(source.requests.length).toBeLessThanOrEqual(120);
});

test('a retry is answered when the server listens again in time', async () => {
  source = await startSource({ retries: 8 });
  await source.down();
  const asked = source.call();
  await eventually(async () => expect(await source.metric('subgraph_retries_total')).toBeGreaterThan(0));
  await source.up();
  expect(outcomeOf(await asked)).toEqual({ n: 1 });
});

test.each([
  ['3', 3_000],
  ['0', 0],
  [new Date(5_000).toUTCString(), 4_000],
  [new Date(0).toUTCString(), 0],
  ['soon', null],
  [undefined, null],
])('RFC 9110, 10.2.3: retry-after %s is %s ms', (header, ms) => {
  expect(readRetryAfter(header, 1_000)).toBe(ms);
});
