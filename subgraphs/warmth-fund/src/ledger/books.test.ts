import { newId } from '@union-graph/subgraph';
import { member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { accountant, accountId, auditor, deposit, fundId } from '../../test/books.ts';
import { warmthFund } from '../subgraph.ts';

const TRIAL =
  'query ($asOf: Date) { trialBalance(book: FOUNDATION, asOf: $asOf) { asOf debitFen creditFen rows { account { code } debitFen creditFen } } }';
const STATEMENT =
  'query ($fundId: ID!, $period: PeriodInput!) { fundStatement(fundId: $fundId, period: $period) { fund { code } openingFen receivedFen paidFen closingFen } }';
const JOURNAL =
  'query ($period: PeriodInput) { journal(book: FOUNDATION, period: $period) { totalCount nodes { memo postings { amountFen } } } }';

describe('reading the books', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(warmthFund);
    // 30 September in Beijing begins at 16:00 UTC the day before: the two entries lie on different days.
    for (const [at, debit, credit, fen] of [
      ['2013-09-29T15:59:59Z', '1002', '4101', 1000],
      ['2013-09-29T16:00:00Z', '1002', '4101', 200],
      ['2013-10-05T02:00:00Z', '5101', '1002', 300],
    ] as const) {
      await subgraph.sql(
        `with e as (insert into journal_entry (id, book, posted_at, memo, posted_by)
          values ($1, 'FOUNDATION', $2, '凭证', 'test') returning id)
         insert into posting select id, account, 'FOUNDATION', side, fen from e
           cross join (values ($3::uuid, 'DEBIT', $5::bigint), ($4::uuid, 'CREDIT', $5::bigint)) as line (account, side, fen)`,
        [newId(), at, accountId(1, debit), accountId(1, credit), fen],
      );
    }
  });
  afterAll(() => subgraph.stop());

  test('the trial balance of a day to come is refused', async () => {
    const answer = await subgraph.ask(auditor, TRIAL, { asOf: '2013-10-20' });
    expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'asOf' });
  });

  test.each([
    ['2013-09-28', '0', {}],
    ['2013-09-29', '1000', { '1002': ['1000', '0'], '4101': ['0', '1000'] }],
    ['2013-09-30', '1200', { '1002': ['1200', '0'], '4101': ['0', '1200'] }],
    ['2013-10-19', '1200', { '1002': ['900', '0'], '4101': ['0', '1200'], '5101': ['300', '0'] }],
  ])('the trial balance at the end of %s', async (asOf, total, balances) => {
    const { trialBalance } = (await subgraph.ask(auditor, TRIAL, { asOf })).data;
    expect(trialBalance).toMatchObject({ asOf, debitFen: total, creditFen: total });
    expect(trialBalance.rows).toHaveLength(15);
    for (const { account, debitFen, creditFen } of trialBalance.rows) {
      expect([account.code, debitFen, creditFen]).toEqual([
        account.code,
        ...((balances as Record<string, string[]>)[account.code] ?? ['0', '0']),
      ]);
    }
  });

  test('the trial balance is of today unless told', async () => {
    expect((await subgraph.ask(auditor, TRIAL, {}, '2013-09-29T16:00:00Z')).data.trialBalance).toMatchObject({
      asOf: '2013-09-30',
      debitFen: '1200',
    });
  });

  test('a statement goes from opening to closing', async () => {
    const ask = (from: string, to: string) => subgraph.ask(accountant, STATEMENT, { fundId: fundId(1), period: { from, to } });
    expect((await ask('2013-09-30', '2013-10-31')).data.fundStatement).toEqual({
      fund: { code: 'WARMTH' },
      openingFen: '1000',
      receivedFen: '200',
      paidFen: '300',
      closingFen: '900',
    });
    expect((await ask('2012-01-01', '2012-12-31')).data.fundStatement).toMatchObject({ openingFen: '0', closingFen: '0' });
    expect(await subgraph.code(ask('2013-10-02', '2013-10-01'))).toBe('BAD_USER_INPUT');
    expect(
      await subgraph.code(
        subgraph.ask(accountant, STATEMENT, { fundId: newId(), period: { from: '2013-01-01', to: '2013-12-31' } }),
      ),
    ).toBe('NOT_FOUND');
  });

  test('the journal lists the entries of some days', async () => {
    expect((await subgraph.ask(auditor, JOURNAL)).data.journal).toMatchObject({
      totalCount: 3,
      nodes: [{ postings: [{ amountFen: '300' }, { amountFen: '300' }] }, {}, {}],
    });
    expect(
      (await subgraph.ask(auditor, JOURNAL, { period: { from: '2013-09-30', to: '2013-09-30' } })).data.journal.totalCount,
    ).toBe(1);
  });

  test('the journal lists the entries on an account, and those of a source', async () => {
    const read = async (filter: string) =>
      (await subgraph.ask(auditor, `{ journal(book: FOUNDATION, ${filter}) { totalCount nodes { id memo } } }`)).data.journal;
    expect((await read(`accountId: "${accountId(1, '5101')}"`)).totalCount).toBe(1);
    expect((await read(`accountId: "${accountId(1, '1002')}"`)).totalCount).toBe(3);
    expect(
      (await read(`accountId: "${accountId(1, '4101')}", period: { from: "2013-09-30", to: "2013-10-05" }`)).totalCount,
    ).toBe(1);
    const source = `source: { subgraph: "warmth-fund", typeName: "Disbursement", id: "${newId()}" }`;
    expect((await read(source)).totalCount).toBe(0);
    const bad = subgraph.ask(auditor, '{ journal(book: FOUNDATION, accountId: "x") { totalCount } }');
    expect(await subgraph.code(bad)).toBe('BAD_USER_INPUT');
  });

  test('totals of the funds are public; the books are not', async () => {
    await deposit(subgraph, 2, 50);
    const stranger = member(newId());
    expect((await subgraph.ask(stranger, '{ funds { code book balanceFen } }')).data.funds).toEqual([
      { code: 'WARMTH', book: 'FOUNDATION', balanceFen: '900' },
      { code: 'UNION_SERVICE', book: 'UNION_SERVICE', balanceFen: '50' },
      { code: 'MUTUAL_AID', book: 'MUTUAL_AID', balanceFen: '0' },
      { code: 'SKILLS', book: 'SKILLS', balanceFen: '0' },
      { code: 'SOCIAL_PURCHASE', book: 'SOCIAL_PURCHASE', balanceFen: '0' },
    ]);
    for (const viewer of [
      stranger,
      staff(newId(), 'FUND_CASEWORKER', '/city/110105/'),
      staff(newId(), 'DISTRICT_ADMIN', '/city/110105/'),
    ]) {
      for (const query of [TRIAL, JOURNAL]) expect(await subgraph.code(subgraph.ask(viewer, query))).toBe('FORBIDDEN');
    }
  });
});
