import { outcomeOf, type Request, type SourceUnderTest, startSource } from '../../../test/calls.ts';
import { eventually } from '../../../test/gateway.ts';
import { cancelCalls, createDeadline } from '../../request/deadline.ts';
import { outcomeOf as outcomeOfFault } from '../callPipeline.ts';
import { DEFAULT_CALL_SETTINGS } from '../callSettings.ts';
import { type BreakerEpoch, type CallOutcome, type CircuitBreaker, createCircuitBreaker } from '../circuitBreaker.ts';
import type { FaultKind } from '../subgraphFault.ts';

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

describe('createCircuitBreaker', () => {
  let breaker: CircuitBreaker;
  beforeEach(() => {
    breaker = createCircuitBreaker({ ...DEFAULT_CALL_SETTINGS, breakerPercent: 50, breakerCalls: 4, breakerMs: 1_000 });
  });
  const completeCall = (outcome: CallOutcome, now: number) => breaker.report(breaker.admit(now) as BreakerEpoch, outcome, now);

  test('admits one call at a time after a time-out, until the subgraph is known to answer', () => {
    completeCall('timeout', 0);
    expect([breaker.state, breaker.isSuspecting]).toEqual(['closed', true]);
    const probe = breaker.admit(1) as BreakerEpoch;
    expect([breaker.isBlocking(2), breaker.admit(2)]).toEqual([true, null]);
    breaker.report(probe, 'success', 3);
    expect([breaker.isSuspecting, breaker.admit(4), breaker.admit(4)]).toEqual([false, probe, probe]);
    completeCall('timeout', 5);
    breaker.admit(6);
    breaker.endSuspicion();
    expect([breaker.isSuspecting, breaker.isBlocking(7)]).toEqual([false, false]);
  });

  test('opens with the second time-out in a row, or as soon as it is known that the subgraph answers nothing', () => {
    completeCall('timeout', 0);
    completeCall('success', 1);
    completeCall('timeout', 2);
    expect(breaker.state).toBe('closed');
    completeCall('timeout', 3);
    expect([breaker.state, breaker.isSuspecting]).toEqual(['open', false]);
    completeCall('success', 1_500);
    expect(breaker.state).toBe('closed');
    breaker.openOnSuspicion(1_600);
    expect(breaker.state).toBe('closed');
    completeCall('timeout', 1_700);
    breaker.openOnSuspicion(1_800);
    expect([breaker.state, breaker.isBlocking(2_799), breaker.isBlocking(2_800)]).toEqual(['open', true, false]);
  });

  test('goes on suspecting when the one call that it admitted is cancelled', () => {
    completeCall('timeout', 0);
    completeCall('unknown', 1);
    expect([breaker.isSuspecting, breaker.isBlocking(2)]).toEqual([true, false]);
  });

  test.each<[string, FaultKind, number, number | null, CallOutcome]>([
    ['the limit of the call', 'timeout', 1, null, 'timeout'],
    ['a client deadline that ends soon', 'deadline', 999, null, 'unknown'],
    ['a client deadline that ends later', 'deadline', 1_000, null, 'timeout'],
    ['a client deadline within the time that answers take', 'deadline', 2_000, 2_500, 'unknown'],
    ['a client deadline beyond the time that answers take', 'deadline', 3_000, 2_500, 'timeout'],
    ['a client that has gone', 'abandoned', 9_000, null, 'unknown'],
  ])('%s counts by how long the subgraph had', (_, kind, waitedMs, usualMs, expected) => {
    expect(outcomeOfFault(kind, waitedMs, { breakerWaitMs: 1_000, usualMs })).toBe(expected);
    expect(outcomeOfFault('deadline', waitedMs, { breakerWaitMs: 0, usualMs })).toBe('unknown');
  });

  test('opens only after the minimum number of calls', () => {
    for (let call = 0; call < 3; call++) completeCall('failure', 0);
    expect(breaker.state).toBe('closed');
    completeCall('failure', 0);
    expect(breaker.state).toBe('open');
  });

  test('opens only when the percentage of failures is reached', () => {
    for (let call = 0; call < 50; call++) completeCall(call % 3 === 2 ? 'failure' : 'success', 0);
    expect(breaker.state).toBe('closed');
    // 16 of 50 failed so far; 33 of 67 are still less than half.
    for (let call = 0; call < 17; call++) completeCall('failure', 0);
    expect(breaker.state).toBe('closed');
    completeCall('failure', 0);
    expect(breaker.state).toBe('open');
  });

  test('counts the calls of the last ten seconds only', () => {
    for (const second of [0, 4, 8]) completeCall('failure', second * 1_000);
    for (const second of [10, 13, 17]) completeCall('success', second * 1_000);
    // Only the failure of the eighth second is still in the window.
    completeCall('failure', 17_500);
    expect(breaker.state).toBe('closed');
    completeCall('failure', 17_600);
    expect(breaker.state).toBe('open');
  });

  test('stays open for as long again when the probe call fails', () => {
    for (let call = 0; call < 4; call++) completeCall('failure', 0);
    completeCall('failure', 1_500);
    expect([breaker.state, breaker.admit(2_499)]).toEqual(['open', null]);
    expect(breaker.admit(2_500)).not.toBeNull();
  });

  test('ignores the outcome of a call that was admitted before it opened', () => {
    const earlier = breaker.admit(0) as BreakerEpoch;
    for (let call = 0; call < 4; call++) completeCall('failure', 0);
    breaker.report(earlier, 'success', 500);
    expect(breaker.state).toBe('open');
    expect(breaker.admit(999)).toBeNull();
    expect(breaker.admit(1_000)).not.toBeNull();
    expect(breaker.admit(1_000)).toBeNull();
    breaker.report(earlier, 'success', 1_001);
    expect(breaker.state).toBe('half-open');
  });
});
