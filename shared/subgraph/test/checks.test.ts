import { checkedNumber, checkedText, newId, requireIds } from '../src/index.ts';
import { checkTexts } from '../src/texts.ts';

const refusal = (field: string) =>
  expect.objectContaining({ code: 'BAD_USER_INPUT', extensions: { code: 'BAD_USER_INPUT', field } });
const thrownBy = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return error;
  }
};

test('a text loses the blanks around it and is counted in characters, not in UTF-16 units', () => {
  expect(checkedText('  潘家园 ', 'nameZh', 3)).toBe('潘家园');
  expect(checkedText('𠮷𠮷', 'nameZh', 2)).toBe('𠮷𠮷');
  for (const text of ['', ' \n ', '四个汉字']) expect(thrownBy(() => checkedText(text, 'nameZh', 3))).toEqual(refusal('nameZh'));
  expect(thrownBy(() => checkedText('a', 'reason', 9, 2))).toEqual(refusal('reason'));
});

test('a number keeps to its bounds, both included', () => {
  for (const value of [1, 5]) expect(checkedNumber(value, 'rating', [1, 5])).toBe(value);
  for (const value of [0, 6, Number.NaN])
    expect(thrownBy(() => checkedNumber(value, 'rating', [1, 5]))).toEqual(refusal('rating'));
});

test('an id that is given must be one', () => {
  expect(requireIds({ memberId: newId(), unionId: null, pointId: undefined })).toBeUndefined();
  expect(thrownBy(() => requireIds({ memberId: newId(), unionId: 'no-id' }))).toEqual(refusal('unionId'));
});

test.each([
  ['too long', 'x'.repeat(10_001)],
  ['not printable', 'a\u0000b'],
  ['half a character', '𠮷'.slice(0, 1)],
  ['of no width', '王\u200b秀兰'],
  ['a mark of the byte order', '\ufeff王秀兰'],
  ['turning the line around', '王\u202e秀兰'],
  ['a joiner that joins nothing', '\u200d'],
  ['a filler', ' \u3164 '],
])('a text that is %s is refused wherever it stands', (_, text) => {
  expect(thrownBy(() => checkTexts({ person: { names: ['王秀兰', text] } }))).toEqual(refusal('names'));
});

test('texts that people write pass: rare and joined characters, line ends, blanks', () => {
  for (const text of ['𠮷野家', '👩‍🏭', '葛\u{e0100}', '第一行\n第二行\t', '', '  ', '　'])
    expect(checkTexts({ text })).toBeUndefined();
});
