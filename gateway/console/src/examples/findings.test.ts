import { installBrowser } from '../testing/browser.ts';
import { TEXTS } from '../texts/texts.ts';
import { isAwaited, parseExample } from './example.ts';
import { fillVariables, placesLeft, rememberFindings } from './findings.ts';
import { howToFill } from './missing.ts';

beforeEach(() => installBrowser());

const example = parseExample(
  'j-01-1-apply',
  '# 申请 / Apply\n# 登录 Sign in: wang-xiulan 王秀兰\n# 得到 Gives: id = apply.nodes.0.id, version = apply.version\nmutation Apply { a }',
);
const program = parseExample(
  'j-12-1-own',
  '# 看 / Read\n# 登录 Sign in: program ngo-secret 千千树\n# 用途 Purpose: DELIVERY\n# 拒绝 Refused: FORBIDDEN\nquery Own { a }',
);

test('what one step gives is filled into the next of its journey, numbers as numbers', () => {
  rememberFindings(example, { apply: { nodes: [{ id: 'a1' }], version: 3 } });
  expect(fillVariables('{"id": "{{id}}", "expectedVersion": "{{version}}"}', 'J-01')).toEqual({
    text: '{"id": "a1", "expectedVersion": 3}',
    missing: [],
  });
  expect(fillVariables('{"id": "{{id}}"}', 'J-02').missing).toEqual(['id']);
});

test('what nothing has given yet stays and is named', () => {
  rememberFindings(example, { apply: null });
  expect(fillVariables('{"id": "{{id}}"}', 'J-01')).toEqual({ text: '{"id": "{{id}}"}', missing: ['id'] });
});

test('every place for a new id gets one of its own', () => {
  const { text } = fillVariables('["{{new}}", "{{new}}"]', 'J-01');
  expect(new Set(JSON.parse(text) as string[]).size).toBe(2);
});

test('places are found wherever they are left', () => {
  expect(placesLeft({ input: { ids: ['{{id}}', 'x {{other}} y'] } })).toEqual(['id', 'other']);
  expect(placesLeft({ authorization: 'Bearer {{ngo-secret}}' })).toEqual(['ngo-secret']);
  expect([placesLeft({ input: { a: 'b' } }), placesLeft(undefined)]).toEqual([[], []]);
});

test.each(['zh', 'en'] as const)('what is missing is said with the example that gives it (%s)', (language) => {
  const texts = { ...TEXTS[language], language };
  const told = howToFill(['id', 'ngo-secret', 'nothing'], 'J-01', [example, program], texts);
  expect(told).toContain(`J-01-1 ${example[language]}`);
  expect(told).toContain('npm run --silent token -- ngo-secret');
  expect(told).toContain('{{nothing}}');
});

test('the header names titles, person and steps', () => {
  expect(example).toMatchObject({
    journey: 'J-01',
    step: 1,
    zh: '申请',
    en: 'Apply',
    operation: 'Apply',
    person: { login: 'wang-xiulan', name: '王秀兰' },
    program: null,
  });
  expect(parseExample('j-10-1-x', '# 一 / One\n# 登录 Sign in: -\nquery X { a }').person).toBeNull();
  expect(() => parseExample('j-10-1-x', 'query X { a }')).toThrow('operations/j-10-1-x.graphql');
});

test('the header names a partner’s program with its purpose, what is refused, and what is awaited', () => {
  expect(program).toMatchObject({
    person: null,
    program: { clientId: 'ngo-secret', name: '千千树', purpose: 'DELIVERY' },
    refused: 'FORBIDDEN',
    until: [],
  });
  const waiting = parseExample('j-05-4-x', '# 一 / One\n# 登录 Sign in: -\n# 等到 Until: a.0.status = DONE\nquery X { a }');
  expect([{ a: [{ status: 'DONE' }] }, { a: [{ status: 'NEW' }] }, null].map((data) => isAwaited(waiting, data))).toEqual([
    true,
    false,
    false,
  ]);
});
