import { type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { faultsOfBooks } from '../test/books.ts';
import { buildMoney, GUARDS } from '../test/guards.ts';
import { warmthFund } from './subgraph.ts';

/** The tables that money is kept in. */
const MONEY = [
  ...['ledger_account', 'journal_entry', 'posting', 'disbursement', 'pending_transfer', 'payout_source', 'budget'],
  ...['period_closing', 'book_transfer', 'donation', 'payment_batch', 'payment_batch_line', 'bank_statement'],
  ...['bank_statement_line', 'service_cost_application', 'service_cost_receipt'],
];

/** Keys that are unique by their first column already and only there for foreign keys, and one that a trigger is before. */
const NOT_TRIED = ['ledger_account_in_book', 'journal_entry_in_book', 'donation_receipt_once'];

/** Every guard of the database on money is run against: without it a statement would be taken that nothing else refuses. */
describe('the guards of the database on money', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(warmthFund);
    await buildMoney(subgraph);
  });
  afterAll(() => subgraph.stop());

  test('each is in the table', async () => {
    const guards = await subgraph.sql<{ name: string }>(
      `select conname as name from pg_constraint where conrelid = any($1::regclass[]) and contype in ('c', 'u', 'x')
       union select indexrelid::regclass::text from pg_index where indrelid = any($1::regclass[]) and indisunique and not indisprimary
       order by name`,
      [MONEY],
    );
    const tried = new Set([...Object.keys(GUARDS), ...NOT_TRIED]);
    expect(guards.map(({ name }) => name).filter((name) => !tried.has(name))).toEqual([]);
  });

  test.each(Object.entries(GUARDS))('%s', async (constraint, statement) => {
    await expect(subgraph.sql(statement)).rejects.toMatchObject({ constraint });
  });

  test('none of it changed anything', async () => {
    expect(await faultsOfBooks(subgraph)).toEqual([]);
  });
});
