import fc from 'fast-check';
import { formOf, keptText, type Refusal } from '../src/index.ts';

const NAMES: [string, string, string][] = [
  ['full-width letters and digits', 'ＡＢ１２３', 'AB123'],
  ['a compatibility ideograph', '\uf9e1明', '李明'],
  ['a radical that looks like the character', '\u2f00\u2f08', '一人'],
  ['ideographic, no-break and double blanks', '\u3000王\u00a0\u3000 秀兰  ', '王 秀兰'],
  ['a tab or line end inside', '王\t秀\r\n兰', '王 秀 兰'],
  ['Katakana’s dot', '买买提・吐尔逊', '买买提·吐尔逊'],
  ['half-width Katakana’s dot', '买买提･吐尔逊', '买买提·吐尔逊'],
  ['a bullet with blanks', '买买提 • 吐尔逊', '买买提·吐尔逊'],
  ['a hyphenation point', '买买提‧吐尔逊', '买买提·吐尔逊'],
  ['a dot of another script', '买买提ㆍ吐尔逊', '买买提·吐尔逊'],
  ['a full stop', '买买提.吐尔逊', '买买提·吐尔逊'],
  ['a full-width full stop', '买买提．吐尔逊', '买买提·吐尔逊'],
  ['a full stop that ends a sentence', '买买提.', '买买提.'],
  ['a dot at the end of what is looked for', '买买提・', '买买提·'],
  ['the right dot', '买买提·吐尔逊', '买买提·吐尔逊'],
  ['a character beyond the first plane', '𠮷田', '𠮷田'],
  ['a rare character', '王喆㛃䶮', '王喆㛃䶮'],
  ['a character younger than the run-time', '王\u{323b0}', '王\u{323b0}'],
  ['one of the twelve unified among the compatibility ideographs', '\ufa11', '\ufa11'],
  ['a glyph variant', '葛\u{e0100}', '葛'],
  ['a zero of a year', '二〇一三', '二〇一三'],
  ['a letter apart from its accent', 'Jose\u0301', 'José'],
  ['a name with upper Latin letters', 'Åsa Öberg', 'Åsa Öberg'],
  ['nothing', ' \u3000 ', ''],
];

test.each(NAMES)('C-17: %s in a name', (_, typed, kept) => {
  expect(keptText(typed, 'NAME', 'nameZh')).toBe(kept);
});

test('C-17: a title keeps its punctuation, in one line; a text keeps its lines', () => {
  expect(keptText('欠薪（三月），\u3000加班\n', 'LINE', 'topic')).toBe('欠薪（三月）， 加班');
  expect(keptText('  第一行：①，½ \r\n\u3000\u3000第二行\t\r第三行\u2028  ', 'PROSE', 'text')).toBe(
    '第一行：①，½\n\u3000\u3000第二行\n第三行',
  );
  expect(keptText('a\u0001 ', 'RAW', 'document')).toBe('a\u0001 ');
  expect(keptText('a\u0000\n\ud800,b', formOf('file'), 'file')).toBe('a\u0000\n\ud800,b');
});

const BAD: [string, string][] = [
  ['a control character', '王\u0001秀兰'],
  ['a control character of the upper half', '王\u0090秀兰'],
  ['no character', '王\u0000'],
  ['half a character', '𠮷'.slice(0, 1)],
  ['the sign for lost bytes', '\ufffd\ufffd\ufffd'],
  ['one lost byte in a name', '王\ufffd兰'],
  ['a code point that is no character', '王\ufdd0'],
  ['of no width', '王\u200b秀兰'],
  ['a mark of the byte order', '\ufeff王秀兰'],
  ['turning the line around', '王\u202e秀兰'],
  ['isolating a direction', '王\u2066秀兰'],
  ['a filler', ' \u3164 '],
  ['a joiner alone', '\u200d'],
  ['a joiner in Chinese', '王\u200d秀兰'],
  ['a joiner at the end', 'ئۇيغۇر\u200c'],
  ['a tag', '王\u{e0041}'],
  ['a flag of tags', '\u{1f3f4}\u{e0067}\u{e0062}\u{e007f}'],
  ['a code point that is kept for tags', '王\u{e0fff}'],
  ['a private character', '王\ue863'],
  ['a private character of another plane', '王\u{f0000}'],
];
test.each(BAD)('%s is refused in every form', (_, text) => {
  for (const form of ['NAME', 'LINE', 'PROSE'] as const)
    expect(() => keptText(text, form, 'nameZh')).toThrow(
      expect.objectContaining({ extensions: { code: 'BAD_USER_INPUT', field: 'nameZh' } }),
    );
});

test.each([
  ['a joiner of an emoji', '👩\u200d👧 与 🏳\ufe0f\u200d🌈'],
  ['a joiner of a script that joins', 'می\u200cخواهم'],
  ['GBK read as Latin-1', 'ÕÅÈý'],
  ['GBK read as Latin-1 with a blank', 'ÍõÐã À¼'],
  ['UTF-8 read as Windows-1252', 'å¼\u00a0ä¸‰'],
  ['UTF-8 read as Windows-1252, its hard blank become a blank', 'å¼ ä¸‰'],
  ['one character of UTF-8 read as Windows-1252', 'çŽ‹'],
  ['a firm in UTF-8 read as Windows-1252', 'åŒ—äº¬ï¼ˆæ–°ï¼‰'],
  ['UTF-8 read as GBK', '寮犱笁'],
])('%s is refused in a name, not in a text', (_, text) => {
  expect(() => keptText(text, 'NAME', 'nameZh')).toThrow(/nameZh/);
  expect(keptText(text, 'PROSE', 'text')).toBe(text);
});

test.each(['LINE', 'PROSE'] as const)('in a %s a glyph of the writer’s own stays, and nothing hides behind it', (form) => {
  for (const text of ['葛\u{e0100}城', '𠮷\u{e0101}', '❤\ufe0f', '买买提·吐尔逊'])
    expect(keptText(text, form, 'topic')).toBe(text);
  for (const text of ['葛\u{e0100}\u{e0101}', 'a\u{e0100}', '\u{e0100}', '❤\ufe0f\ufe0e'])
    expect(() => keptText(text, form, 'topic')).toThrow(/cannot be seen/);
});

test('too long is told before and after the form changes', () => {
  expect(() => keptText('x'.repeat(10_001), 'PROSE', 'text')).toThrow(/10000/);
  expect(() => keptText('x'.repeat(301), 'NAME', 'nameZh')).toThrow(/300/);
  expect(() => keptText('\ufdfa'.repeat(100), 'NAME', 'nameZh')).toThrow(/300/);
});

test('whatever somebody types: what is kept stays as it is when it comes again', () => {
  const character = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 2 }),
    fc.constantFrom('·', '・', ' ', '\u3000', '王', '\u0301', 'Ａ', 'e', '👩', '\u200d', '\ufe0f', '\u{e0100}', '\n'),
  );
  fc.assert(
    fc.property(fc.array(character), fc.constantFrom('NAME', 'LINE', 'PROSE'), (all, form) => {
      const kept = attempt(() => keptText(all.join(''), form, 'x'));
      if (kept !== null) expect(keptText(kept, form, 'x')).toBe(kept);
    }),
    { numRuns: 20_000 },
  );
});

function attempt(work: () => string): string | null {
  try {
    return work();
  } catch (error) {
    expect((error as Refusal).code).toBe('BAD_USER_INPUT');
    return null;
  }
}
