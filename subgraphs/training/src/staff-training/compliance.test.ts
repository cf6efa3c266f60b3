import type { Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { listed, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { CHAOYANG, FENGTAI } from '../../test/builders.ts';
import { training } from '../subgraph.ts';

const READ = `query ($districtCode: DistrictCode, $year: Int!, $compliant: Boolean, $first: Int, $after: String) {
  staffTrainingCompliance(districtCode: $districtCode, year: $year, compliant: $compliant, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor } nodes { staff { id } year cityHours districtHours cityRequired compliant } } }`;
const DISTRICT = staff(newId(), 'DISTRICT_ADMIN', CHAOYANG);
const CITY = staff(newId(), 'CITY_DEPT');

describe('staffTrainingCompliance (S-31, SKL-INV-9)', () => {
  let subgraph: TestSubgraph;
  let officers: readonly string[];
  beforeAll(async () => {
    subgraph = await testSubgraph(training);
    const officer = (scopePath = `${CHAOYANG}u/`, more: object = {}) =>
      listed(subgraph.sql, 'STAFF', { detail: 'JOINT_UNION_OFFICER', scopePath, ...more });
    const trained = (staffId: string, hours: readonly [number, number], scopePath = `${CHAOYANG}u/`, year = 2013) =>
      subgraph.sql(
        'insert into staff_training_year (staff_id, year, scope_path, city_hours, district_hours) values ($1, $2, $3, $4, $5)',
        [staffId, year, scopePath, ...hours],
      );
    const [none, some, enough, elsewhere] = [await officer(), await officer(), await officer(), await officer(`${FENGTAI}u/`)];
    await officer(undefined, { hasEnded: true });
    await listed(subgraph.sql, 'STAFF', { detail: 'SOCIAL_WORKER', scopePath: CHAOYANG });
    // Somebody with a record counts, though no register has them as an officer.
    const other = newId();
    await trained(some, [56, 0]);
    await trained(enough, [16, 40]);
    await trained(enough, [0, 0], undefined, 2012);
    await trained(other, [8, 8]);
    await trained(elsewhere, [16, 40], `${FENGTAI}u/`);
    officers = [none, other, some, enough];
  });
  afterAll(() => subgraph.stop());

  const ask = (viewer: Viewer, variables: object) => subgraph.ask(viewer, READ, { year: 2013, ...variables });
  const read = async (viewer: Viewer, variables: object = { districtCode: '110105' }) =>
    (await ask(viewer, variables)).data.staffTrainingCompliance;
  const idsOf = ({ nodes }: { nodes: { staff: { id: string } }[] }) => nodes.map(({ staff: { id } }) => id);

  test('everybody on the register and with a record, the fewest hours first; hours of one tier do not count for the other', async () => {
    const list = await read(DISTRICT);
    const [none, other, some, enough] = officers as [string, string, string, string];
    expect(list.totalCount).toBe(4);
    expect(idsOf(list).slice(0, 2)).toEqual([none, other]);
    expect(list.nodes[0]).toEqual({
      staff: { id: none },
      year: 2013,
      cityHours: 0,
      districtHours: 0,
      cityRequired: 16,
      compliant: false,
    });
    expect(new Set(idsOf(list).slice(2))).toEqual(new Set([some, enough]));
    expect(idsOf(await read(DISTRICT, { districtCode: '110105', compliant: true }))).toEqual([enough]);
    expect((await read(DISTRICT, { districtCode: '110105', compliant: false })).totalCount).toBe(3);
  });

  test('page by page, and for the whole city', async () => {
    const first = await read(CITY, { first: 3 });
    expect([first.totalCount, first.pageInfo.hasNextPage]).toEqual([5, true]);
    const rest = await read(CITY, { first: 3, after: first.pageInfo.endCursor });
    expect(new Set([...idsOf(first), ...idsOf(rest)]).size).toBe(5);
    expect((await read(CITY, { year: 2012 })).nodes.every(({ compliant }: { compliant: boolean }) => !compliant)).toBe(true);
  });

  test('a district reads its own, the whole city who works for all of it', async () => {
    const codes = (viewer: Viewer, variables: object) => subgraph.code(ask(viewer, variables));
    expect(await codes(DISTRICT, { districtCode: '110106' })).toBe('FORBIDDEN');
    expect(await codes(DISTRICT, {})).toBe('FORBIDDEN');
    expect(await codes(member(newId()), { districtCode: '110105' })).toBe('FORBIDDEN');
    expect(await codes(staff(newId(), 'AUDITOR'), {})).toBeNull();
    for (const year of [1999, 2014]) expect(await codes(CITY, { year })).toBe('BAD_USER_INPUT');
  });
});
