import { ROLES } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import {
  caller,
  eventsAbout,
  expectOneOfTwenty,
  expectReplay,
  insert,
  listenerTo,
  member,
  staff,
  type TestSubgraph,
  testSubgraph,
} from '@union-graph/testing';
import { mediation } from '../subgraph.ts';

describe('labour standards are dated data with a writer (C-21)', () => {
  let subgraph: TestSubgraph;
  let call: ReturnType<typeof caller>;
  const city = staff(newId(), 'CITY_DEPT');
  beforeAll(async () => {
    subgraph = await testSubgraph(mediation, { subscribers: listenerTo('mediation') });
    call = caller(subgraph);
  });
  afterAll(() => subgraph.stop());

  const MINIMUM = {
    kind: 'MINIMUM_WAGE_MONTH',
    valueFen: '156000',
    effectiveFrom: '2014-04-01',
    sourceRef: '京人社劳发〔2014〕29号',
  };
  const set = (more: object = {}, viewer = city, now?: string) =>
    call('setLabourStandard', 'standard { kind scope valueFen valueBp effectiveFrom }', { ...MINIMUM, ...more }, viewer, now);
  const on = async (day: string) =>
    (await subgraph.ask(city, `{ labourStandards(on: "${day}") { kind scope valueFen valueBp } }`)).data
      .labourStandards as Record<string, string>[];

  test('from its day on, and until then what was', async () => {
    expect((await set()).data.setLabourStandard.standard).toEqual({
      kind: 'MINIMUM_WAGE_MONTH',
      scope: '北京市',
      valueFen: '156000',
      valueBp: null,
      effectiveFrom: '2014-04-01',
    });
    const minimum = async (day: string) => (await on(day)).find(({ kind }) => kind === 'MINIMUM_WAGE_MONTH')?.valueFen;
    expect([await minimum('2014-03-31'), await minimum('2014-04-01')]).toEqual(['140000', '156000']);
  });

  test('a minimum wage of a month is told to other services, other standards are not (S-37)', async () => {
    const idOf = async (kind: string, effectiveFrom: string) =>
      (
        await subgraph.sql<{ id: string }>('select id from labour_standard where kind = $1 and effective_from = $2', [
          kind,
          effectiveFrom,
        ])
      )[0]?.id as string;
    await set({ effectiveFrom: '2015-04-01', valueFen: '172000' });
    await set({ kind: 'MINIMUM_WAGE_HOUR', effectiveFrom: '2015-04-01', valueFen: '1870' });
    expect(await eventsAbout(subgraph.sql, await idOf('MINIMUM_WAGE_MONTH', '2015-04-01'))).toMatchObject([
      { type: 'mediation.minimumWage.set', data: { amountFen: '172000', effectiveFrom: '2015-04-01' } },
    ]);
    expect(await eventsAbout(subgraph.sql, await idOf('MINIMUM_WAGE_HOUR', '2015-04-01'))).toEqual([]);
  });

  test('of an industry beside the city’s, and the growth of a year that is over', async () => {
    const line = { kind: 'WAGE_GROWTH_LINE', valueFen: null, valueBp: 450, effectiveFrom: '2014-01-01' };
    expect(await subgraph.code(set({ ...line, industry: 'SERVICES' }))).toBeNull();
    expect(await subgraph.code(set(line))).toBeNull();
    expect(
      (await on('2014-01-01'))
        .filter(({ kind }) => kind === 'WAGE_GROWTH_LINE')
        .map(({ scope }) => scope)
        .sort(),
    ).toEqual(['SERVICES', '北京市']);
    const product = { kind: 'GDP_GROWTH', valueFen: null, valueBp: 770, effectiveFrom: '2013-01-01' };
    expect(await subgraph.code(set(product))).toBe('VALIDATION_FAILED');
    expect(await subgraph.code(set(product, city, '2014-02-01T09:00:00+08:00'))).toBeNull();
  });

  test.each([
    ['today', { effectiveFrom: '2013-10-19' }, 'VALIDATION_FAILED'],
    ['in ten years and a day', { effectiveFrom: '2023-10-20' }, 'VALIDATION_FAILED'],
    [
      'a year that is not over by any day but its first',
      { kind: 'GDP_GROWTH', valueFen: null, valueBp: 1, effectiveFrom: '2012-02-01' },
      'VALIDATION_FAILED',
    ],
    ['an amount of nothing', { valueFen: '0' }, 'BAD_USER_INPUT'],
    ['a share of an amount', { valueFen: null, valueBp: 100 }, 'BAD_USER_INPUT'],
    ['both', { valueBp: 100 }, 'BAD_USER_INPUT'],
    ['a share above a hundred per cent', { kind: 'WAGE_GROWTH_LINE', valueFen: null, valueBp: 10_001 }, 'BAD_USER_INPUT'],
    ['an industry’s minimum wage', { industry: 'SERVICES' }, 'BAD_USER_INPUT'],
    ['no source', { sourceRef: ' ' }, 'BAD_USER_INPUT'],
    ['a day that has one', { effectiveFrom: '2014-04-01' }, 'DUPLICATE'],
  ])('%s is refused', async (_, more, refusal) => {
    expect(await subgraph.code(set(more))).toBe(refusal);
  });

  test('by the city and the labour authority’s delegate alone', async () => {
    for (const role of ROLES.filter((one) => one !== 'CITY_DEPT'))
      expect([role, await subgraph.code(set({}, staff(newId(), role)))]).toEqual([role, 'FORBIDDEN']);
    expect(await subgraph.code(set({}, member(newId())))).toBe('FORBIDDEN');
    const delegate = staff(newId(), 'LINKED_PARTY');
    await insert(subgraph.sql, 'linked_party_delegate', { person_id: delegate.personId, party_code: 'HRSS' });
    expect(await subgraph.code(set({ effectiveFrom: '2014-05-01' }, delegate))).toBeNull();
  });

  test('again under its key, and twenty at once', async () => {
    await expectReplay((more) => set({ effectiveFrom: '2015-01-01', ...more }), { valueFen: '1' });
    await expectOneOfTwenty(() => set({ effectiveFrom: '2016-01-01' }), 'DUPLICATE');
  });
});
