import { codeOf } from '../../test/codeOf.ts';
import { checkDutiesApart, checkedAccount, DISBURSEMENT_TRANSITIONS, failureReason } from './rules.ts';

const row = { createdBy: 'creator', approvedBy: 'approver', paidBy: 'cashier', memberId: 'payee' };

describe('FND-INV-6: creator, approver and cashier are three persons, none of them the payee', () => {
  test.each([
    ['create', 'payee', false],
    ['create', 'creator', true],
    ['approve', 'creator', false],
    ['approve', 'cashier', false],
    ['approve', 'payee', false],
    ['approve', 'another', true],
    ['pay', 'creator', false],
    ['pay', 'approver', false],
    ['pay', 'payee', false],
    ['pay', 'cashier', true],
    ['pay', 'another', true],
  ] as const)('%s by the %s: %s', (duty, person, allowed) => {
    expect(codeOf(() => checkDutiesApart(row, duty, person))).toBe(allowed ? null : 'SEPARATION_OF_DUTIES');
  });
});

test('2.5.2: what is with the bank cannot be voided, and two states are final', () => {
  expect(DISBURSEMENT_TRANSITIONS.SENT).toEqual(['SETTLED', 'FAILED']);
  expect([DISBURSEMENT_TRANSITIONS.VOIDED, DISBURSEMENT_TRANSITIONS.RETURNED]).toEqual([[], []]);
});

test.each([
  ['6222 **** **** 0412', null],
  ['京卡·互助服务卡', null],
  ['**** 0412', null],
  [' 6222****0412 ', null],
  ['6222020200112230412', 'VALIDATION_FAILED'],
  ['6222 0202 0011 2230', 'VALIDATION_FAILED'],
  ['0412', 'VALIDATION_FAILED'],
  ['**** 20412', 'VALIDATION_FAILED'],
  ['', 'VALIDATION_FAILED'],
  [`*${'卡'.repeat(60)}`, 'VALIDATION_FAILED'],
  ['工商银行三里屯支行 **** 0412', null],
  ['六二二二〇二〇二〇〇一一二二三〇四一二', 'VALIDATION_FAILED'],
  ['陆贰贰贰 零贰零贰 **** 壹壹贰贰', 'VALIDATION_FAILED'],
  ['٦٢٢٢٠٢٠٢٠٠١١٢٢٣٠٤١٢', 'VALIDATION_FAILED'],
  ['=HYPERLINK("//x.cn","*")', 'VALIDATION_FAILED'],
  ['+**** 0412', 'VALIDATION_FAILED'],
  ['@SUM(*)', 'VALIDATION_FAILED'],
  ['-**** 0412', 'VALIDATION_FAILED'],
])('an account is shown masked: %s', (account, code) => {
  expect(codeOf(() => checkedAccount(account))).toBe(code);
});

test('a bank code is kept with its reason', () => {
  expect(failureReason('AC04')).toBe('AC04 收款账户已销户');
});
