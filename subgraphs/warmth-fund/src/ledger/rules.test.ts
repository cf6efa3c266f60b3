import fc from 'fast-check';
import { codeOf } from '../../test/codeOf.ts';
import { checkBook, checkedAmount, checkedMemo, checkLines, type Line, MAX_AMOUNT_FEN } from './rules.ts';

const debit = (accountId: string, amountFen: bigint): Line => ({ accountId, side: 'DEBIT', amountFen });
const credit = (accountId: string, amountFen: bigint): Line => ({ accountId, side: 'CREDIT', amountFen });

test.each([
  ['FND-INV-1: equal sides', [debit('a', 100n), credit('b', 100n)], null],
  ['FND-INV-1: three lines', [debit('a', 100n), credit('b', 60n), credit('c', 40n)], null],
  ['FND-INV-1: off by one fen', [debit('a', 100n), credit('b', 99n)], 'UNBALANCED_ENTRY'],
  ['FND-INV-1: one line', [debit('a', 100n)], 'UNBALANCED_ENTRY'],
  ['FND-INV-1: no line', [], 'UNBALANCED_ENTRY'],
  ['FND-INV-1: an account twice', [debit('a', 100n), credit('A', 100n)], 'VALIDATION_FAILED'],
  ['FND-INV-1: an amount of nothing', [debit('a', 0n), credit('b', 0n)], 'BAD_USER_INPUT'],
  ['the largest amount', [debit('a', MAX_AMOUNT_FEN), credit('b', MAX_AMOUNT_FEN)], null],
  ['one fen above the largest amount', [debit('a', MAX_AMOUNT_FEN + 1n), credit('b', MAX_AMOUNT_FEN + 1n)], 'BAD_USER_INPUT'],
])('%s', (_, lines, code) => {
  expect(codeOf(() => checkLines(lines as Line[]))).toBe(code);
});

test('FND-INV-1: any entry passes exactly when its sides are equal', () => {
  const amounts = fc.array(fc.tuple(fc.boolean(), fc.bigInt(1n, 5n)), { minLength: 2, maxLength: 6 });
  fc.assert(
    fc.property(amounts, (drawn) => {
      const lines = drawn.map(([left, fen], at) => (left ? debit(`${at}`, fen) : credit(`${at}`, fen)));
      const sum = drawn.reduce((total, [left, fen]) => total + (left ? fen : -fen), 0n);
      expect(codeOf(() => checkLines(lines))).toBe(sum === 0n ? null : 'UNBALANCED_ENTRY');
    }),
  );
});

test('FND-INV-7: accounts of another book are refused', () => {
  expect(codeOf(() => checkBook('SKILLS', [{ code: '1002', book: 'SKILLS' }]))).toBeNull();
  expect(
    codeOf(() =>
      checkBook('SKILLS', [
        { code: '1002', book: 'SKILLS' },
        { code: '1002', book: 'FOUNDATION' },
      ]),
    ),
  ).toBe('VALIDATION_FAILED');
});

test.each([
  ['', 'BAD_USER_INPUT'],
  ['  ', 'BAD_USER_INPUT'],
  ['捐赠', null],
  ['字'.repeat(500), null],
  ['字'.repeat(501), 'BAD_USER_INPUT'],
])('memo %#', (memo, code) => {
  expect(codeOf(() => checkedMemo(memo))).toBe(code);
});

test.each([
  [0n, 'BAD_USER_INPUT'],
  [1n, null],
  [MAX_AMOUNT_FEN, null],
])('amount %s', (fen, code) => {
  expect(codeOf(() => checkedAmount(fen))).toBe(code);
});
