import { coreHash, nameHash, newId } from '@union-graph/subgraph';
import { testSubgraph } from '@union-graph/testing';
import { buildWorld, told, WARNING, type World, warn } from '../../test/warnings.ts';
import { mediation } from '../subgraph.ts';

let world: World;
beforeAll(async () => {
  world = await buildWorld(await testSubgraph(mediation));
});
afterAll(() => world.subgraph.stop());

let last = 0;
/** A name that no other test of this file has. */
const core = () => `${'甲乙丙丁戊己庚辛壬癸子丑寅卯'[++last]}建外快印`;
const report = (more: object) => warn(world, 'reportEarlyWarning', told(more), world.station);
const read = async (id: string) =>
  (await world.subgraph.ask(world.admin, `{ earlyWarning(id: "${id}") { ${WARNING} } }`)).data.earlyWarning;

/** Organisation tells of a firm. */
async function know(name: string, id = newId(), more: object = {}) {
  const kept = { nameHash: nameHash(name), coreHash: coreHash(name), headcount: 200 };
  const data = { districtCode: '110105', aboveScale: false, unionId: null, ...kept, ...more };
  expect(
    await world.subgraph.send({ type: 'organisation.enterprise.placed', subject: id, data, aggregateversion: ++version }),
  ).toBe(204);
  return id;
}
let version = 0;

describe('a firm that becomes known while a warning stands under its name alone (S-28, C-05)', () => {
  test('the warning takes its record, and what is told of the firm afterwards is one with it', async () => {
    const name = core();
    const first = await report({ employerZh: `${name}有限公司` });
    expect(first.enterprise).toBeNull();
    const firm = await know(`北京${name}有限责任公司`);
    expect(await read(first.id)).toMatchObject({ status: 'REPORTED', enterprise: { id: firm }, employerZh: `${name}有限公司` });
    for (const how of [{ enterpriseId: firm }, { employerZh: name }])
      expect(await report(how)).toMatchObject({ status: 'MERGED', duplicateOf: { id: first.id } });
  });

  test('with the name of a firm that had another, too; a firm of another district is another one, unless it has the very name', async () => {
    const name = core();
    const first = await report({ employerZh: name });
    await know(`${name}有限公司`, newId(), { districtCode: '110101' });
    expect((await read(first.id)).enterprise).toBeNull();
    const firm = await know('某曾用名公司');
    expect((await read(first.id)).enterprise).toBeNull();
    await know(`${name}股份有限公司`, firm);
    expect((await read(first.id)).enterprise).toEqual({ id: firm });
    const other = core();
    const exact = await report({ employerZh: `${other}有限公司` });
    const far = await know(`${other}有限公司`, newId(), { districtCode: '110101' });
    expect((await read(exact.id)).enterprise).toEqual({ id: far });
  });

  test('of two firms that it may be nobody says which', async () => {
    const both = core();
    const open = await report({ employerZh: both });
    const firms = [newId(), newId()];
    await world.subgraph.sql(
      `insert into employer_place (enterprise_id, district_code, above_scale, name_hash, core_hash, seen_version) values ($1, '110105', false, $3, $2, 0)`,
      [firms[0], coreHash(both), nameHash(`${both}商贸公司`)],
    );
    await know(`${both}有限公司`, firms[1]);
    expect((await read(open.id)).enterprise).toBeNull();
  });

  test('one that stands under the record is one with it: the first stays, with the larger number and what was merged into the other', async () => {
    const name = core();
    const named = await report({ employerZh: name });
    const firm = await know('另名公司');
    const ofFirm = await report({ enterpriseId: firm, headcountAffected: 60 });
    const merged = await report({ enterpriseId: firm });
    const other = await report({ enterpriseId: firm, claimKind: 'OVERTIME' });
    await know(name, firm);
    expect(await read(named.id)).toMatchObject({ status: 'REPORTED', enterprise: { id: firm }, headcountAffected: 60 });
    expect(await read(ofFirm.id)).toMatchObject({ status: 'MERGED', duplicateOf: { id: named.id }, dueAt: null });
    expect(await read(merged.id)).toMatchObject({ status: 'MERGED', duplicateOf: { id: named.id } });
    expect(await read(other.id)).toMatchObject({ status: 'REPORTED', duplicateOf: null });
  });

  test('what was verified is not lost; two about which something is done stay beside each other', async () => {
    const step = (verb: string, { id, version }: { id: string; version: number }, input: object) =>
      warn(world, verb, { warningId: id, expectedVersion: version, ...input }, world.admin);
    const verify = (row: { id: string; version: number }) => step('verifyWarning', row, { finding: 'CONFIRMED' });
    const intervene = async (row: { id: string; version: number }) =>
      step('interveneInWarning', await verify(row), { measure: '约谈' });
    const name = core();
    const named = await report({ employerZh: name });
    const firm = await know('又一公司');
    const verified = await verify(await report({ enterpriseId: firm }));
    await know(name, firm);
    expect(await read(named.id)).toMatchObject({ status: 'MERGED', duplicateOf: { id: verified.id } });
    expect(await read(verified.id)).toMatchObject({ status: 'VERIFIED' });
    const second = core();
    const acted = await intervene(await report({ employerZh: second }));
    const known = await know('再一公司');
    const both = await intervene(await report({ enterpriseId: known }));
    await know(second, known);
    expect(await read(acted.id)).toMatchObject({ status: 'INTERVENING', enterprise: null });
    expect(await read(both.id)).toMatchObject({ status: 'INTERVENING' });
  });

  test('a report at the moment at which the firm becomes known is one warning with the other', async () => {
    for (let round = 0; round < 5; round++) {
      const name = core();
      const firm = newId();
      const [first] = await Promise.all([report({ employerZh: name }), know(`${name}有限公司`, firm)]);
      const later = await report({ enterpriseId: firm });
      expect([round, later.status, later.duplicateOf?.id]).toEqual([round, 'MERGED', first.id]);
    }
  });
});
