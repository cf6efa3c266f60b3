import { ANONYMOUS } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { buildCard, buildMember, buildPoint, buildRequest, buildStaff } from '../../test/builders/index.ts';
import { organisation } from '../subgraph.ts';

const PAYMENT = {
  source: { subgraph: 'warmth-fund', typeName: 'AidApplication', id: newId() },
  amountFen: '100000',
  fund: 'WARMTH',
  paidAt: null,
};

describe('fiveOnes (S-13)', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(organisation);
  });
  afterAll(() => subgraph.stop());

  const values = async (now?: string) => {
    const { data } = await subgraph.ask(ANONYMOUS, '{ fiveOnes { key value sourceSubgraph } }', {}, now);
    return Object.fromEntries(data.fiveOnes.map(({ key, value }: { key: string; value: number | null }) => [key, value]));
  };
  const told = (state: string, subject: string, aggregateversion: number, data: object = PAYMENT) =>
    subgraph.send({ type: `warmth-fund.disbursement.${state}`, subject, data, aggregateversion });

  test('five tiles in their order, each number counted from rows', async () => {
    const { data } = await subgraph.ask(ANONYMOUS, '{ fiveOnes { key } }');
    expect(data.fiveOnes.map(({ key }: { key: string }) => key)).toEqual(['SYSTEM', 'TEAM', 'PLATFORM', 'CARD', 'FUND']);
    expect(await values()).toEqual({ SYSTEM: 0, TEAM: 0, PLATFORM: 0, CARD: 0, FUND: null });
    await buildPoint(subgraph.sql);
    const one = await buildMember(subgraph.sql);
    const other = await buildMember(subgraph.sql, { union: one.union });
    await buildStaff(subgraph.sql, one.union, { role: 'SOCIAL_WORKER', employer: 'CITY_RECRUITED' });
    await buildStaff(subgraph.sql, one.union);
    await buildCard(subgraph.sql, one.id);
    await buildCard(subgraph.sql, other.id, 'FROZEN');
    await buildRequest(subgraph.sql, one, 'DUPLICATE');
    expect(await values()).toEqual({ SYSTEM: 2, TEAM: 1, PLATFORM: 1, CARD: 1, FUND: null });
    expect(await values('2018-01-15T23:59:59+08:00')).toMatchObject({ CARD: 1 });
    expect(await values('2018-01-16T00:00:00+08:00')).toMatchObject({ CARD: 0 });
  });

  test('the fund’s number follows its events, also when they come late or twice', async () => {
    const [first, second] = [newId(), newId()];
    await told('paid', first, 4);
    await told('paid', first, 4);
    await told('failed', second, 3);
    expect(await values()).toMatchObject({ FUND: 1 });
    await told('paid', second, 5);
    expect(await values()).toMatchObject({ FUND: 2 });
    await told('returned', first, 6);
    await told('paid', first, 5);
    expect(await values()).toMatchObject({ FUND: 1 });
    expect(await told('somethingElse', first, 7)).toBeLessThan(300);
    expect(await values()).toMatchObject({ FUND: 1 });
  });

  test('C-12: payments from other books than the Warmth Foundation’s do not count', async () => {
    const before = (await values()).FUND;
    const source = { subgraph: 'training', typeName: 'SubsidyApplication', id: newId() };
    for (const fund of ['SKILLS', 'MUTUAL_AID', 'SOCIAL_PURCHASE', 'UNION_SERVICE', undefined])
      expect(await told('paid', newId(), 4, { ...PAYMENT, source, fund })).toBeLessThan(300);
    expect((await values()).FUND).toBe(before);
  });
});
