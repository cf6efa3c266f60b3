import { testSubgraph } from '@union-graph/testing';
import type { QueryRunner } from 'typeorm';
import { KeepKeyOfUnknownEmployer1773300010000 } from '../../migrations/1773300010000-keepKeyOfUnknownEmployer.ts';
import { buildWorld, told, WARNING, type World, warn } from '../../test/warnings.ts';
import { mediation } from '../subgraph.ts';

let world: World;
beforeAll(async () => {
  world = await buildWorld(await testSubgraph(mediation));
});
afterAll(() => world.subgraph.stop());

const read = async (id: string) =>
  (await world.subgraph.ask(world.admin, `{ earlyWarning(id: "${id}") { ${WARNING} } }`)).data.earlyWarning;

test('S-28: of warnings that were open twice by one name the first stays, with the larger number and what was merged into the others', async () => {
  const { subgraph } = world;
  const runner = { query: (text: string, values?: unknown[]) => subgraph.sql(text, values) } as unknown as QueryRunner;
  const migration = new KeepKeyOfUnknownEmployer1773300010000();
  const report = (more: object) => warn(world, 'reportEarlyWarning', told(more), world.station);
  const [first, other] = [
    await report({ employerZh: '丑工程队' }),
    await report({ employerZh: '寅工程队', headcountAffected: 60 }),
  ];
  const merged = await report({ employerZh: '寅工程队' });
  const known = await report({ employerZh: '卯工程队' });
  await migration.down(runner);
  await subgraph.sql(`update early_warning set employer_zh = '丑工程队' where id = $1`, [other.id]);
  await migration.up(runner);
  expect(await read(first.id)).toMatchObject({ status: 'REPORTED', headcountAffected: 60, version: 2 });
  expect(await read(other.id)).toMatchObject({
    status: 'MERGED',
    duplicateOf: { id: first.id },
    dueAt: null,
    headcountAffected: 60,
  });
  expect(await read(merged.id)).toMatchObject({ status: 'MERGED', duplicateOf: { id: first.id } });
  expect(await read(known.id)).toMatchObject({ status: 'REPORTED', version: 1, employerZh: '卯工程队' });
});
