import { refuseIf, type Transitions } from '@union-graph/subgraph';

export type DisbursementStatus = 'REQUESTED' | 'RESERVED' | 'APPROVED' | 'SENT' | 'SETTLED' | 'VOIDED' | 'FAILED' | 'RETURNED';

/** A payout's life (domain rule 2.5.2). What is with the bank cannot be voided: the bank's answer comes first. */
export const DISBURSEMENT_TRANSITIONS: Transitions<DisbursementStatus> = {
  REQUESTED: ['RESERVED', 'VOIDED'],
  RESERVED: ['APPROVED', 'VOIDED'],
  APPROVED: ['SENT', 'VOIDED'],
  SENT: ['SETTLED', 'FAILED'],
  FAILED: ['SENT', 'VOIDED'],
  SETTLED: ['RETURNED'],
  VOIDED: [],
  RETURNED: [],
};

interface Duties {
  readonly createdBy: string;
  readonly approvedBy: string | null;
  readonly paidBy: string | null;
  /** Null where an organisation is paid. */
  readonly memberId: string | null;
}

/**
 * Who asks, who approves and who pays are three persons, and none of them is the payee (FND-INV-6). Compared by person,
 * whatever roles one person holds. A cashier may go on with what another cashier began.
 */
export function checkDutiesApart(row: Duties, duty: 'create' | 'approve' | 'pay', person: string): void {
  const others = { create: [], approve: [row.createdBy, row.paidBy], pay: [row.createdBy, row.approvedBy] }[duty];
  refuseIf(
    [...others, row.memberId].includes(person),
    'SEPARATION_OF_DUTIES',
    'You have already acted on this payout, or are paid by it. Another person must take this step.',
    { rule: 'FND-INV-6' },
  );
}

/** Digits as they are written in Chinese, in papers too, and their values. */
const CHINESE_DIGITS: Readonly<Record<string, string>> = Object.fromEntries(
  ['〇一二三四五六七八九', '零壹贰叁肆伍陆柒捌玖'].flatMap((digits) => [...digits].map((digit, value) => [digit, String(value)])),
);

/** How an account reads with every digit as a Western one, whatever script it is typed in; of other scripts only that it is a digit matters. */
const withPlainDigits = (text: string): string =>
  text.replace(/[^\d\s]/gu, (character) => CHINESE_DIGITS[character] ?? (/\p{Nd}/u.test(character) ? '0' : character));

/** With what a cell of a spreadsheet begins that is run as a formula: the account is written into the bank's file. */
const FORMULA = /^[=+\-@]/;

/** Whether two masked accounts show the same last four digits, in whatever script; of those that show none, whether they read the same. */
export const isSameAccount = (one: string, other: string): boolean => endOf(one) === endOf(other);

const endOf = (account: string): string => withPlainDigits(account).replace(/\D/g, '').slice(-4) || account;

/**
 * An account is shown with its last four digits at most: longer runs of digits, or more than ten digits in all, give it away, in whatever script.
 * Digits in the Chinese name of a bank are words of it.
 */
export function checkedAccount(account: string): string {
  const text = account.trim();
  const plain = withPlainDigits(text);
  const digits = plain.replace(/\D/g, '');
  const masked =
    text.length > 0 &&
    text.length <= 60 &&
    digits.length <= 10 &&
    !/\d{5}/.test(plain) &&
    (!/\d/.test(text) || text.includes('*')) &&
    !FORMULA.test(text);
  refuseIf(
    !masked,
    'VALIDATION_FAILED',
    'The account must be masked, such as "6222 **** 0412": no more than the first and last four digits, and no sign before it.',
    { field: 'accountMasked' },
  );
  return text;
}

/** How the account behind a member's service card is shown. */
export const CARD_ACCOUNT = '京卡·互助服务卡';

/** ISO 20022 external status and return reason codes, as far as a cashier meets them. */
export const BANK_RETURNS = {
  AC01: '收款账号有误',
  AC04: '收款账户已销户',
  AC06: '收款账户被冻结',
  BE01: '户名与账号不符',
  MS03: '银行未说明原因',
} as const;

export type BankReturnCode = keyof typeof BANK_RETURNS;

export const failureReason = (code: BankReturnCode): string => `${code} ${BANK_RETURNS[code]}`;
