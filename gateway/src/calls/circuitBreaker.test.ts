import { outcomeOf as outcomeOfFault } from './callPipeline.ts';
import { DEFAULT_CALL_SETTINGS } from './callSettings.ts';
import { type BreakerEpoch, type CallOutcome, type CircuitBreaker, createCircuitBreaker } from './circuitBreaker.ts';
import type { FaultKind } from './subgraphFault.ts';

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
