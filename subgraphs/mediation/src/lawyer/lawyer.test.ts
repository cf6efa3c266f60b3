import { ANONYMOUS } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { insert, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { buildLawyer, buildOrg } from '../../test/build.ts';
import { mediation } from '../subgraph.ts';

describe('lawyers', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(mediation);
  });
  afterAll(() => subgraph.stop());

  const shift = (lawyerId: string, orgId: string, from: string, to: string) =>
    insert(subgraph.sql, 'duty_shift', {
      id: newId(),
      lawyer_id: lawyerId,
      org_id: orgId,
      start_at: `2013-10-21T${from}:00+08:00`,
      end_at: `2013-10-21T${to}:00+08:00`,
    });

  test('MED-INV-2: a lawyer is at one place at a time', async () => {
    const [lawyer, one, other] = [await buildLawyer(subgraph), await buildOrg(subgraph), await buildOrg(subgraph)];
    await shift(lawyer.id, one, '09:00', '12:00');
    await expect(shift(lawyer.id, other, '11:59', '13:00')).rejects.toMatchObject({ constraint: 'duty_shift_one_place' });
    await shift(lawyer.id, other, '12:00', '13:00');
    const { data } = await subgraph.ask(
      ANONYMOUS,
      'query ($id: ID!) { lawyer(id: $id) { nameZh firm { nameZh } duties(from: "2013-10-21", to: "2013-10-21") { start org { id } } } }',
      { id: lawyer.id },
    );
    expect(data.lawyer.duties).toEqual([
      { start: '2013-10-21T01:00:00.000Z', org: { id: one } },
      { start: '2013-10-21T04:00:00.000Z', org: { id: other } },
    ]);
  });

  test('what a contract costs is for staff', async () => {
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
  });
});
