import { id } from '../ids.ts';
import { personId } from './persons.ts';

export const FUNDS = { WARMTH: 1, UNION_SERVICE: 2, MUTUAL_AID: 3, SKILLS: 4, SOCIAL_PURCHASE: 5 } as const;
export type Fund = keyof typeof FUNDS;

const BOOKS: Readonly<Record<Fund, string>> = {
  WARMTH: 'FOUNDATION',
  UNION_SERVICE: 'UNION_SERVICE',
  MUTUAL_AID: 'MUTUAL_AID',
  SKILLS: 'SKILLS',
  SOCIAL_PURCHASE: 'SOCIAL_PURCHASE',
};

/** The funds and accounts come with the tables, under these ids. */
export const fundId = (fund: Fund): string => `01900000-0000-7000-8000-00000000000${FUNDS[fund]}`;
export const accountId = (fund: Fund, code: string): string =>
  `01900000-0000-7000-8000-${`${FUNDS[fund]}${code}`.padStart(12, '0')}`;

type Line = readonly [side: 'DEBIT' | 'CREDIT', code: string, amountFen: number];

export interface Entry {
  readonly row: { readonly id: string } & Readonly<Record<string, unknown>>;
  readonly postings: readonly Readonly<Record<string, unknown>>[];
}

/** A journal entry with its lines; the database takes the balances from them. */
export function entry(
  name: string,
  fund: Fund,
  postedAt: string,
  memo: string,
  lines: readonly Line[],
  more: object = {},
): Entry {
  const entryId = id('journal-entry', name);
  const book = BOOKS[fund];
  return {
    row: { id: entryId, book, posted_at: postedAt, memo, posted_by: personId('xie-min'), ...more },
    postings: lines.map(([side, code, amountFen]) => ({
      entry_id: entryId,
      account_id: accountId(fund, code),
      book,
      side,
      amount_fen: amountFen,
    })),
  };
}

const opening = (fund: Fund, free: number, restricted = 0): Entry =>
  entry(`opening-${fund}`, fund, '2013-01-01T09:00:00+08:00', '2013年年初余额', [
    ['DEBIT', '1002', free + restricted],
    ['CREDIT', '3101', free],
    ...(restricted > 0 ? [['CREDIT', '3102', restricted] as const] : []),
  ]);

/**
 * What the foundation took in in 2012, by which its spending of 2013 is measured (P21). The figure is not known: it stands for one, as its memo
 * says.
 */
export const incomeOf2012 = (name: string, amountFen: number): Entry =>
  entry(name, 'WARMTH', '2012-12-31T16:00:00+08:00', '2012年捐赠收入（占位，非真实数据）', [
    ['DEBIT', '1002', amountFen],
    ['CREDIT', '4101', amountFen],
  ]);

/** Opening balances of the five books, and the income that the first of them had before. */
export const openingEntries: readonly Entry[] = [
  incomeOf2012('income-2012', 50_000_000),
  opening('WARMTH', 950_000_000, 260_000_000),
  opening('UNION_SERVICE', 3_500_000_000),
  opening('MUTUAL_AID', 860_000_000),
  opening('SKILLS', 1_800_000_000, 200_000_000),
  opening('SOCIAL_PURCHASE', 1_500_000_000),
];
