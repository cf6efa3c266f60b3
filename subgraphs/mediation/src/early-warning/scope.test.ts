import { ANONYMOUS, ROLES, type Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { member, staff, testSubgraph } from '@union-graph/testing';
import { PATH } from '../../test/build.ts';
import { buildDelegateIn, buildWarning, buildWorld, type World } from '../../test/warnings.ts';
import { mediation } from '../subgraph.ts';

let world: World;
beforeAll(async () => {
  world = await buildWorld(await testSubgraph(mediation));
});
afterAll(() => world.subgraph.stop());

test('2.0 «Scope»: a warning as every role at every place, by id and by list', async () => {
  const { id } = await buildWarning(world, 'VERIFIED');
  const readers = ['MEDIATOR', 'DISTRICT_ADMIN', 'CITY_DEPT', 'HOTLINE_AGENT'];
  const sees = async (viewer: Viewer) => {
    const { data } = await world.subgraph.ask(
      viewer,
      `{ earlyWarning(id: "${id}") { id } earlyWarnings(first: 100) { nodes { id } } }`,
    );
    const listed = (data.earlyWarnings?.nodes ?? []).some((one: { id: string }) => one.id === id);
    expect([viewer.grants[0]?.role, data.earlyWarning !== null]).toEqual([viewer.grants[0]?.role, listed]);
    return listed;
  };
  for (const role of ROLES)
    for (const [path, holds] of [
      ['/city/', true],
      [PATH, true],
      ['/city/110101/', false],
      ['/city/110105/union/', false],
    ] as const)
      expect([role, path, await sees(staff(newId(), role, path))]).toEqual([role, path, holds && readers.includes(role)]);
  expect(await sees(world.station)).toBe(true);
  for (const party of ['HRSS', 'UNION', 'ENTERPRISE_CONFED']) {
    expect(await sees(await buildDelegateIn(world.subgraph, party))).toBe(true);
    expect(await sees(await buildDelegateIn(world.subgraph, party, '/city/110101/'))).toBe(false);
  }
  // An outside lawyer who mediates, too, is engaged for one case at a time.
  const lawyer = staff(newId(), 'MEDIATOR', PATH);
  expect(await sees({ ...lawyer, grants: [...lawyer.grants, ...staff(newId(), 'LAWYER', PATH).grants] })).toBe(false);
  for (const viewer of [ANONYMOUS, member(newId())]) expect(await sees(viewer)).toBe(false);
});
