import { newId } from '@union-graph/subgraph';
import { key, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import {
  accountant,
  accountId,
  approver,
  auditor,
  BOOKS,
  bank,
  caseworker,
  cashier,
  deposit,
  faultsOfBooks,
  POST,
  post,
  REVERSE,
} from '../../test/books.ts';
import { warmthFund } from '../subgraph.ts';

describe('postEntry and reverseEntry', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(warmthFund);
  });
  afterEach(async () => expect(await faultsOfBooks(subgraph)).toEqual([]));
  afterAll(() => subgraph.stop());

  const reverse = (entryId: string, idempotencyKey = key()) =>
    subgraph.ask(accountant, REVERSE, { input: { idempotencyKey, entryId, memo: '更正' } });
  const entries = async () => (await subgraph.sql('select id from journal_entry')).length;

  test('an entry moves its accounts, and a replay moves nothing', async () => {
    const before = await bank(subgraph, 1);
    const once = key();
    const lines = [
      { code: '1002', side: 'DEBIT', amountFen: '700' },
      { code: '4101', side: 'CREDIT', amountFen: 700 },
    ] as const;
    const first = await post(subgraph, 1, lines, { idempotencyKey: once });
    expect(first.data.postEntry.entry).toMatchObject({
      postings: [
        { side: 'DEBIT', amountFen: '700' },
        { side: 'CREDIT', amountFen: '700' },
      ],
    });
    expect((await post(subgraph, 1, lines, { idempotencyKey: once })).data.postEntry.entry.id).toBe(
      first.data.postEntry.entry.id,
    );
    expect((await bank(subgraph, 1)).posted).toBe(before.posted + 700n);
    expect(await subgraph.code(post(subgraph, 1, lines.toReversed(), { idempotencyKey: once }))).toBe('IDEMPOTENCY_MISMATCH');
  });

  test('FND-INV-2: others wait on the accounts for the last statement and the commit alone, and what it refuses leaves nothing', async () => {
    const lines = [
      { code: '1002', side: 'DEBIT', amountFen: 5 },
      { code: '4101', side: 'CREDIT', amountFen: 5 },
    ] as const;
    subgraph.statements();
    await post(subgraph, 1, lines);
    const written = subgraph.statements().map((text) => JSON.stringify(text));
    const placeOf = (part: string) => written.findIndex((text) => text.includes(part));
    expect(placeOf('insert into audit_event')).toBeGreaterThan(-1);
    expect(placeOf('insert into journal_entry')).toBeGreaterThan(placeOf('insert into audit_event'));
    const [once, before] = [key(), await entries()];
    const wrong = [
      { ...lines[0], code: '1002' },
      { ...lines[1], code: '9999' },
    ];
    expect(await subgraph.code(post(subgraph, 1, wrong, { idempotencyKey: once }))).toBe('NOT_FOUND');
    expect(await entries()).toBe(before);
    const audited = await subgraph.sql("select decision from audit_event where decision <> 'ALLOWED'");
    expect(audited).toEqual(expect.arrayContaining([{ decision: 'NOT_FOUND' }]));
    // The key was given back: the entry that is right goes under it.
    expect(await subgraph.code(post(subgraph, 1, lines, { idempotencyKey: once }))).toBeNull();
  });

  test.each([
    [
      'off by one fen (2.5.7)',
      [
        { code: '1002', side: 'DEBIT', amountFen: 100 },
        { code: '4101', side: 'CREDIT', amountFen: 99 },
      ],
      'UNBALANCED_ENTRY',
    ],
    ['one line', [{ code: '1002', side: 'DEBIT', amountFen: 100 }], 'UNBALANCED_ENTRY'],
    [
      'negative fen (2.5.7)',
      [
        { code: '1002', side: 'DEBIT', amountFen: -1 },
        { code: '4101', side: 'CREDIT', amountFen: -1 },
      ],
      'BAD_USER_INPUT',
    ],
    [
      'fractional fen (2.5.7)',
      [
        { code: '1002', side: 'DEBIT', amountFen: 0.5 },
        { code: '4101', side: 'CREDIT', amountFen: 0.5 },
      ],
      'BAD_USER_INPUT',
    ],
    [
      'nothing',
      [
        { code: '1002', side: 'DEBIT', amountFen: 0 },
        { code: '4101', side: 'CREDIT', amountFen: 0 },
      ],
      'BAD_USER_INPUT',
    ],
    [
      'an unknown account',
      [
        { code: '1002', side: 'DEBIT', amountFen: 1 },
        { code: '9999', side: 'CREDIT', amountFen: 1 },
      ],
      'NOT_FOUND',
    ],
    [
      'more than the bank has',
      [
        { code: '5101', side: 'DEBIT', amountFen: 1e12 },
        { code: '1002', side: 'CREDIT', amountFen: 1e12 },
      ],
      'INSUFFICIENT_FUNDS',
    ],
    [
      'more than a restricted account has',
      [
        { code: '3102', side: 'DEBIT', amountFen: 1 },
        { code: '3101', side: 'CREDIT', amountFen: 1 },
      ],
      'INSUFFICIENT_FUNDS',
    ],
  ] as const)('refuses %s', async (_, lines, code) => {
    const before = await entries();
    expect(await subgraph.code(post(subgraph, 2, lines))).toBe(code);
    expect(await entries()).toBe(before);
  });

  test('FND-INV-7: refuses accounts of two books, and so does the database', async () => {
    const postings = [
      { accountId: accountId(1, '1002'), side: 'DEBIT', amountFen: 5 },
      { accountId: accountId(4, '1002'), side: 'CREDIT', amountFen: 5 },
    ];
    const answer = await subgraph.ask(accountant, POST, {
      input: { idempotencyKey: key(), book: 'FOUNDATION', memo: '串账', postings },
    });
    expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'VALIDATION_FAILED', rule: 'FND-INV-7' });
    const across = `with e as (insert into journal_entry (id, book, posted_at, memo, posted_by)
      values ($1, 'FOUNDATION', '2013-10-19', '串账', 'test') returning id)
      insert into posting (entry_id, account_id, book, side, amount_fen) select id, '${accountId(4, '1002')}'::uuid, 'FOUNDATION', 'DEBIT', 5 from e`;
    await expect(subgraph.sql(across, [newId()])).rejects.toMatchObject({ constraint: 'posting_account' });
  });

  test('FND-INV-1: the database refuses an entry that does not balance, when it commits', async () => {
    const entry = `insert into journal_entry (id, book, posted_at, memo, posted_by)
      values ($1, 'FOUNDATION', '2013-10-19', '空', 'test')`;
    await expect(subgraph.sql(entry, [newId()])).rejects.toMatchObject({ constraint: 'journal_entry_balanced' });
    const oneSided = `with e as (insert into journal_entry (id, book, posted_at, memo, posted_by)
      values ($1, 'FOUNDATION', '2013-10-19', '偏', 'test') returning id)
      insert into posting select id, account::uuid, 'FOUNDATION', side, fen from e
        cross join (values ('${accountId(1, '1002')}', 'DEBIT', 5), ('${accountId(1, '4101')}', 'CREDIT', 4)) as line (account, side, fen)`;
    await expect(subgraph.sql(oneSided, [newId()])).rejects.toMatchObject({ constraint: 'journal_entry_balanced' });
  });

  test('a reversal is the mirror image, once', async () => {
    const id = await deposit(subgraph, 3, 500);
    const reversal = (await reverse(id)).data.reverseEntry.entry;
    expect(reversal).toMatchObject({
      reverses: { id },
      postings: [
        { side: 'DEBIT', amountFen: '500' },
        { side: 'CREDIT', amountFen: '500' },
      ],
    });
    expect((await bank(subgraph, 3)).posted).toBe(0n);
    expect(await subgraph.code(reverse(id))).toBe('DUPLICATE');
    expect(await subgraph.code(reverse(reversal.id))).toBe('VALIDATION_FAILED');
    expect(await subgraph.code(reverse(newId()))).toBe('NOT_FOUND');
    expect(await subgraph.code(reverse('x'))).toBe('NOT_FOUND');
  });

  test('of 20 parallel reversals one is written', async () => {
    const id = await deposit(subgraph, 3, 500);
    const codes = await Promise.all(Array.from({ length: 20 }, () => subgraph.code(reverse(id))));
    expect(codes.filter((code) => code === null)).toHaveLength(1);
    expect(codes.filter((code) => code === 'DUPLICATE')).toHaveLength(19);
  });

  test('FND-INV-2: of 60 parallel payments of all the money one goes through', async () => {
    await deposit(subgraph, 5, 1000);
    const pay = [
      { code: '5101', side: 'DEBIT', amountFen: 1000 },
      { code: '1002', side: 'CREDIT', amountFen: 1000 },
    ] as const;
    const codes = await Promise.all(Array.from({ length: 60 }, () => subgraph.code(post(subgraph, 5, pay))));
    expect(codes.filter((code) => code === null)).toHaveLength(1);
    expect(codes.filter((code) => code === 'INSUFFICIENT_FUNDS')).toHaveLength(59);
  });

  test.each([
    ['the caseworker', caseworker],
    ['the approver', approver],
    ['the cashier', cashier],
    ['the auditor', auditor],
    ['a member', member(newId())],
    ['an accountant of one district', staff(newId(), 'FUND_ACCOUNTANT', '/city/110105/')],
  ])('%s may not write entries', async (_, viewer) => {
    expect(await subgraph.code(post(subgraph, 1, [], { viewer }))).toBe('FORBIDDEN');
    expect(
      await subgraph.code(subgraph.ask(viewer, REVERSE, { input: { idempotencyKey: key(), entryId: newId(), memo: '更正' } })),
    ).toBe('FORBIDDEN');
  });

  test('the five books are there', async () => {
    expect(await subgraph.sql('select book from fund order by id')).toEqual(BOOKS.map((book) => ({ book })));
  });
});
