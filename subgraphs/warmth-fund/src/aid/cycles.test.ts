import { newId } from '@union-graph/subgraph';
import { type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { done, insertCycle, reviewed, stepOf } from '../../test/aid.ts';
import { approver, caseworker } from '../../test/books.ts';
import { warmthFund } from '../subgraph.ts';

describe('a cycle of aid (2.5.2)', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(warmthFund);
  });
  afterAll(() => subgraph.stop());

  test('one that has not begun is not frozen: it would be closed for good', async () => {
    const cycleId = await insertCycle(subgraph, { code: 'SCHOOLING', needsActiveFile: false });
    const input = { input: { idempotencyKey: newId(), cycleId, expectedVersion: 1 } };
    const freeze = 'mutation ($input: FreezeCycleInput!) { freezeCycle(input: $input) { cycle { status } } }';
    const before = '2013-09-30T23:59:59+08:00';
    expect(await subgraph.code(subgraph.ask(caseworker, freeze, input, before))).toBe('INVALID_TRANSITION');
    expect(await subgraph.code(subgraph.ask(caseworker, freeze, input, '2013-10-01T00:00:00+08:00'))).toBeNull();
  });

  test('one whose last day is over is frozen while somebody waits, else closed; read, listed, and not frozen again', async () => {
    const [LAST, OVER] = ['2013-10-31T23:59:59+08:00', '2013-11-01T00:00:00+08:00'];
    const cycleId = await insertCycle(subgraph, { code: 'EMPLOYMENT', needsActiveFile: false });
    const application = await reviewed(subgraph, cycleId);
    const read = async (now: string) => {
      const lists = ['OPEN', 'FROZEN', 'CLOSED'].map(
        (status) => `${status}: aidCycles(status: ${status}) { nodes { id status } }`,
      );
      const { data } = await subgraph.ask(caseworker, `{ ${lists.join(' ')} }`, {}, now);
      return Object.entries<{ nodes: { id: string; status: string }[] }>(data).flatMap(([list, { nodes }]) =>
        nodes.filter(({ id }) => id === cycleId).map(({ status }) => [list, status]),
      );
    };
    expect([await read(LAST), await read(OVER)]).toEqual([[['OPEN', 'OPEN']], [['FROZEN', 'FROZEN']]]);
    const input = { input: { idempotencyKey: newId(), cycleId, expectedVersion: 1 } };
    const freeze = 'mutation ($input: FreezeCycleInput!) { freezeCycle(input: $input) { cycle { status } } }';
    expect(await subgraph.code(subgraph.ask(caseworker, freeze, input, OVER))).toBe('INVALID_TRANSITION');
    await done(subgraph, approver, 'rejectAid', { ...stepOf(application), note: '材料不实' });
    expect([await read(LAST), await read(OVER)]).toEqual([[['OPEN', 'OPEN']], [['CLOSED', 'CLOSED']]]);
  });
});
