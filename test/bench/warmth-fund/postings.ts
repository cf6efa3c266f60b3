import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { inTransaction } from '../atOnce.ts';
import type { Bench } from '../openBench.ts';
import { forgetEntries, forgetKeys } from './books.ts';
import type { Work } from './measureAtOnce.ts';
import { accountant } from './people.ts';

const BOOKS = ['FOUNDATION', 'UNION_SERVICE', 'MUTUAL_AID', 'SKILLS', 'SOCIAL_PURCHASE'] as const;
const BY_HAND = 'measurement by hand';

interface BookAccounts {
  readonly book: string;
  readonly bank: string;
  readonly income: string;
}

async function accountsOf({ bare }: Bench): Promise<BookAccounts[]> {
  const { rows } = await bare.query<BookAccounts>(
    `select b.book, b.id as bank, i.id as income from ledger_account b join ledger_account i on i.fund_id = b.fund_id and i.code = '4101'
      where b.code = '1002' order by b.fund_id`,
  );
  return rows;
}

/** Transfers of money, each an entry of two lines: all in one book, so that they meet on its bank account, or spread over all five. */
export async function postings(bench: Bench, books: 1 | 5): Promise<Work> {
  const accounts = (await accountsOf(bench)).slice(0, books);
  if (accounts.length !== books) throw new Error(`There are not ${books} of the books ${BOOKS.join(', ')}.`);
  const of = (at: number) => accounts[at % books] as BookAccounts;
  return {
    what: books === 1 ? 'transfers in one book' : 'transfers over the five books',
    count: 600,
    underWay: 32,
    pgbenchScale: books,
    graph: (at) => post(bench, of(at)),
    bare: (pool, at) => postBare(pool, of(at)),
    forget: async () => {
      await forgetEntries(bench.bare, [accountant.personId as string, BY_HAND]);
      await forgetKeys(bench.bare, accountant.subject);
    },
  };
}

const post = ({ ask }: Bench, { book, bank, income }: BookAccounts): Promise<unknown> =>
  ask({
    viewer: accountant,
    query: 'mutation ($input: PostEntryInput!) { postEntry(input: $input) { entry { id } } }',
    variables: {
      input: {
        idempotencyKey: randomUUID(),
        book,
        memo: 'measurement',
        postings: [
          { accountId: bank, side: 'DEBIT', amountFen: '100' },
          { accountId: income, side: 'CREDIT', amountFen: '100' },
        ],
      },
    },
  });

/** The same rows under the same locks, with no rule looked at, no key, no audit row and no event; the database checks and moves what it always does. */
const postBare = (pool: pg.Pool, { book, bank, income }: BookAccounts): Promise<void> =>
  inTransaction(pool, async (client) => {
    await client.query('select id from ledger_account where id = any($1) order by id for update', [[bank, income]]);
    const entry = randomUUID();
    await client.query(
      `insert into journal_entry (id, book, posted_at, memo, posted_by) values ($1, $2, '2013-10-19T10:00:00+08:00', 'measurement', $3)`,
      [entry, book, BY_HAND],
    );
    await client.query(
      `insert into posting (entry_id, account_id, book, side, amount_fen) values ($1, $2, $4, 'DEBIT', 100), ($1, $3, $4, 'CREDIT', 100)`,
      [entry, bank, income, book],
    );
  });
