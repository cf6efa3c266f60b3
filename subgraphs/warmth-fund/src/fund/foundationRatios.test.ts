import { newId } from '@union-graph/subgraph';
import { key, member, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { accountant, accountId, auditor, type TestLine } from '../../test/books.ts';
import { warmthFund } from '../subgraph.ts';

const READ = `query ($year: Int!) { foundationRatios(year: $year) {
  publicFundraising baseFen spendingFen spendingBp requiredBp spendsEnough overheadFen overheadBp mostOverheadBp overheadWithin } }`;
const POST = 'mutation ($input: PostEntryInput!) { postEntry(input: $input) { entry { id } } }';

describe('foundationRatios', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(warmthFund);
    const post = async (postedOn: string, debit: string, credit: string, amountFen: number) => {
      const postings: TestLine[] = [
        { code: debit, side: 'DEBIT', amountFen },
        { code: credit, side: 'CREDIT', amountFen },
      ];
      const lines = postings.map(({ code, ...line }) => ({ accountId: accountId(1, code), ...line }));
      const input = { idempotencyKey: key(), book: 'FOUNDATION', memo: '凭证', postedOn, postings: lines };
      const { errors } = await subgraph.ask(accountant, POST, { input });
      if (errors) throw new Error(errors[0]?.message);
    };
    await post('2011-12-31', '1002', '3101', 5_000);
    await post('2012-06-01', '1002', '4101', 10_000);
    await post('2012-12-31', '5101', '1002', 1_000);
    await post('2013-01-01', '5101', '1002', 6_999);
    await post('2013-10-01', '5201', '1002', 800);
  });
  afterAll(() => subgraph.stop());

  const read = async (year: number) => (await subgraph.ask(auditor, READ, { year })).data.foundationRatios;

  test('a public foundation is measured by last year’s income', async () => {
    expect(await read(2013)).toEqual({
      publicFundraising: true,
      baseFen: '10000',
      spendingFen: '6999',
      spendingBp: 6_999,
      requiredBp: 7_000,
      spendsEnough: false,
      overheadFen: '800',
      overheadBp: 1_025,
      mostOverheadBp: 1_000,
      overheadWithin: false,
    });
    expect(await read(2012)).toMatchObject({ baseFen: '0', spendingBp: null, spendsEnough: null, overheadWithin: true });
  });

  test('another one by its balance, from the day on which the city says so', async () => {
    const set = `mutation ($input: SetRuleNumberInput!) { setFundRule(input: $input) { number { value } } }`;
    const city = { ...auditor, personId: newId(), grants: [{ role: 'CITY_DEPT' as const, scopePath: '/city/' }] };
    const input = {
      idempotencyKey: key(),
      name: 'PUBLIC_FUNDRAISING',
      value: 0,
      effectiveFrom: '2013-12-01',
      reason: '转为非公募',
      expectedVersion: 1,
    };
    expect(await subgraph.code(subgraph.ask(city, set, { input }))).toBeNull();
    expect(await read(2013)).toMatchObject({ publicFundraising: true });
    const later = await subgraph.ask(auditor, READ, { year: 2013 }, '2013-12-31T10:00:00+08:00');
    // 5,000 + 10,000 − 1,000 were left at the end of 2012; 8% of them are 1,120.
    expect(later.data.foundationRatios).toMatchObject({
      publicFundraising: false,
      baseFen: '14000',
      requiredBp: 800,
      spendsEnough: true,
    });
  });

  test('who reads it, and of which years', async () => {
    const code = (year: number, viewer = auditor) => subgraph.code(subgraph.ask(viewer, READ, { year }));
    expect(await code(2013, member(newId()))).toBe('FORBIDDEN');
    for (const year of [1999, 2014, 2101]) expect([year, await code(year)]).toEqual([year, 'BAD_USER_INPUT']);
  });
});
