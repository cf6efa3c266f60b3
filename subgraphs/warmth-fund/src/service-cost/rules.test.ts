import { codeOf } from '../../test/codeOf.ts';
import { checkCostDuties, checkGrant, checkReceipts } from './rules.ts';

const receipt = (receiptNo: string, amountFen: bigint, issuedOn = '2013-10-19') => ({ receiptNo, amountFen, issuedOn });

test('S-33: no more is granted than was asked for', () => {
  expect(codeOf(() => checkGrant(5n, 5n))).toBeNull();
  expect(codeOf(() => checkGrant(6n, 5n))).toBe('VALIDATION_FAILED');
});

test.each([
  ['all of it', [receipt('a', 60n), receipt('b', 40n)], null],
  ['less than it', [receipt('a', 1n)], null],
  ['one fen more', [receipt('a', 60n), receipt('b', 41n)], 'VALIDATION_FAILED'],
  ['one receipt twice', [receipt('a', 1n), receipt('a', 1n)], 'DUPLICATE'],
  ['a receipt of tomorrow', [receipt('a', 1n, '2013-10-20')], 'VALIDATION_FAILED'],
  ['a receipt of last year', [receipt('a', 1n, '2012-12-31')], 'VALIDATION_FAILED'],
  ['a receipt of the first day of the year', [receipt('a', 1n, '2013-01-01')], null],
  ['none', [], 'BAD_USER_INPUT'],
  ['a hundred and one', Array.from({ length: 101 }, (_, at) => receipt(String(at), 1n)), 'BAD_USER_INPUT'],
])('receipts for a grant of 100 fen: %s', (_, receipts, code) => {
  expect(codeOf(() => checkReceipts(receipts, { grantedFen: 100n, from: '2013-01-01', to: '2013-10-19' }))).toBe(code);
});

test('FND-INV-6: each step by another person', () => {
  expect(codeOf(() => checkCostDuties('a', 'b', null))).toBeNull();
  expect(codeOf(() => checkCostDuties('a', null, 'a'))).toBe('SEPARATION_OF_DUTIES');
});
