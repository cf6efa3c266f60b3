import { messageZhOf, prefersChinese } from './chineseMessages.ts';

test.each([
  ['zh-CN', true],
  ['zh', true],
  ['zh-CN,zh;q=0.9,en;q=0.8', true],
  ['en;q=0.5, zh-Hans;q=0.7', true],
  ['en,zh', false],
  ['en-GB, zh;q=0.9', false],
  ['zh;q=0', false],
  ['*', false],
  ['zhuang', false],
  ['', false],
  [undefined, false],
  [`${'en,'.repeat(100_000)}zh`, false],
])('RFC 9110, 12.5.4: "%.30s" prefers Chinese: %s', (header, expected) => {
  expect(prefersChinese(header)).toBe(expected);
});

test('a code that is not the graph’s has no sentence', () => {
  for (const code of ['OTHER', 'constructor', '__proto__', undefined, 1, null]) expect(messageZhOf(code)).toEqual({});
  expect(messageZhOf('SLOT_TAKEN')).toEqual({ messageZh: '该时段已被占用。请另选时间。' });
});
