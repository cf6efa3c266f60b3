import { ANONYMOUS, type Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { eventually, listenerTo, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { coverageRows } from '../../test/coverage.ts';
import { mediation } from '../subgraph.ts';

const NOW = '2013-11-05T09:00:00+08:00';

describe('coverage by contracts and its effect (IND-02, IND-03, MED-INV-9, S-55)', () => {
  let subgraph: TestSubgraph;
  const unionId = newId();
  const { place, employer, contract, clear, coverage: coverageOf } = coverageRows(() => subgraph, unionId);
  beforeAll(async () => {
    subgraph = await testSubgraph(mediation, { subscribers: listenerTo('mediation') });
  });
  afterAll(() => subgraph.stop());
  beforeEach(clear);

  const city = staff(newId(), 'CITY_DEPT', '/city/');
  const coverage = (args = '', now = NOW, viewer: Viewer = city) => coverageOf(args, now, viewer);

  test('a worker counts once though two contracts cover the firm, and never more than the firm has', async () => {
    const [firm, shrunk, alone] = [
      await employer({ aboveScale: true }),
      await employer({ headcount: 40 }),
      await employer({ unionId: null }),
    ];
    await employer({ headcount: 60 });
    await contract({
      covers: [
        [firm, 70],
        [shrunk, 90],
        [alone, 10],
      ],
    });
    await contract({ kind: 'WAGE_SPECIAL', covers: [[firm, 30]] });
    expect(await coverage()).toEqual({
      on: '2013-11-05',
      employers: 3,
      covered: 2,
      coveredBp: 6_666,
      aboveScale: 1,
      aboveScaleWithWages: 1,
      aboveScaleWithWagesBp: 10_000,
      workers: 200,
      workersCovered: 110,
      workersWithWages: 30,
    });
  });

  test.each([
    ['a wage agreement', { kind: 'WAGE_SPECIAL' }, 1, 1],
    ['an area contract with wage terms', { kind: 'AREA', wages: true }, 1, 1],
    ['an area contract without', { kind: 'AREA' }, 1, 0],
    ['a collective contract with a chapter on wages', { kind: 'COLLECTIVE', wages: true }, 1, 0],
    ['one that was objected to', { kind: 'WAGE_SPECIAL', objected: true }, 0, 0],
    ['one whose term is over', { kind: 'WAGE_SPECIAL', from: '2012-01-01', to: '2012-12-31' }, 0, 0],
    ['one whose term has not begun', { kind: 'WAGE_SPECIAL', from: '2014-01-01', to: '2014-12-31' }, 0, 0],
  ])('C-07: %s counts', async (_, given, covered, withWages) => {
    await contract({ ...given, covers: [[await employer({ aboveScale: true }), null]] });
    expect(await coverage()).toMatchObject({ covered, aboveScaleWithWages: withWages });
  });

  test('by district, by union, and on the last day of a period that is over', async () => {
    const [here, there] = [await employer(), await employer({ districtCode: '110101', unionId: newId() })];
    await contract({
      from: '2013-01-01',
      to: '2013-12-31',
      covers: [
        [here, null],
        [there, null],
      ],
    });
    expect(await coverage('(scope: "110105")')).toMatchObject({ employers: 1, covered: 1 });
    expect(await coverage(`(scope: "${unionId}")`)).toMatchObject({ employers: 1, covered: 1, workersCovered: 100 });
    expect(await coverage('(scope: "110102")')).toMatchObject({ employers: 0, coveredBp: null });
    const on = (from: string, to: string, now?: string) => coverage(`(period: { from: "${from}", to: "${to}" })`, now);
    expect(await on('2013-01-01', '2013-01-04')).toMatchObject({ on: '2013-01-04', covered: 0 });
    expect(await on('2013-01-01', '2013-01-05')).toMatchObject({ on: '2013-01-05', covered: 2 });
    expect(await on('2013-11-01', '2013-11-30')).toMatchObject({ on: '2013-11-05', covered: 2 });
    expect(await on('2013-01-01', '2013-12-31', '2014-02-01T09:00:00+08:00')).toMatchObject({ on: '2013-12-31', covered: 2 });
    for (const args of [
      '(scope: "x")',
      '(period: { from: "2013-12-01", to: "2013-12-31" })',
      '(period: { from: "2013-10-02", to: "2013-10-01" })',
    ])
      expect(await subgraph.code(subgraph.ask(ANONYMOUS, `{ contractCoverage${args} { on } }`, {}, NOW))).toBe('BAD_USER_INPUT');
  });

  test('of a union the firms of all unions below it count, where they are now, and their figures are told to who speaks for it', async () => {
    const [street, moving] = [newId(), newId()];
    const bureau = newId();
    const tell = (type: string, subject: string, data: object, aggregateversion = 1) =>
      subgraph.send({ type: `organisation.union.${type}`, subject, aggregateversion, data });
    const begin = (subject: string, scopePath: string) =>
      tell('activated', subject, { kind: 'STREET_UNION', scopePath, parentId: null, districtCode: null });
    await begin(street, `/city/110105/${street}/`);
    await begin(bureau, `/city/${bureau}/`);
    await begin(moving, `/city/110105/${street}/${moving}/`);
    const covered = await employer({ unionId: moving });
    await employer({ unionId: street });
    await employer({ unionId: newId() });
    await contract({ covers: [[covered, 70]] });
    const of = (id: string, viewer = city) => coverage(`(scope: "${id}")`, NOW, viewer);
    expect(await of(street)).toMatchObject({ employers: 2, covered: 1, workers: 200, workersCovered: 70 });
    expect(await of(moving)).toMatchObject({ employers: 1, covered: 1, workers: 100 });
    expect(await of(bureau)).toMatchObject({ employers: 0, coveredBp: null });
    const toPath = `/city/${bureau}/${moving}/`;
    const fromPath = `/city/110105/${street}/${moving}/`;
    expect(await tell('moved', moving, { fromPath, toPath, parentId: bureau }, 2)).toBe(204);
    expect(await of(street)).toMatchObject({ employers: 1, covered: 0 });
    expect(await of(bureau, staff(newId(), 'BUREAU_ADMIN', `/city/${bureau}/`))).toMatchObject({ employers: 1, workers: 100 });
    expect(await of(bureau, staff(newId(), 'JOINT_UNION_OFFICER', toPath))).toMatchObject({ employers: 1, workers: null });
    // Whoever leads the bureau's or the industry's unions gets the figures of each of them, of no other, and not of the city or a district.
    for (const role of ['BUREAU_ADMIN', 'INDUSTRY_ADMIN'] as const) {
      const admin = staff(newId(), role, `/city/${bureau}/`);
      expect(await of(moving, admin)).toMatchObject({ employers: 1, workers: 100, workersCovered: 70 });
      expect(await of(street, admin)).toMatchObject({ employers: 1, workers: null });
      for (const args of ['', '(scope: "110105")'])
        expect(await coverage(args, NOW, admin)).toMatchObject({ employers: expect.any(Number), workers: null });
    }
    await employer({ unionId: moving, districtCode: '110101' });
    expect(await of(bureau, staff(newId(), 'DISTRICT_ADMIN', '/city/110105/'))).toMatchObject({ employers: 2, workers: null });
  });

  test('what is told to the plan is what is read here: after a contract’s day, and when an employer is placed otherwise', async () => {
    const told = async () =>
      (
        await subgraph.sql<{ data: object }>(
          `select event->'data' as data from event_delivery where event->>'type' = 'mediation.indicator.measured' order by id`,
        )
      ).map(({ data }) => data);
    const firm = await employer({ aboveScale: true });
    await contract({ kind: 'WAGE_SPECIAL', covers: [[firm, null]] });
    const waiting = () => subgraph.sql(`select from graphile_worker._private_jobs where key like 'coverage %'`);
    await eventually(async () => (await told()).length >= 4 && (await waiting()).length === 0);
    await subgraph.sql('delete from event_delivery');
    const joined = await employer({ aboveScale: true, districtCode: '110101' });
    await eventually(async () => (await told()).length >= 4);
    const { employers, covered, aboveScale, aboveScaleWithWages } = await coverage('', '2013-10-19T10:00:00+08:00');
    expect([employers, covered, aboveScale, aboveScaleWithWages]).toEqual([2, 1, 2, 1]);
    expect(await told()).toEqual([
      { code: 'IND-02', scopePath: '/city/', period: '2013-10', numerator: covered, denominator: employers },
      { code: 'IND-03', scopePath: '/city/', period: '2013-10', numerator: aboveScaleWithWages, denominator: aboveScale },
      { code: 'IND-02', scopePath: '/city/110101/', period: '2013-10', numerator: 0, denominator: 1 },
      { code: 'IND-03', scopePath: '/city/110101/', period: '2013-10', numerator: 0, denominator: 1 },
    ]);
    await subgraph.sql('delete from event_delivery');
    await place({ districtCode: '110101', aboveScale: true, unionId: newId(), headcount: 90 }, joined, 2);
    expect(await waiting()).toEqual([]);
  });

  test('what is told of an employer: late, twice, malformed', async () => {
    const id = await employer();
    expect(await place({ districtCode: '110101', aboveScale: true, unionId: null }, id, 2)).toBe(204);
    expect(await place({ districtCode: '110105', aboveScale: true, unionId }, id, 1)).toBe(204);
    expect(
      await subgraph.sql('select district_code, above_scale, union_id, headcount from employer_place where enterprise_id = $1', [
        id,
      ]),
    ).toEqual([{ district_code: '110101', above_scale: true, union_id: null, headcount: 100 }]);
    for (const data of [
      {},
      { districtCode: '110105', aboveScale: 1, unionId: null },
      { districtCode: '110105', aboveScale: true, unionId: 'x' },
    ])
      expect(await place(data)).toBeGreaterThanOrEqual(400);
  });

  describe('the effect of a year', () => {
    const effect = async (year: number, viewer: Viewer = city) =>
      (
        await subgraph.ask(
          viewer,
          `{ bargainingEffect(year: ${year}) { year bargainingGrowthBp gdpGrowthBp differenceBp workers } }`,
          {},
          NOW,
        )
      ).data.bargainingEffect;
    const in2012 = { kind: 'WAGE_SPECIAL', from: '2012-01-01', to: '2012-12-31' };

    test('S-55: weighted by workers, each once, beside the product: 929 less 770 is 159', async () => {
      const [large, small, both] = [
        await employer({ headcount: 900 }),
        await employer({ headcount: 100 }),
        await employer({ headcount: 100 }),
      ];
      await contract({ ...in2012, growth: 919, covers: [[large, 900]] });
      await contract({ ...in2012, growth: 979, covers: [[small, 100]] });
      await contract({ ...in2012, growth: 969, covers: [[both, 500]] });
      await contract({ ...in2012, growth: 9_999, objected: true, covers: [[large, 900]] });
      await contract({ ...in2012, growth: 9_999, from: '2011-12-31', to: '2012-12-30', covers: [[large, 900]] });
      expect(await effect(2012)).toEqual({
        year: 2012,
        bargainingGrowthBp: 929,
        gdpGrowthBp: 770,
        differenceBp: 159,
        workers: 1_100,
      });
    });

    test('nothing is said of a year without agreements, or without the product', async () => {
      expect(await effect(2012)).toBeNull();
      await contract({ ...in2012, from: '2013-01-01', to: '2013-12-31', growth: 900, covers: [[await employer(), 10]] });
      expect(await effect(2013)).toBeNull();
      expect(await subgraph.code(subgraph.ask(ANONYMOUS, '{ bargainingEffect(year: -1) { year } }'))).toBe('BAD_USER_INPUT');
    });
  });
});
