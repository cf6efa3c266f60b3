import { newId } from '@union-graph/subgraph';
import { member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { accountant, approver, auditor, fundId } from '../../test/books.ts';
import { act } from '../../test/projects.ts';
import { warmthFund } from '../subgraph.ts';

const READ =
  'query ($year: Int!) { budgets(year: $year) { category allocatedFen fund { code } } funds { code budgets(year: $year) { category } } }';

describe('budgets', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(warmthFund);
  });
  afterAll(() => subgraph.stop());

  const input = (overrides: object = {}) => ({
    fundId: fundId(1),
    year: 2013,
    category: 'PROJECTS',
    allocatedFen: '1000',
    ...overrides,
  });
  const code = (overrides: object = {}, viewer = accountant) =>
    subgraph.code(act(subgraph, viewer, 'allocateBudget', input(overrides)));

  test('are allocated once for a fund, year and purpose, and changed at the version read', async () => {
    expect(await code({}, approver)).toBe('FORBIDDEN');
    expect(await code({}, staff(newId(), 'FUND_ACCOUNTANT', '/city/110105/'))).toBe('FORBIDDEN');
    expect(await code({ allocatedFen: '0' })).toBe('BAD_USER_INPUT');
    expect(await code({ year: 1999 })).toBe('BAD_USER_INPUT');
    expect(await code({ fundId: newId() })).toBe('NOT_FOUND');
    expect(await code()).toBeNull();
    expect(await code()).toBe('VERSION_CONFLICT');
    expect(await code({ expectedVersion: 1, allocatedFen: '900' })).toBeNull();
    expect(await code({ expectedVersion: 1, allocatedFen: '800' })).toBe('VERSION_CONFLICT');
    await subgraph.sql('update budget set committed_fen = 500, spent_fen = 300');
    expect(await code({ expectedVersion: 2, allocatedFen: '799' })).toBe('BUDGET_EXCEEDED');
    expect(await code({ expectedVersion: 2, allocatedFen: '800' })).toBeNull();
  });

  test('ten first allocations at once make one budget', async () => {
    const codes = await Promise.all(Array.from({ length: 10 }, () => code({ year: 2014 })));
    expect(codes.filter((answer) => answer === null)).toHaveLength(1);
    expect(codes.every((answer) => answer === null || answer === 'DUPLICATE' || answer === 'VERSION_CONFLICT')).toBe(true);
  });

  test('are read by those who read the books', async () => {
    const { data } = await subgraph.ask(auditor, READ, { year: 2014 });
    expect(data.budgets).toEqual([{ category: 'PROJECTS', allocatedFen: '1000', fund: { code: 'WARMTH' } }]);
    expect(data.funds.map((fund: { budgets: object[] }) => fund.budgets.length)).toEqual([1, 0, 0, 0, 0]);
    for (const viewer of [member(newId()), staff(newId(), 'AUDITOR', '/city/110105/')])
      expect(await subgraph.code(subgraph.ask(viewer, READ, { year: 2014 }))).toBe('FORBIDDEN');
  });
});
