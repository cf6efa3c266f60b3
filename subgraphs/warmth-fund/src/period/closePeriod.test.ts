import { newId } from '@union-graph/subgraph';
import { key, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { accountant, accountId, approver, auditor, BOOKS, faultsOfBooks, REVERSE } from '../../test/books.ts';
import { warmthFund } from '../subgraph.ts';

const POST = 'mutation ($input: PostEntryInput!) { postEntry(input: $input) { entry { id postedAt } } }';
const CLOSE =
  'mutation ($input: ClosePeriodInput!) { closePeriod(input: $input) { closing { id book month turnoverFen closedAt } } }';
const READ = 'query ($book: Book!) { periodClosings(book: $book) { month turnoverFen } }';

describe('closePeriod', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(warmthFund);
  });
  afterEach(async () => expect(await faultsOfBooks(subgraph)).toEqual([]));
  afterAll(() => subgraph.stop());

  const post = (fund: number, postedOn: string | null, amountFen = '100') =>
    subgraph.ask(accountant, POST, {
      input: {
        idempotencyKey: key(),
        book: BOOKS[fund - 1],
        memo: '补记',
        postedOn,
        postings: [
          { accountId: accountId(fund, '1002'), side: 'DEBIT', amountFen },
          { accountId: accountId(fund, '4101'), side: 'CREDIT', amountFen },
        ],
      },
    });
  const close = (fund: number, year: number, month: number, { viewer = accountant, idempotencyKey = key() } = {}) =>
    subgraph.ask(viewer, CLOSE, { input: { idempotencyKey, book: BOOKS[fund - 1], year, month } });
  const code = subgraphCode();
  function subgraphCode() {
    return (answer: Promise<{ errors?: readonly { extensions: { code: string } }[] }>) =>
      answer.then(({ errors }) => errors?.[0]?.extensions.code ?? null);
  }

  test('what is posted of an earlier day counts for that day, and none is of a day to come', async () => {
    const { entry } = (await post(1, '2013-08-31')).data.postEntry;
    expect(entry.postedAt).toBe('2013-08-31T15:59:59.999Z');
    for (const day of ['2013-10-20', '1999-12-31']) expect([day, await code(post(1, day))]).toEqual([day, 'VALIDATION_FAILED']);
    expect((await post(1, '2000-01-01')).errors).toBeUndefined();
    expect((await post(1, '2013-10-19')).data.postEntry.entry.postedAt).toBe('2013-10-19T02:00:00.000Z');
  });

  test('a closed month takes no entry, its own book alone, and tells its turnover', async () => {
    const once = key();
    const first = await close(1, 2013, 8, { idempotencyKey: once });
    expect(first.data.closePeriod.closing).toMatchObject({ book: 'FOUNDATION', month: '2013-08-01', turnoverFen: '100' });
    expect(await close(1, 2013, 8, { idempotencyKey: once })).toEqual(first);
    expect(await code(close(1, 2013, 8))).toBe('DUPLICATE');
    expect(await code(close(1, 2013, 10))).toBe('VALIDATION_FAILED');
    for (const day of ['2013-08-31', '2013-08-01', '2012-01-01'])
      expect([day, await code(post(1, day))]).toEqual([day, 'VALIDATION_FAILED']);
    expect(await code(post(1, '2013-09-01'))).toBeNull();
    expect(await code(post(2, '2013-08-31'))).toBeNull();
    expect((await subgraph.ask(auditor, READ, { book: 'FOUNDATION' })).data.periodClosings).toEqual([
      { month: '2013-08-01', turnoverFen: '100' },
    ]);
  });

  test('the database is the guard, whoever writes', async () => {
    await expect(
      subgraph.sql(`insert into journal_entry (id, book, posted_at, memo, posted_by)
        values (gen_random_uuid(), 'FOUNDATION', '2013-08-31T15:59:59Z', '直接写入', 'test')`),
    ).rejects.toMatchObject({ constraint: 'journal_entry_period_open' });
  });

  test('a mistake in a closed month is reversed in the open one', async () => {
    const [old] = await subgraph.sql<{ id: string }>(
      `select id from journal_entry where book = 'FOUNDATION' and posted_on = '2013-08-31'`,
    );
    const answer = await subgraph.ask(accountant, REVERSE, { input: { idempotencyKey: key(), entryId: old?.id, memo: '更正' } });
    expect(answer.errors).toBeUndefined();
    expect(await subgraph.sql('select posted_on::text as day from journal_entry where reverses_id = $1', [old?.id])).toEqual([
      { day: '2013-10-19' },
    ]);
  });

  test('entries and a closing at once: each entry is in the month that was closed, or is refused', async () => {
    const answers = await Promise.all([
      ...Array.from({ length: 20 }, () => code(post(3, '2013-09-15', '7'))),
      code(close(3, 2013, 9)),
      ...Array.from({ length: 20 }, () => code(post(3, '2013-09-15', '7'))),
    ]);
    expect(answers[20]).toBeNull();
    const entries = answers.filter((one, at) => at !== 20 && one === null).length;
    expect(answers.filter((one) => one === 'VALIDATION_FAILED')).toHaveLength(40 - entries);
    const [closing] = await subgraph.sql<{ fen: string }>(
      `select turnover_fen::text as fen from period_closing where book = 'MUTUAL_AID'`,
    );
    expect(closing?.fen).toBe(String(entries * 7));
  });

  test('twenty closings at once close one month', async () => {
    const codes = await Promise.all(Array.from({ length: 20 }, () => code(close(4, 2013, 9))));
    expect(codes.filter((one) => one === null)).toHaveLength(1);
    expect(codes.filter((one) => one === 'DUPLICATE')).toHaveLength(19);
  });

  test('is the accountant’s, and read by who reads the books', async () => {
    for (const viewer of [approver, auditor, member(newId()), staff(newId(), 'FUND_ACCOUNTANT', '/city/110105/')]) {
      expect(await code(close(5, 2013, 9, { viewer }))).toBe('FORBIDDEN');
    }
    expect(await code(subgraph.ask(member(newId()), READ, { book: 'FOUNDATION' }))).toBe('FORBIDDEN');
    for (const [year, month] of [
      [1999, 1],
      [2013, 0],
      [2013, 13],
    ] as const)
      expect(await code(close(5, year, month))).toBe('BAD_USER_INPUT');
  });
});
