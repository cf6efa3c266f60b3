import { checkedNumber, checkedText, newId, requireIds } from '../src/index.ts';

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
