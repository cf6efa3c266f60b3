import { newId } from '@union-graph/subgraph';
import { key, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { buildDistrict } from '../../test/builders/index.ts';
import { organisation } from '../subgraph.ts';

const REGISTER = `mutation ($input: RegisterEnterpriseInput!) { registerEnterprise(input: $input) {
  enterprise { id orgCode nameZh nonPublic sizeClass headcount headcountAsOf aboveScale district { code } union { id } affiliation { kind union { id } } } } }`;
const ADMIN = staff(newId(), 'DISTRICT_ADMIN', '/city/110105/');

describe('registerEnterprise (2.1.5)', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(organisation);
    await buildDistrict(subgraph.sql);
  });
  afterAll(() => subgraph.stop());

  // D2143569-X is the example of GB 11714; the long one a code of GB 32100.
  const register = (overrides: object = {}, viewer = ADMIN, idempotencyKey = key()) =>
    subgraph.ask(viewer, REGISTER, {
      input: {
        idempotencyKey,
        orgCode: 'D2143569X',
        nameZh: '夫妻小食杂店',
        ownership: 'INDIVIDUAL',
        headcount: 1,
        industry: 'SERVICES',
        districtCode: '110105',
        ...overrides,
      },
    });

  test('registers an employer once; it is found by id and by code, and as an entity by either', async () => {
    const once = key();
    const first = await register({}, ADMIN, once);
    const { enterprise } = first.data.registerEnterprise;
    expect(enterprise).toEqual({
      id: enterprise.id,
      orgCode: 'D2143569X',
      nameZh: '夫妻小食杂店',
      nonPublic: true,
      sizeClass: 'INDIVIDUAL',
      headcount: 1,
      headcountAsOf: '2013-10-19',
      aboveScale: false,
      district: { code: '110105' },
      union: null,
      affiliation: { kind: 'NONE', union: null },
    });
    expect(await register({}, ADMIN, once)).toEqual(first);
    expect(await subgraph.code(register({ headcount: 2 }, ADMIN, once))).toBe('IDEMPOTENCY_MISMATCH');
    const codes = await Promise.all(Array.from({ length: 20 }, () => subgraph.code(register())));
    expect(new Set(codes)).toEqual(new Set(['DUPLICATE']));
    const query = (args: string) => subgraph.ask(ADMIN, `{ enterprise(${args}) { id } }`);
    expect((await query(`id: "${enterprise.id}"`)).data.enterprise).toEqual({ id: enterprise.id });
    expect((await query('orgCode: "D2143569-X"')).data.enterprise).toEqual({ id: enterprise.id });
    for (const args of [`id: "${newId()}"`, 'id: "x"', 'orgCode: "101300007"'])
      expect(['NOT_FOUND', 'BAD_USER_INPUT']).toContain(await subgraph.code(query(args)));
    expect(await subgraph.code(query(`id: "${enterprise.id}", orgCode: "D2143569X"`))).toBe('BAD_USER_INPUT');
    const r = [
      { __typename: 'Enterprise', id: enterprise.id },
      { __typename: 'Enterprise', orgCode: 'D2143569X' },
      { __typename: 'Enterprise', id: newId() },
    ];
    const entities = await subgraph.ask(
      ADMIN,
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Enterprise { id } } }',
      { r },
    );
    expect(entities.data._entities).toEqual([{ id: enterprise.id }, { id: enterprise.id }, null]);
  });

  test('one firm is registered once, by its organisation code or by the credit code that has it at characters 9 to 17', async () => {
    const [short, long] = ['712345672', '911101057123456724'];
    const answer = await register({ orgCode: short });
    const { id } = answer.data.registerEnterprise.enterprise;
    const codes = await Promise.all(Array.from({ length: 20 }, () => subgraph.code(register({ orgCode: long }))));
    expect(new Set(codes)).toEqual(new Set(['DUPLICATE']));
    for (const code of [short, long])
      expect((await subgraph.ask(ADMIN, `{ enterprise(orgCode: "${code}") { id } }`)).data.enterprise).toEqual({ id });
    expect(await subgraph.code(register({ orgCode: '91110105987654327R' }))).toBeNull();
    expect(await subgraph.code(register({ orgCode: '987654327' }))).toBe('DUPLICATE');
  });

  test.each([
    ['a wrong check digit of GB 11714', { orgCode: 'D21435690' }],
    ['a wrong check digit of GB 32100', { orgCode: '91350100M000100Y44' }],
    ['eight characters', { orgCode: 'D2143569' }],
    ['an unknown district', { districtCode: '110199' }],
    ['people below none', { headcount: -1, orgCode: '91350100M000100Y43' }],
    ['a firm above scale without staff', { headcount: 0, aboveScale: true, orgCode: '91350100M000100Y43' }],
    ['no name', { nameZh: ' ', orgCode: '91350100M000100Y43' }],
  ])('2.1.7: BAD_USER_INPUT for %s', async (_, fault) => {
    const viewer = 'districtCode' in fault ? staff(newId(), 'CITY_DEPT') : ADMIN;
    expect(await subgraph.code(register({ orgCode: '91350100M000100Y43', ...fault }, viewer))).toBe('BAD_USER_INPUT');
  });

  test('FORBIDDEN to members and outside one’s district', async () => {
    for (const viewer of [member(newId()), staff(newId(), 'DISTRICT_ADMIN', '/city/110101/')]) {
      expect(await subgraph.code(register({ orgCode: '91350100M000100Y43' }, viewer))).toBe('FORBIDDEN');
    }
    expect(await subgraph.code(register({ orgCode: '91350100M000100Y43' }))).toBeNull();
  });
});
