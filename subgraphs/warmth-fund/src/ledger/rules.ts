import { Refusal, refuseIf } from '@union-graph/subgraph';

export type LedgerSide = 'DEBIT' | 'CREDIT';
export type AccountType = 'ASSET' | 'LIABILITY' | 'NET_ASSETS' | 'INCOME' | 'EXPENSE';

/** A line of an entry to be written; the amount in fen. */
export interface Line {
  readonly accountId: string;
  readonly side: LedgerSide;
  readonly amountFen: bigint;
}

/** No single amount is above a trillion yuan, as for all money of the graph, so that no sum of a book leaves 64 bits. */
export const MAX_AMOUNT_FEN = 100_000_000_000_000n;

export const otherSide = (side: LedgerSide): LedgerSide => (side === 'DEBIT' ? 'CREDIT' : 'DEBIT');

/** What an account still has to spend (FND-INV-2). */
export const availableFen = ({ postedFen, pendingFen }: { postedFen: bigint; pendingFen: bigint }): bigint =>
  postedFen - pendingFen;

export const least = (one: bigint, other: bigint): bigint => (one < other ? one : other);

/** A text of 1 to 500 characters that says what an entry is for. */
export function checkedMemo(memo: string): string {
  const text = memo.trim();
  refuseIf(
    text.length === 0 || text.length > 500,
    'BAD_USER_INPUT',
    'The memo says in 1 to 500 characters what the entry is for.',
    { field: 'memo' },
  );
  return text;
}

/** An amount of 1 fen up to {@link MAX_AMOUNT_FEN}; `BAD_USER_INPUT` else. */
export function checkedAmount(amountFen: bigint, field = 'amountFen'): bigint {
  refuseIf(
    amountFen < 1n || amountFen > MAX_AMOUNT_FEN,
    'BAD_USER_INPUT',
    `An amount is 1 to ${MAX_AMOUNT_FEN} fen; got ${amountFen}.`,
    { field },
  );
  return amountFen;
}

/** Debits equal credits, over two or more lines on different accounts (FND-INV-1). */
export function checkLines(lines: readonly Line[]): void {
  for (const { amountFen } of lines) checkedAmount(amountFen, 'postings');
  const difference = lines.reduce((sum, { side, amountFen }) => sum + (side === 'DEBIT' ? amountFen : -amountFen), 0n);
  if (lines.length < 2 || difference !== 0n) {
    const off = difference === 0n ? `has ${lines.length} lines` : `is off by ${difference < 0n ? -difference : difference} fen`;
    throw new Refusal(
      'UNBALANCED_ENTRY',
      `The entry ${off}. It needs two or more lines, and its debits must equal its credits.`,
      { rule: 'FND-INV-1', field: 'postings' },
    );
  }
  refuseIf(
    new Set(lines.map(({ accountId }) => accountId.toLowerCase())).size < lines.length,
    'VALIDATION_FAILED',
    'An account appears twice. Give each account one line with the net amount.',
    { rule: 'FND-INV-1', field: 'postings' },
  );
}

/** All accounts are of the entry's book: books never mix (FND-INV-7). */
export function checkBook(book: string, accounts: readonly { readonly code: string; readonly book: string }[]): void {
  const foreign = accounts.find((account) => account.book !== book);
  if (!foreign) return;
  throw new Refusal(
    'VALIDATION_FAILED',
    `The account "${foreign.code}" is of the book ${foreign.book}, not of ${book}. Money moves between books by two entries, one in each.`,
    {
      rule: 'FND-INV-7',
      field: 'postings',
    },
  );
}
