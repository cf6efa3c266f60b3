import { isUnused, receiptNo } from './rules.ts';

test('a receipt has the year and six digits', () => {
  expect(receiptNo(2013, 7)).toBe('京温捐〔2013〕第000007号');
});

test.each([
  ['S-17 all of it is there', 100n, 0n, true],
  ['one fen of it was used', 99n, 0n, false],
  ['what came later is there, too', 150n, 50n, true],
  ['what is left is what came later', 149n, 50n, false],
])('%s', (_, availableFen, laterFen, unused) => {
  expect(isUnused({ availableFen, laterFen, amountFen: 100n })).toBe(unused);
});
