import { ANONYMOUS } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import {
  caller,
  expectOneOfTwenty,
  expectReplay,
  insert,
  member,
  staff,
  type TestSubgraph,
  testSubgraph,
} from '@union-graph/testing';
import { buildEnterprise, buildJointUnion, type UnionRow } from '../../test/builders/index.ts';
import { organisation } from '../subgraph.ts';

const REPORT =
  'report { year headcount contractsSigned pension congressHeld congressStandard submittedBy { id } version } enterprise { id }';
const TOLD = {
  year: 2012,
  headcount: 100,
  contractsSigned: 95,
  safetyTrained: 90,
  pension: 98,
  medical: 98,
  unemployment: 97,
  injury: 100,
  maternity: 98,
  congressHeld: true,
};

describe('employers: what is reported of them, and the register', () => {
  let subgraph: TestSubgraph;
  let call: ReturnType<typeof caller>;
  let union: UnionRow;
  let officer: ReturnType<typeof staff>;
  beforeAll(async () => {
    subgraph = await testSubgraph(organisation);
    call = caller(subgraph);
    union = await buildJointUnion(subgraph.sql);
    officer = staff(newId(), 'JOINT_UNION_OFFICER', union.scope_path);
  });
  afterAll(() => subgraph.stop());

  const code = (answer: ReturnType<TestSubgraph['ask']>) => subgraph.code(answer);
  const affiliated = async (more: Parameters<typeof buildEnterprise>[1] = {}) => {
    const enterprise = await buildEnterprise(subgraph.sql, more);
    const row = { id: newId(), enterprise_id: enterprise.id, union_id: union.id, kind: 'JOINT_UNION', from_day: '2013-01-01' };
    await insert(subgraph.sql, 'enterprise_affiliation', row);
    return enterprise;
  };
  const submit = (enterpriseId: unknown, more: object = {}, viewer = officer) =>
    call('submitLabourReport', REPORT, { enterpriseId, expectedVersion: 0, ...TOLD, ...more }, viewer);

  test('a report, and its correction', async () => {
    const { id } = await affiliated();
    await expectReplay((more) => submit(id, more), { pension: 97 });
    expect(await code(submit(id))).toBe('VERSION_CONFLICT');
    const corrected = await submit(id, { expectedVersion: 1, contractsSigned: 100, congressStandard: true });
    expect(corrected.data.submitLabourReport).toEqual({
      report: {
        year: 2012,
        headcount: 100,
        contractsSigned: 100,
        pension: 98,
        congressHeld: true,
        congressStandard: true,
        submittedBy: { id: union.id },
        version: 2,
      },
      enterprise: { id },
    });
    await expectOneOfTwenty(() => submit(id, { year: 2013 }), 'VERSION_CONFLICT');
  });

  test('refusals', async () => {
    const { id } = await affiliated();
    expect(await code(submit(newId()))).toBe('NOT_FOUND');
    expect(
      await code(submit((await buildEnterprise(subgraph.sql)).id, {}, staff(newId(), 'DISTRICT_ADMIN', '/city/110105/'))),
    ).toBe('VALIDATION_FAILED');
    for (const more of [
      { year: 2014 },
      // The union was founded in 2012.
      { year: 2011 },
      { headcount: -1 },
      { injury: 101 },
      { pension: -1 },
      { congressHeld: false, congressStandard: true },
    ])
      expect(await code(submit(id, more))).toBe('BAD_USER_INPUT');
    for (const viewer of [member(newId()), staff(newId(), 'JOINT_UNION_OFFICER', '/city/110101/'), staff(newId(), 'CITY_DEPT')])
      expect(await code(submit(id, {}, viewer))).toBe('FORBIDDEN');
  });

  test('read by the staff above the employer or its union, by nobody else', async () => {
    const { id } = await affiliated();
    await submit(id);
    const read = async (viewer: typeof ANONYMOUS, year = 2012) =>
      (await subgraph.ask(viewer, `{ enterprise(id: "${id}") { labourReport(year: ${year}) { contractsSigned } } }`)).data
        .enterprise?.labourReport;
    for (const viewer of [officer, staff(newId(), 'AUDITOR')]) expect(await read(viewer)).toEqual({ contractsSigned: 95 });
    for (const viewer of [
      member(newId()),
      staff(newId(), 'DISTRICT_ADMIN', '/city/110101/'),
      staff(newId(), 'MEDIATOR', '/city/110105/'),
    ])
      expect((await read(viewer)) ?? null).toBeNull();
    expect(await read(officer, 2011)).toBeNull();
  });

  test('the register: by district, owner, union and name, for staff', async () => {
    const names = async (args: string, viewer = officer) =>
      (
        await subgraph.ask(viewer, `{ enterprises(districtCode: "110108"${args}) { nodes { nameZh } } }`)
      ).data.enterprises.nodes.map(({ nameZh }: { nameZh: string }) => nameZh);
    await insert(subgraph.sql, 'district', {
      code: '110108',
      name_zh: '海淀区',
      name: 'Haidian',
      kind: 'DISTRICT',
      communities_total: 1,
      communities_covered: 0,
    });
    await affiliated({ name_zh: '甲厂', district_code: '110108', ownership: 'STATE' });
    await buildEnterprise(subgraph.sql, { name_zh: '乙店', district_code: '110108', ownership: 'PRIVATE' });
    // By pinyin: jiǎ, yǐ.
    expect(await names('')).toEqual(['甲厂', '乙店']);
    expect(await names(', ownership: STATE')).toEqual(['甲厂']);
    expect([await names(', nonPublic: true'), await names(', nonPublic: false')]).toEqual([['乙店'], ['甲厂']]);
    expect([
      await names(', affiliation: NONE'),
      await names(', affiliation: JOINT_UNION'),
      await names(', affiliation: OWN_UNION'),
    ]).toEqual([['乙店'], ['甲厂'], []]);
    expect(await names(', nameStartsWith: "乙"')).toEqual(['乙店']);
    await buildEnterprise(subgraph.sql, { name_zh: "AB O'Brien 店", district_code: '110108', ownership: 'PRIVATE' });
    for (const typed of ['AB', ' ＡＢ　', 'ＡＢ　　Ｏ’', 'AB O‘Brien　店 '])
      expect([typed, await names(`, nameStartsWith: "${typed}"`)]).toEqual([typed, ["AB O'Brien 店"]]);
    for (const typed of ['', ' ', '　　', 'OBrien'])
      expect([typed, (await names(`, nameStartsWith: "${typed}"`)).length]).toEqual([typed, typed.trim() === '' ? 3 : 0]);
    for (const viewer of [ANONYMOUS, member(newId())])
      expect(await code(subgraph.ask(viewer, '{ enterprises { totalCount } }'))).toBe('FORBIDDEN');
    const coverage = await subgraph.ask(
      ANONYMOUS,
      '{ district(code: "110108") { coverageBp } far: district(code: "110105") { coverageBp } }',
    );
    expect(coverage.data).toEqual({ district: { coverageBp: 0 }, far: { coverageBp: 9_000 } });
  });
});
