import type { Call, Explanation } from './explanation.ts';
import { barOf, hueOf, takeExplanation } from './explanation.ts';
import { createExplanations } from './explanations.ts';

const explain = { plan: null, known: 'none', fetches: [], timings: { total: 1 }, cost: null } as Explanation;
const call = (startedAt: number, ms: number | null): Call => ({
  fetch: 1,
  service: 'venues',
  startedAt,
  ms,
  representations: 0,
  bytesSent: 1,
  bytesReceived: 1,
  outcome: 'answered',
  shared: false,
  retries: 0,
});

describe('the answer is shown as everyone else gets it', () => {
  test.each([
    [{ data: 1, extensions: { explain } }, { data: 1 }, explain],
    [{ data: 1, extensions: { explain, other: 2 } }, { data: 1, extensions: { other: 2 } }, explain],
    [{ data: 1, extensions: { other: 2 } }, { data: 1, extensions: { other: 2 } }, null],
    [{ data: 1 }, { data: 1 }, null],
  ])('%j', (answer, shown, explanation) => {
    expect(takeExplanation(answer)).toEqual({ answer: shown, explanation });
  });
});

test('bars stand beside one another on one scale, and inside it', () => {
  const calls = [call(10, 20), call(30, 20), call(50, 0), call(50, null)];
  expect(calls.map((one) => barOf(one, calls))).toEqual([
    { left: 0, width: 50 },
    { left: 50, width: 50 },
    { left: 100, width: 1 },
    { left: 100, width: 1 },
  ]);
});

test('a service has one hue', () => {
  expect(hueOf('venues')).toBe(hueOf('venues'));
  expect(hueOf('venues')).not.toBe(hueOf('training'));
});

describe('explanations are kept by the text of the operation', () => {
  test('the last one counts, and one that was not given is told apart from one not asked for', () => {
    const explanations = createExplanations();
    const heard: number[] = [];
    const stop = explanations.subscribe(() => heard.push(1));
    explanations.add('{ a }\n', explain, 200);
    expect(explanations.of('{ a }')).toEqual({ kind: 'told', explanation: explain });
    explanations.add('{ a }', null, 200);
    expect(explanations.of(' { a }')).toEqual({ kind: 'untold', status: 200 });
    expect(explanations.of('{ b }')).toBeNull();
    stop();
    explanations.add('{ c }', null, 403);
    expect(heard).toHaveLength(2);
  });

  test('the oldest are forgotten', () => {
    const explanations = createExplanations();
    for (let at = 0; at < 60; at++) explanations.add(`{ a${at} }`, explain, 200);
    expect(explanations.of('{ a0 }')).toBeNull();
    expect(explanations.of('{ a59 }')).not.toBeNull();
  });
});
