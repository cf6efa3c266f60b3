import { ANONYMOUS } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { buildLawyer, buildOrg, PATH } from '../../test/build.ts';
import { mediation } from '../subgraph.ts';

describe('lawyers', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(mediation);
  });
  afterAll(() => subgraph.stop());

  test('what a contract costs is for staff of the places that it serves', async () => {
    const lawyer = await buildLawyer(subgraph);
    const orgId = await buildOrg(subgraph);
    await subgraph.sql(
      `insert into service_contract select $1, firm_id, '2009-07-01', '2014-06-30', 6000000, array[$3]::uuid[] from lawyer where id = $2`,
      [newId(), lawyer.id, orgId],
    );
    const read = async (viewer: Parameters<TestSubgraph['ask']>[0]) =>
      (
        await subgraph.ask(viewer, 'query ($id: ID!) { lawyer(id: $id) { firm { contracts { from feeFen orgs { id } } } } }', {
          id: lawyer.id,
        })
      ).data.lawyer.firm.contracts;
    expect(await read(ANONYMOUS)).toEqual([{ from: '2009-07-01', feeFen: null, orgs: [{ id: orgId }] }]);
    expect(await read(staff(newId(), 'CITY_DEPT'))).toEqual([{ from: '2009-07-01', feeFen: '6000000', orgs: [{ id: orgId }] }]);
    const feeFor = async (role: 'DISTRICT_ADMIN' | 'AUDITOR', path: string) => (await read(staff(newId(), role, path)))[0].feeFen;
    for (const role of ['DISTRICT_ADMIN', 'AUDITOR'] as const) {
      expect(await feeFor(role, PATH)).toBe('6000000');
      expect(await feeFor(role, '/city/110101/')).toBeNull();
    }
  });

  test('a law firm is found by its id, whoever asks', async () => {
    const lawyer = await buildLawyer(subgraph);
    const [{ firm_id: id }] = (await subgraph.sql('select firm_id from lawyer where id = $1', [lawyer.id])) as [
      { firm_id: string },
    ];
    const find = (firm: string) =>
      subgraph.ask(ANONYMOUS, 'query ($id: ID!) { lawFirm(id: $id) { id contracts { to } } }', { id: firm });
    expect((await find(id)).data.lawFirm).toEqual({ id, contracts: [] });
    for (const unknown of [newId(), 'no id']) expect((await find(unknown)).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  });
});
