import { outcomeOf, type Request, type SourceUnderTest, startSource } from '../../../test/calls.ts';
import { eventually } from '../../../test/gateway.ts';
import { cancelCalls, createDeadline } from '../../request/deadline.ts';

const fails = ({ response }: Request) => response.writeHead(500, { 'content-type': 'text/html' }).end('<h1>no</h1>');

describe('the circuit breaker of a source', () => {
  let source: SourceUnderTest;
  const start = async (breakerMs: number) => {
    source = await startSource({
      retries: 0,
      sharing: false,
      timeoutMs: 25_000,
      breakerPercent: 50,
      breakerCalls: 10,
      breakerMs,
    });
  };
  beforeEach(() => start(100));
  afterEach(() => source.stop());
  const callTimes = async (times: number) => {
    for (let call = 0; call < times; call++) await source.call();
  };

  test('opens when most calls fail; further calls then lose their fields without a request', async () => {
    await source.stop();
    await start(300_000);
    source.behave(fails);
    await callTimes(12);
    expect(source.requests).toHaveLength(10);
    expect(source.state().breaker).toBe('open');
    expect(await source.metric('subgraph_breaker_state')).toBe(2);
    expect(await source.metric('subgraph_call_duration_seconds_count', 'outcome="breaker_open"')).toBe(2);
    const answer = await source.call();
    expect(answer.errors).toEqual([
      {
        message: 'The service "numbers" cannot be reached now. Ask for these fields again later.',
        path: ['n'],
        extensions: { code: 'DEPENDENCY_UNAVAILABLE', service: 'numbers' },
      },
    ]);
  });

  test('closes when the probe call is answered', async () => {
    source.behave(fails);
    await callTimes(10);
    source.behave(undefined);
    const probes: Promise<unknown>[] = [];
    await eventually(() => {
      probes.push(source.call());
      expect(source.requests).toHaveLength(11);
    });
    expect(source.state().breaker).toBe('half-open');
    // No other call is admitted while the probe call is in flight.
    expect(outcomeOf(await source.call())).toEqual(['DEPENDENCY_UNAVAILABLE']);
    expect(source.requests).toHaveLength(11);
    source.requests[10]?.answer();
    await Promise.all(probes);
    expect(source.state().breaker).toBe('closed');
    source.behave((request) => request.answer());
    expect(outcomeOf(await source.call())).toEqual({ n: 12 });
  });

  test('opens again when the probe call fails', async () => {
    source.behave(fails);
    await callTimes(10);
    await eventually(async () => {
      await source.call();
      expect(source.requests).toHaveLength(11);
    });
    expect(source.state().breaker).toBe('open');
  });

  test('admits another probe call when the first one is cancelled', async () => {
    source.behave(fails);
    await callTimes(10);
    source.behave(undefined);
    const deadline = createDeadline(30_000);
    const probes: Promise<unknown>[] = [];
    await eventually(() => {
      probes.push(source.call({ deadline }));
      expect(source.requests).toHaveLength(11);
    });
    cancelCalls(deadline);
    await Promise.all(probes);
    expect(source.state().breaker).toBe('half-open');
    source.behave((request) => request.answer());
    expect(outcomeOf(await source.call())).toEqual({ n: 12 });
    expect(source.state().breaker).toBe('closed');
  });

  test('stays closed when only client deadlines pass that end sooner than answers may take', async () => {
    await source.stop();
    source = await startSource({ retries: 0, sharing: false, breakerCalls: 10, breakerWaitMs: 60_000 });
    source.behave(() => {});
    await Promise.all(Array.from({ length: 20 }, () => source.call({ deadline: createDeadline(1_000) })));
    expect(await source.metric('subgraph_call_duration_seconds_count', 'outcome="deadline"')).toBe(20);
    expect(source.state().breaker).toBe('closed');
  });

  test('stays closed when resolvers answer with errors', async () => {
    source.behave(({ response }) =>
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end('{"data":null,"errors":[{"message":"No.","extensions":{"code":"NOT_FOUND"}}]}'),
    );
    await callTimes(20);
    expect(source.requests).toHaveLength(20);
    expect(source.state().breaker).toBe('closed');
  });
});

describe('a source that takes calls and answers nothing', () => {
  const TIMEOUT_MS = 400;
  let source: SourceUnderTest;
  beforeEach(async () => {
    source = await startSource({ retries: 0, sharing: false, timeoutMs: TIMEOUT_MS, breakerMs: 2_000, breakerTimeouts: 3 });
    source.behave(() => {});
  });
  afterEach(() => source.stop());

  test('keeps a few calls waiting; all others lose their fields without a request', async () => {
    source.setReadyStatus(null);
    for (let call = 0; call < 3; call++) expect(outcomeOf(await source.call())).toEqual(['DEPENDENCY_UNAVAILABLE']);
    expect(source.state().breaker).toBe('open');
    // Not even as the breaker's probe: `/ready` is asked for that, and says nothing either.
    await eventually(() => expect(source.readyRequests()).toBeGreaterThan(2));
    expect(source.requests).toHaveLength(3);
    const start = performance.now();
    for (let call = 0; call < 8; call++) expect(outcomeOf(await source.call())).toEqual(['DEPENDENCY_UNAVAILABLE']);
    // Had each waited, it would be eight times the timeout.
    expect(performance.now() - start).toBeLessThan(8 * TIMEOUT_MS);
    expect(source.requests).toHaveLength(3);
  });

  test('is not called any more after one call when it does not even say whether it is ready', async () => {
    await source.stop();
    source = await startSource({ retries: 0, sharing: false, timeoutMs: TIMEOUT_MS, breakerMs: 60_000, breakerTimeouts: 100 });
    source.behave(() => {});
    source.setReadyStatus(null);
    await source.call();
    await eventually(() => expect(source.state().breaker).toBe('open'));
    expect(outcomeOf(await source.call())).toEqual(['DEPENDENCY_UNAVAILABLE']);
    expect(source.requests).toHaveLength(1);
  });

  test('is known of by clients whose deadlines end before the limit of a call', async () => {
    await source.stop();
    source = await startSource({
      retries: 0,
      sharing: false,
      timeoutMs: 3_600_000,
      breakerMs: 3_600_000,
      breakerTimeouts: 2,
      breakerWaitMs: 50,
    });
    source.behave(() => {});
    for (let call = 0; call < 2; call++) await source.call({ deadline: createDeadline(100) });
    expect(source.state().breaker).toBe('open');
    await source.call();
    expect(source.requests).toHaveLength(2);
  });

  test('is called again as soon as it is ready', async () => {
    source.setReadyStatus(null);
    for (let call = 0; call < 3; call++) await source.call();
    source.behave((request) => request.answer());
    source.setReadyStatus(200);
    await eventually(async () => expect(outcomeOf(await source.call())).toEqual({ n: expect.any(Number) }));
    expect(source.state().breaker).toBe('closed');
  });

  test('is called by a probe call when it has no readiness route', async () => {
    for (let call = 0; call < 3; call++) await source.call();
    await eventually(async () => {
      await source.call();
      expect(source.requests).toHaveLength(4);
    });
    expect(source.state().breaker).toBe('open');
  });

  test('stays called while other calls are answered between the slow ones', async () => {
    for (let call = 0; call < 6; call++) {
      source.behave(call % 3 === 2 ? (request) => request.answer() : () => {});
      await source.call();
    }
    expect([source.requests.length, source.state().breaker]).toEqual([6, 'closed']);
  });
});

describe('after an outage the readiness probe', () => {
  let source: SourceUnderTest;
  /** Longer than a test runs, so that only the readiness probe can end the open state. */
  const OPEN_MS = 3_600_000;
  beforeEach(async () => {
    source = await startSource({ retries: 0, sharing: false, breakerCalls: 5, breakerMs: OPEN_MS });
  });
  afterEach(() => source.stop());
  const failUntilOpen = async () => {
    for (let call = 0; call < 5; call++) await source.call();
    expect(source.state().breaker).toBe('open');
  };
  const answersAgain = () => eventually(async () => expect(outcomeOf(await source.call())).toEqual({ n: expect.any(Number) }));

  test('closes the breaker when the subgraph listens again and is ready', async () => {
    source.setReadyStatus(200);
    await source.down();
    await failUntilOpen();
    await source.up();
    await answersAgain();
    expect(source.state().breaker).toBe('closed');
  });

  test('closes the breaker when the database of the subgraph is available again', async () => {
    source.setReadyStatus(503);
    source.behave(({ response }) => response.writeHead(503, { 'content-type': 'application/json' }).end('{"errors":[]}'));
    await failUntilOpen();
    source.behave((request) => request.answer());
    expect(outcomeOf(await source.call())).toEqual(['DEPENDENCY_UNAVAILABLE']);
    expect(source.requests).toHaveLength(5);
    source.setReadyStatus(200);
    await answersAgain();
  });

  test('leaves the breaker open when the subgraph is ready and answers badly', async () => {
    let requestCount = 0;
    source.setReadyStatus(200);
    source.behave(fails);
    await failUntilOpen();
    source.behave((request) => {
      requestCount += 1;
      request.answer();
    });
    // The recovery of another source shows that there was enough time for a probe.
    const other = await startSource({ retries: 0, sharing: false, breakerCalls: 5, breakerMs: OPEN_MS });
    other.setReadyStatus(200);
    await other.down();
    for (let call = 0; call < 5; call++) await other.call();
    await other.up();
    await eventually(async () => {
      expect(outcomeOf(await source.call())).toEqual(['DEPENDENCY_UNAVAILABLE']);
      expect(outcomeOf(await other.call())).toEqual({ n: expect.any(Number) });
    });
    await other.stop();
    expect(requestCount).toBe(0);
  });
});
