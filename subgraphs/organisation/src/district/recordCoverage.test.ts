import { ANONYMOUS, ROLES } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { caller, expectOneOfTwenty, expectReplay, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { buildDistrict } from '../../test/builders/index.ts';
import { organisation } from '../subgraph.ts';
import { districtPolicy } from './recordCoverage.ts';
import { coverageBp } from './rules.ts';

const ADMIN = staff(newId(), 'DISTRICT_ADMIN', '/city/110105/');

test.each([
  [402, 402, 10_000],
  [255, 256, 9_960],
  [0, 20, 0],
  [0, 0, 0],
])('S-25: %i of %i communities are %i bp', (covered, total, bp) => {
  expect(coverageBp(covered, total)).toBe(bp);
});

test.each(ROLES)('district policy (S-25): %s', (role) => {
  const may = (path: string) => districtPolicy.allows(staff('x', role, path), 'recordCoverage', { code: '110105' });
  expect([may('/city/110105/'), may('/city/110101/')]).toEqual([role === 'DISTRICT_ADMIN' || role === 'CITY_DEPT', false]);
});

describe('coverage by joint unions (S-25)', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(organisation);
    await buildDistrict(subgraph.sql);
  });
  afterAll(() => subgraph.stop());

  test('recorded; refusals, replay, twenty at once', async () => {
    const record = (more: object = {}, viewer = ADMIN) =>
      caller(subgraph)(
        'recordCoverage',
        'district { communitiesTotal communitiesCovered coverageBp version }',
        { districtCode: '110105', expectedVersion: 1, communitiesTotal: 402, communitiesCovered: 402, ...more },
        viewer,
      );
    const code = (more: object, viewer = ADMIN) => subgraph.code(record(more, viewer));
    expect(await code({ districtCode: '110199' })).toBe('BAD_USER_INPUT');
    expect(await code({ expectedVersion: 2 })).toBe('VERSION_CONFLICT');
    for (const more of [{ communitiesCovered: 403 }, { communitiesCovered: -1 }, { communitiesTotal: 10_001 }])
      expect(await code(more)).toBe('BAD_USER_INPUT');
    for (const viewer of [ANONYMOUS, member(newId()), staff(newId(), 'DISTRICT_ADMIN', '/city/110101/')])
      expect(await code({}, viewer)).toBe('FORBIDDEN');
    await expectReplay((more) => record(more), { communitiesTotal: 500 });
    const now = { communitiesTotal: 402, communitiesCovered: 402, coverageBp: 10_000, version: 2 };
    expect(
      (await subgraph.ask(ANONYMOUS, '{ district(code: "110105") { communitiesTotal communitiesCovered coverageBp version } }'))
        .data.district,
    ).toEqual(now);
    await expectOneOfTwenty(() => record({ expectedVersion: 2 }), 'VERSION_CONFLICT');
  });
});
