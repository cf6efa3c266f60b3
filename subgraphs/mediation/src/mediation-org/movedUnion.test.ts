import { newId } from '@union-graph/subgraph';
import { staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { buildCase } from '../../test/build.ts';
import { mediation } from '../subgraph.ts';

describe('a union that moves (ORG-INV-4)', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(mediation);
  });
  afterAll(() => subgraph.stop());

  test('its organisation and their cases are seen from the new place, and no more from the old one; days that were told stay', async () => {
    const built = await buildCase(subgraph, 'RECEIVED');
    const [bureau, from, to] = [newId(), `/city/${newId()}/`, `/city/${newId()}/`];
    await subgraph.sql('update mediation_case set scope_path = $2 where id = $1', [built.id, `${from}${bureau}/`]);
    await subgraph.sql('update mediation_org set scope_path = $2 where id = $1', [built.orgId, `${from}${bureau}/`]);
    const days = () =>
      subgraph.sql('select acceptance_due_on::text, statutory_due_on::text from mediation_case where id = $1', [built.id]);
    const told = await days();
    // A holiday that was set since would give other days, were they derived anew.
    await subgraph.sql(
      `insert into calendar_day (day, working, name_zh) select day::date, false, '放假' from generate_series('2013-10-01'::date, '2013-12-31', '1 day') day
       on conflict (day) do update set working = false`,
    );
    const data = { fromPath: `${from}${bureau}/`, toPath: `${to}${bureau}/`, parentId: newId() };
    expect(await subgraph.send({ type: 'organisation.union.moved', subject: bureau, aggregateversion: 2, data })).toBe(204);
    const seenFrom = async (path: string) =>
      (
        await subgraph.ask(staff(newId(), 'MEDIATOR', path), 'query ($id: ID!) { mediationCase(id: $id) { id } }', {
          id: built.id,
        })
      ).data.mediationCase;
    expect(await seenFrom(to)).toEqual({ id: built.id });
    expect(await seenFrom(from)).toBeNull();
    expect(await subgraph.sql('select scope_path as path from mediation_org where id = $1', [built.orgId])).toEqual([
      { path: `${to}${bureau}/` },
    ]);
    expect(await days()).toEqual(told);
  });
});
