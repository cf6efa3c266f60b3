import { ANONYMOUS, type Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { coverageRows } from '../../test/coverage.ts';
import { mediation } from '../subgraph.ts';

const NOW = '2013-11-05T09:00:00+08:00';

describe('C-20: the headcount of single firms is withheld from those who may not read it', () => {
  let subgraph: TestSubgraph;
  const unionId = newId();
  const { employer, contract, clear, coverage } = coverageRows(() => subgraph, unionId);
  const city = staff(newId(), 'CITY_DEPT', '/city/');
  beforeAll(async () => {
    subgraph = await testSubgraph(mediation);
  });
  afterAll(() => subgraph.stop());
  beforeEach(clear);

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
