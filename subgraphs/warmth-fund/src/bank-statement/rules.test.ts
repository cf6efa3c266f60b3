import type { DisbursementStatus } from '../disbursement/rules.ts';
import { type BankResult, fenOfYuan, numberOfLines, outcomeOf } from './rules.ts';

test.each<[BankResult, DisbursementStatus, string]>([
  ['SETTLED', 'SENT', 'SETTLED'],
  ['FAILED', 'SENT', 'FAILED'],
  ['RETURNED', 'SETTLED', 'RETURNED'],
  ['SETTLED', 'SETTLED', 'ALREADY_TOLD'],
  ['SETTLED', 'RETURNED', 'ALREADY_TOLD'],
  ['FAILED', 'FAILED', 'ALREADY_TOLD'],
  ['RETURNED', 'RETURNED', 'ALREADY_TOLD'],
  ['RETURNED', 'SENT', 'NOT_WITH_BANK'],
  ['SETTLED', 'APPROVED', 'NOT_WITH_BANK'],
  ['SETTLED', 'FAILED', 'NOT_WITH_BANK'],
  ['FAILED', 'SETTLED', 'NOT_WITH_BANK'],
  ['SETTLED', 'VOIDED', 'NOT_WITH_BANK'],
])('%s of a payout that is %s: %s', (result, status, outcome) => {
  expect(outcomeOf({ result, amountFen: 5n }, { status, amountFen: 5n, untoldFailures: 0 })).toBe(outcome);
});

test('no payout, and one of another amount', () => {
  expect(outcomeOf({ result: 'SETTLED', amountFen: 5n }, null)).toBe('UNKNOWN');
  expect(outcomeOf({ result: 'SETTLED', amountFen: 5n }, { status: 'SENT', amountFen: 6n, untoldFailures: 0 })).toBe(
    'AMOUNT_DIFFERS',
  );
});

test.each([
  ['10', 1_000n],
  ['10.5', 1_050n],
  ['1,234.56', 123_456n],
  ['1234567.89', 123_456_789n],
  ['¥ 0.01', 1n],
  ['-1', null],
  ['+1', null],
  ['1.234', null],
  ['1,23', null],
  ['1e3', null],
  ['', null],
  ['99999999999999', null],
])('"%s" yuan', (text, fen) => {
  expect(fenOfYuan(text)).toBe(fen);
});

test.each([
  ['3', 3],
  ['3,000', 3_000],
  ['10000', 10_000],
  ['1e3', null],
  ['0x10', null],
  ['3.0', null],
  ['-3', null],
  ['', null],
])('"%s" lines', (text, count) => {
  expect(numberOfLines(text)).toBe(count);
});
