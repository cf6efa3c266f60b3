import { parseExample } from '../examples/example.ts';
import { OPEN_SESSION } from '../sign-in/session.ts';
import { installBrowser } from '../testing/browser.ts';
import { TEXTS } from '../texts/texts.ts';
import { createFetcher } from './fetcher.ts';

const GIVER = parseExample(
  'j-01-1-a',
  '# 申请 / Apply\n# 登录 Sign in: -\n# 得到 Gives: id = apply.id\nmutation Apply { apply { id } }',
);
const TAKER = parseExample('j-01-2-b', '# 批准 / Approve\n# 登录 Sign in: -\nmutation Approve { approve }');
const WAITER = parseExample(
  'j-01-3-c',
  '# 看 / See\n# 登录 Sign in: -\n# 等到 Until: a.status = DONE\nquery See { a { status } }',
);

interface Sent {
  readonly body: { variables?: Record<string, unknown> };
  readonly headers: Headers;
}

/** A fetcher whose gateway gives these data, one after the other, and what was sent to it. */
function setUp(...answers: readonly unknown[]) {
  installBrowser();
  const sent: Sent[] = [];
  const onAnswered = jest.fn();
  jest.spyOn(globalThis, 'fetch').mockImplementation(async (_, init) => {
    const data = answers[Math.min(sent.length, answers.length - 1)];
    sent.push({ body: JSON.parse(init?.body as string), headers: init?.headers as Headers });
    return Response.json({ data });
  });
  const fetcher = createFetcher({
    session: OPEN_SESSION,
    texts: () => ({ ...TEXTS.en, language: 'en' as const }),
    examples: [GIVER, TAKER, WAITER],
    onReachable: () => {},
    onAnswered,
  });
  const ask = (operationName: string, variables: object = {}, headers: Record<string, string> = {}) =>
    fetcher({ query: 'mutation Any { a }', operationName, variables }, { headers });
  return { sent, ask, onAnswered };
}

afterEach(() => jest.restoreAllMocks());

test('a place that nothing filled is never sent, and it is said from which example its value comes', async () => {
  const { sent, ask } = setUp({ approve: true });
  for (const [variables, headers] of [
    [{ input: { id: '{{id}}' } }, {}],
    [{ input: { ids: ['x', '{{id}}'] } }, {}],
  ] as const)
    await expect(ask('Approve', variables, headers)).rejects.toThrow(/Not sent.*id.*J-01-1 Apply/);
  await expect(ask('Approve', {}, { authorization: 'Bearer {{ngo}}' })).rejects.toThrow(/Not sent.*\{\{ngo\}\}/);
  await expect(ask('Unknown', { id: '{{workerId}}' })).rejects.toThrow(/Not sent.*workerId/);
  expect(sent).toEqual([]);
});

test('the page is told when an operation of the person has its answer or its error, and not when the schema was read', async () => {
  const { ask, onAnswered } = setUp({ apply: { id: 'a1' } });
  await ask('Apply');
  expect(onAnswered).toHaveBeenCalledTimes(1);
  await expect(ask('Unknown', { id: '{{workerId}}' })).rejects.toThrow(/Not sent/);
  expect(onAnswered).toHaveBeenCalledTimes(2);
  await ask('IntrospectionQuery');
  expect(onAnswered).toHaveBeenCalledTimes(2);
});

test('what an earlier step gave is put in place when the operation is sent, also in a tab that was open before', async () => {
  const { sent, ask } = setUp({ apply: { id: 'a1' } });
  await ask('Apply');
  await ask('Approve', { input: { id: '{{id}}' } });
  expect(sent.at(-1)?.body.variables).toEqual({ input: { id: 'a1' } });
});

test('an example that waits for an event is asked again until the answer says it', async () => {
  const { sent, ask } = setUp({ a: { status: 'NEW' } }, { a: { status: 'NEW' } }, { a: { status: 'DONE' } });
  expect(await ask('See')).toEqual({ data: { a: { status: 'DONE' } } });
  expect(sent).toHaveLength(3);
});

test('a header of the editor replaces the page’s own, however it is written', async () => {
  const { sent, ask } = setUp({ a: 1 });
  await ask('Any', {}, { 'X-Explain': '0', Accept: 'application/json' });
  expect([sent[0]?.headers.get('x-explain'), sent[0]?.headers.get('accept')]).toEqual(['0', 'application/json']);
});

test('the schema is read without a header that is not filled yet', async () => {
  const { sent, ask } = setUp({ __schema: {} });
  await ask('IntrospectionQuery', {}, { authorization: 'Bearer {{ngo}}', 'x-purpose': 'DELIVERY' });
  expect([sent[0]?.headers.get('authorization'), sent[0]?.headers.get('x-purpose')]).toEqual([null, 'DELIVERY']);
});
