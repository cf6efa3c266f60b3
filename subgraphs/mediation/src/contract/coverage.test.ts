import { ANONYMOUS, type Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { eventually, insert, listenerTo, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { mediation } from '../subgraph.ts';

const NOW = '2013-11-05T09:00:00+08:00';
const FIELDS =
  'on employers covered coveredBp aboveScale aboveScaleWithWages aboveScaleWithWagesBp workers workersCovered workersWithWages';

interface Given {
  readonly kind?: string;
  readonly wages?: boolean;
  readonly growth?: number | null;
  readonly from?: string;
  readonly to?: string;
  readonly objected?: boolean;
  readonly covers: readonly (readonly [employerId: string, workers: number | null])[];
}

describe('coverage by contracts and its effect (IND-02, IND-03, MED-INV-9, S-55)', () => {
  let subgraph: TestSubgraph;
  const unionId = newId();
  beforeAll(async () => {
    subgraph = await testSubgraph(mediation, { subscribers: listenerTo('mediation') });
  });
  afterAll(() => subgraph.stop());
  beforeEach(() =>
    subgraph.sql(
      'truncate collective_contract, collective_contract_employer, employer_place, event_delivery, bargaining_round cascade',
    ),
  );

  const place = (data: object, subject: string = newId(), aggregateversion = 1) =>
    subgraph.send({ type: 'organisation.enterprise.placed', subject, aggregateversion, data });
  const employer = async (more: object = {}): Promise<string> => {
    const id = newId();
    expect(await place({ districtCode: '110105', aboveScale: false, unionId, headcount: 100, ...more }, id)).toBe(204);
    return id;
  };
  const contract = async ({
    kind = 'COLLECTIVE',
    wages = kind === 'WAGE_SPECIAL',
    growth = null,
    from = '2013-01-01',
    to = '2013-12-31',
    objected = false,
    covers,
  }: Given) => {
    const id = newId();
    await insert(subgraph.sql, 'collective_contract', {
      id,
      kind,
      workers_side_id: unionId,
      workers_covered: 1,
      has_wage_terms: wages,
      wage_growth_bp: growth,
      term_from: from,
      term_to: to,
      signed_on: '2012-12-10',
      file_by: '2012-12-20',
      filed_on: '2012-12-18',
      objection_by: '2013-01-04',
      publish_by: '2013-01-14',
      renewal_from: to,
      objection: objected ? '不合格' : null,
      objected_on: objected ? '2013-01-03' : null,
      scope_path: '/city/110105/',
      version: 1,
    });
    for (const [enterpriseId, workers] of covers)
      await insert(subgraph.sql, 'collective_contract_employer', { contract_id: id, enterprise_id: enterpriseId, workers });
  };
  const city = staff(newId(), 'CITY_DEPT', '/city/');
  const coverage = async (args = '', now = NOW, viewer: Viewer = city) =>
    (await subgraph.ask(viewer, `{ contractCoverage${args} { ${FIELDS} } }`, {}, now)).data.contractCoverage;

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

  describe('C-20: the headcount of single firms is withheld from those who may not read it', () => {
    const NO_COUNTS = {
      aboveScale: null,
      aboveScaleWithWages: null,
      workers: null,
      workersCovered: null,
      workersWithWages: null,
    };
    const WITHHELD = { ...NO_COUNTS, aboveScaleWithWagesBp: null };
    const outsiders: [string, Viewer][] = [
      ['anonymous', ANONYMOUS],
      ['a member', member(newId())],
      ['the staff of another district', staff(newId(), 'DISTRICT_ADMIN', '/city/110101/')],
      ['the officer of another union', staff(newId(), 'JOINT_UNION_OFFICER', `/city/110105/${newId()}/`)],
      ['a linked party', staff(newId(), 'LINKED_PARTY', '/city/')],
    ];
    const scopes = ['(scope: "110105")', `(scope: "${unionId}")`];
    const firms = async (count: number) => {
      const ids: string[] = [];
      for (let at = 0; at < count; at++) ids.push(await employer({ headcount: 43, aboveScale: true }));
      await contract({ kind: 'WAGE_SPECIAL', growth: 900, from: '2012-01-01', covers: ids.map((id) => [id, 41] as const) });
    };

    test.each(outsiders)('%s', async (_, viewer) => {
      await firms(9);
      const known = { employers: 9, covered: 9, coveredBp: 10_000 };
      for (const args of ['', ...scopes]) expect(await coverage(args, NOW, viewer)).toMatchObject({ ...known, ...WITHHELD });
      const effect = async (now: string) =>
        (await subgraph.ask(viewer, '{ bargainingEffect(year: 2012) { bargainingGrowthBp workers } }', {}, now)).data
          .bargainingEffect;
      expect(await effect(NOW)).toBeNull();
      await firms(10);
      // Between two days one contract may have come into force; the share is the plan's.
      expect(await coverage('', NOW, viewer)).toMatchObject({ employers: 19, ...NO_COUNTS, aboveScaleWithWagesBp: 10_000 });
      for (const args of scopes) expect(await coverage(args, NOW, viewer)).toMatchObject({ employers: 19, ...WITHHELD });
      expect(await effect(NOW)).toEqual({ bargainingGrowthBp: 900, workers: 770 });
    });

    test('a year that runs: its growth is told to those who read the headcount', async () => {
      await firms(10);
      await subgraph.sql(
        "update collective_contract set objection_by = '2012-02-01', term_from = '2012-01-01', signed_on = '2011-12-10', file_by = '2011-12-20', filed_on = '2011-12-18'",
      );
      const effect = async (viewer: Viewer, now: string) =>
        (await subgraph.ask(viewer, '{ bargainingEffect(year: 2012) { workers } }', {}, now)).data.bargainingEffect;
      expect(await effect(city, '2012-12-31T09:00:00+08:00')).toEqual({ workers: 410 });
      expect(await effect(ANONYMOUS, '2012-12-31T09:00:00+08:00')).toBeNull();
      expect(await effect(ANONYMOUS, '2013-01-01T09:00:00+08:00')).toEqual({ workers: 410 });
    });

    test('those who read the firms’ headcount get exact figures', async () => {
      await firms(1);
      const exact = { aboveScale: 1, workers: 43, workersCovered: 41 };
      const officer = staff(newId(), 'JOINT_UNION_OFFICER', `/city/110105/${unionId}/`);
      const district = staff(newId(), 'DISTRICT_ADMIN', '/city/110105/');
      for (const args of ['', ...scopes]) expect(await coverage(args, NOW, city)).toMatchObject(exact);
      for (const args of scopes) expect(await coverage(args, NOW, district)).toMatchObject(exact);
      expect(await coverage(scopes[1], NOW, officer)).toMatchObject(exact);
      expect([await coverage('', NOW, district), await coverage(scopes[0], NOW, officer)]).toMatchObject([WITHHELD, WITHHELD]);
      await employer({ districtCode: '110101' });
      expect(await coverage(scopes[1], NOW, district)).toMatchObject(WITHHELD);
    });

    test('a contract of few firms does not tell how many workers it covers, nor the firms to those who did not sign in', async () => {
      const read = async (viewer: Viewer) =>
        (await subgraph.ask(viewer, '{ collectiveContracts { nodes { workersCovered employers { id } } } }', {}, NOW)).data
          .collectiveContracts.nodes;
      const [firm, ...more] = await Promise.all(Array.from({ length: 10 }, () => employer()));
      await contract({ covers: [[firm as string, 41]] });
      await subgraph.sql('update collective_contract set workers_covered = 417');
      expect(await read(ANONYMOUS)).toEqual([{ workersCovered: null, employers: null }]);
      expect(await read(member(newId()))).toEqual([{ workersCovered: null, employers: [{ id: firm }] }]);
      for (const viewer of [city, staff(newId(), 'DISTRICT_ADMIN', '/city/110105/')])
        expect(await read(viewer)).toMatchObject([{ workersCovered: 417 }]);
      await subgraph.sql(
        `insert into collective_contract_employer (contract_id, enterprise_id, workers)
         select c.id, e.id, 1 from collective_contract c, unnest($1::uuid[]) as e (id)`,
        [more],
      );
      expect(await read(ANONYMOUS)).toEqual([{ workersCovered: 410, employers: null }]);
    });
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
    await eventually(async () => (await told()).length >= 4);
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
    expect(await subgraph.sql(`select from graphile_worker._private_jobs where key like 'coverage %'`)).toEqual([]);
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
