import { installBrowser } from '../testing/browser.ts';
import { parseExample } from './example.ts';
import { fillVariables, rememberFindings } from './findings.ts';

beforeEach(() => installBrowser());

const example = parseExample(
  'j-01-1-apply',
  '# 申请 / Apply\n# 登录 Sign in: wang-xiulan 王秀兰\n# 得到 Gives: id = apply.nodes.0.id, version = apply.version\nmutation Apply { a }',
);

test('what one step gives is filled into the next, numbers as numbers', () => {
  rememberFindings(example, { apply: { nodes: [{ id: 'a1' }], version: 3 } });
  expect(fillVariables('{"id": "{{id}}", "expectedVersion": "{{version}}"}')).toEqual({
    text: '{"id": "a1", "expectedVersion": 3}',
    missing: [],
  });
});

test('what nothing has given yet stays and is named', () => {
  rememberFindings(example, { apply: null });
  expect(fillVariables('{"id": "{{id}}"}')).toEqual({ text: '{"id": "{{id}}"}', missing: ['id'] });
});

test('every place for a new id gets one of its own', () => {
  const { text } = fillVariables('["{{new}}", "{{new}}"]');
  expect(new Set(JSON.parse(text) as string[]).size).toBe(2);
});

test('the header names titles, person and steps', () => {
  expect(example).toMatchObject({
    journey: 'J-01',
    step: 1,
    zh: '申请',
    en: 'Apply',
    operation: 'Apply',
    person: { login: 'wang-xiulan', name: '王秀兰' },
  });
  expect(parseExample('j-10-1-x', '# 一 / One\n# 登录 Sign in: -\nquery X { a }').person).toBeNull();
  expect(() => parseExample('j-10-1-x', 'query X { a }')).toThrow('operations/j-10-1-x.graphql');
});
