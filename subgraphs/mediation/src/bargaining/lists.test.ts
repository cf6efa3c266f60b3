import { newId } from '@union-graph/subgraph';
import { eventually, member, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { buildEmployer, buildRound, buildSides } from '../../test/bargaining.ts';
import { mediation } from '../subgraph.ts';

const LIST = `query ($first: Int!) { bargainingRounds(first: $first) { totalCount nodes { status reportedAt instructor { assignments { endedAt } }
  employers { answer } workerReps { nameZh } employerReps { chief } draft { number } guaranteeChecks { kind } congress { passed } signedBy
  contract { status isRenewalDue guaranteeChecks { kind } employers { id } round { id } } } } }`;

describe('lists of rounds', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(mediation);
  });
  afterAll(() => subgraph.stop());

  test('five rounds cost as many statements as one, whatever is asked of them', async () => {
    const sides = await buildSides(subgraph);
    for (let at = 0; at < 5; at++)
      await buildRound(subgraph, 'FILED', {
        kind: 'WAGE_SPECIAL',
        sides,
        employers: [await buildEmployer(subgraph, { unionId: sides.unionId })],
      });
    // Coverage is told some seconds after a contract: the statements of that task are none of the list.
    const isToTell = `select from graphile_worker._private_jobs where key like 'coverage %'`;
    await eventually(async () => (await subgraph.sql(isToTell)).length === 0);
    const costs: number[] = [];
    for (const first of [1, 5]) {
      subgraph.statements();
      const { data } = await subgraph.ask(sides.admin, LIST, { first });
      expect(data.bargainingRounds.nodes).toHaveLength(first);
      costs.push(subgraph.statements().length);
    }
    expect(costs[1]).toBe(costs[0]);
  });

  test('by state, union and district, each as the round itself says; of a union by its key', async () => {
    const now = '2013-09-12T09:00:00+08:00';
    const silent = await buildRound(subgraph, 'NOTICED', { now });
    const talking = await buildRound(subgraph, 'NEGOTIATING', { sides: silent.sides, now });
    const listed = async (args: string, day: string) =>
      (
        await subgraph.ask(
          silent.sides.officer,
          `{ bargainingRounds(first: 9, ${args}) { nodes { id } } }`,
          {},
          `2013-${day}T09:00:00+08:00`,
        )
      ).data.bargainingRounds.nodes.map(({ id }: { id: string }) => id);
    expect(await listed('status: NOTICED', '10-08')).toEqual([silent.id]);
    expect(await listed('status: REFUSED', '10-08')).toEqual([]);
    expect(await listed('status: REFUSED', '10-09')).toEqual([silent.id]);
    expect(await listed('status: NEGOTIATING', '10-09')).toEqual([talking.id]);
    expect(await listed(`workersSideId: "${newId()}"`, '10-09')).toEqual([]);
    expect(await listed('districtCode: "110101"', '10-09')).toEqual([]);
    const ofUnion = async (viewer: ReturnType<typeof member>) =>
      (
        await subgraph.ask(
          viewer,
          'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Union { bargainingRounds(first: 9) { totalCount } } } }',
          { of: [{ __typename: 'Union', id: silent.sides.unionId }] },
        )
      ).data._entities[0].bargainingRounds.totalCount;
    expect([await ofUnion(silent.sides.officer), await ofUnion(member(newId()))]).toEqual([2, 0]);
  });
});
