import { outcomeOf, type Request, type SourceUnderTest, startSource } from '../../../test/calls.ts';
import { eventually } from '../../../test/gateway.ts';
import { abandon, createDeadline } from '../../request/deadline.ts';
import { type Breaker, createBreaker, type Pass } from '../breaker.ts';
import { DEFAULT_CALLS } from '../settings.ts';

const fails = ({ response }: Request) => response.writeHead(500, { 'content-type': 'text/html' }).end('<h1>no</h1>');

describe('calls to a subgraph that fails most of them', () => {
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

  test('are held back, and cost their fields at once', async () => {
    await source.stop();
    await start(300_000);
    source.behave(fails);
    await callTimes(12);
    expect(source.requests).toHaveLength(10);
    expect(source.state().breaker).toBe('open');
    expect(await source.metric('subgraph_breaker_state')).toBe(2);
    expect(await source.metric('subgraph_call_duration_seconds_count', 'outcome="held"')).toBe(2);
    const answer = await source.call();
    expect(answer.errors).toEqual([
      {
        message: 'The service "numbers" cannot be reached now. Ask for these fields again later.',
        path: ['n'],
        extensions: { code: 'DEPENDENCY_UNAVAILABLE', service: 'numbers' },
      },
    ]);
  });

  test('until one goes to see and is answered', async () => {
    source.behave(fails);
    await callTimes(10);
    source.behave(undefined);
    const probes: Promise<unknown>[] = [];
    await eventually(() => {
      probes.push(source.call());
      expect(source.requests).toHaveLength(11);
    });
    expect(source.state().breaker).toBe('half-open');
    // Nobody else goes while it is on its way.
    expect(outcomeOf(await source.call())).toEqual(['DEPENDENCY_UNAVAILABLE']);
    expect(source.requests).toHaveLength(11);
    source.requests[10]?.answer();
    await Promise.all(probes);
    expect(source.state().breaker).toBe('closed');
    source.behave((request) => request.answer());
    expect(outcomeOf(await source.call())).toEqual({ n: 12 });
  });

  test('and again when that one fails too', async () => {
    source.behave(fails);
    await callTimes(10);
    await eventually(async () => {
      await source.call();
      expect(source.requests).toHaveLength(11);
    });
    expect(source.state().breaker).toBe('open');
  });

  test('one that goes to see and is given up lets the next one go', async () => {
    source.behave(fails);
    await callTimes(10);
    source.behave(undefined);
    const deadline = createDeadline(30_000);
    const probes: Promise<unknown>[] = [];
    await eventually(() => {
      probes.push(source.call({ deadline }));
      expect(source.requests).toHaveLength(11);
    });
    abandon(deadline);
    await Promise.all(probes);
    expect(source.state().breaker).toBe('half-open');
    source.behave((request) => request.answer());
    expect(outcomeOf(await source.call())).toEqual({ n: 12 });
    expect(source.state().breaker).toBe('closed');
  });

  test('are not held back because clients are in a hurry', async () => {
    source.behave(() => {});
    await Promise.all(Array.from({ length: 20 }, () => source.call({ deadline: createDeadline(1_000) })));
    expect(await source.metric('subgraph_call_duration_seconds_count', 'outcome="deadline"')).toBe(20);
    expect(source.state().breaker).toBe('closed');
  });

  test('are not held back because of what a resolver refuses', async () => {
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

describe('calls to a subgraph that is away are held back', () => {
  let source: SourceUnderTest;
  /** Longer than a test runs: only what a subgraph says of itself lets calls go. */
  const HELD_MS = 3_600_000;
  beforeEach(async () => {
    source = await startSource({ retries: 0, sharing: false, breakerCalls: 5, breakerMs: HELD_MS });
  });
  afterEach(() => source.stop());
  const failUntilHeld = async () => {
    for (let call = 0; call < 5; call++) await source.call();
    expect(source.state().breaker).toBe('open');
  };
  const isBack = () => eventually(async () => expect(outcomeOf(await source.call())).toEqual({ n: expect.any(Number) }));

  test('until it listens again and is ready', async () => {
    source.sayReady(200);
    await source.down();
    await failUntilHeld();
    await source.up();
    await isBack();
    expect(source.state().breaker).toBe('closed');
  });

  test('until its database is there again', async () => {
    source.sayReady(503);
    source.behave(({ response }) => response.writeHead(503, { 'content-type': 'application/json' }).end('{"errors":[]}'));
    await failUntilHeld();
    source.behave((request) => request.answer());
    expect(outcomeOf(await source.call())).toEqual(['DEPENDENCY_UNAVAILABLE']);
    expect(source.requests).toHaveLength(5);
    source.sayReady(200);
    await isBack();
  });

  test('for their time when it is ready and answers badly', async () => {
    let asked = 0;
    source.sayReady(200);
    source.behave(fails);
    await failUntilHeld();
    source.behave((request) => {
      asked += 1;
      request.answer();
    });
    // Another source, which is told at once, shows that there was time enough.
    const other = await startSource({ retries: 0, sharing: false, breakerCalls: 5, breakerMs: HELD_MS });
    other.sayReady(200);
    await other.down();
    for (let call = 0; call < 5; call++) await other.call();
    await other.up();
    await eventually(async () => {
      expect(outcomeOf(await source.call())).toEqual(['DEPENDENCY_UNAVAILABLE']);
      expect(outcomeOf(await other.call())).toEqual({ n: expect.any(Number) });
    });
    await other.stop();
    expect(asked).toBe(0);
  });
});

describe('the breaker', () => {
  let breaker: Breaker;
  beforeEach(() => {
    breaker = createBreaker({ ...DEFAULT_CALLS, breakerPercent: 50, breakerCalls: 4, breakerMs: 1_000 });
  });
  const end = (outcome: 'success' | 'failure' | 'unknown', now: number) => breaker.back(breaker.pass(now) as Pass, outcome, now);

  test('needs enough calls', () => {
    for (let call = 0; call < 3; call++) end('failure', 0);
    expect(breaker.state).toBe('closed');
    end('failure', 0);
    expect(breaker.state).toBe('open');
  });

  test('needs the share of them', () => {
    for (let call = 0; call < 50; call++) end(call % 3 === 2 ? 'failure' : 'success', 0);
    expect(breaker.state).toBe('closed');
    // 16 of 50 so far; 33 of 67 are not yet half of them.
    for (let call = 0; call < 17; call++) end('failure', 0);
    expect(breaker.state).toBe('closed');
    end('failure', 0);
    expect(breaker.state).toBe('open');
  });

  test('forgets after ten seconds, bit by bit', () => {
    for (const second of [0, 4, 8]) end('failure', second * 1_000);
    for (const second of [10, 13, 17]) end('success', second * 1_000);
    // Of the failures only that of the eighth second is left.
    end('failure', 17_500);
    expect(breaker.state).toBe('closed');
    end('failure', 17_600);
    expect(breaker.state).toBe('open');
  });

  test('stays open for as long again when the call that goes to see fails', () => {
    for (let call = 0; call < 4; call++) end('failure', 0);
    end('failure', 1_500);
    expect([breaker.state, breaker.pass(2_499)]).toEqual(['open', null]);
    expect(breaker.pass(2_500)).not.toBeNull();
  });

  test('does not count what went out before it opened', () => {
    const old = breaker.pass(0) as Pass;
    for (let call = 0; call < 4; call++) end('failure', 0);
    breaker.back(old, 'success', 500);
    expect(breaker.state).toBe('open');
    expect(breaker.pass(999)).toBeNull();
    expect(breaker.pass(1_000)).not.toBeNull();
    expect(breaker.pass(1_000)).toBeNull();
    breaker.back(old, 'success', 1_001);
    expect(breaker.state).toBe('half-open');
  });
});
