import type { Viewer } from '@union-graph/identity';
import { caller, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { buildEmployer, buildRound, buildSides, threeOf } from '../../test/bargaining.ts';
import { buildDelegate } from '../../test/people.ts';
import { mediation } from '../subgraph.ts';

describe('who sees a round (C-19)', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(mediation);
  });
  afterAll(() => subgraph.stop());

  test('the labour authority sees refusals without a reason, and what was filed with it', async () => {
    const delegate = await buildDelegate(subgraph, 'HRSS');
    const outcome = (id: string, now?: string) =>
      subgraph.code(subgraph.ask(delegate, `{ bargainingRound(id: "${id}") { id } }`, {}, now));
    const { id: noticed } = await buildRound(subgraph, 'NOTICED');
    expect([await outcome(noticed), await outcome(noticed, '2013-11-09T10:00:00+08:00')]).toEqual(['NOT_FOUND', null]);
    for (const [state, seen] of [
      ['NEGOTIATING', 'NOT_FOUND'],
      ['PASSED', 'NOT_FOUND'],
      ['SIGNED', 'NOT_FOUND'],
      ['FILED', null],
    ] as const)
      expect([state, await outcome((await buildRound(subgraph, state)).id)]).toEqual([state, seen]);
    for (const [reason, seen] of [
      [null, null],
      ['停产', 'NOT_FOUND'],
    ] as const) {
      const { id: roundId, employers } = await buildRound(subgraph, 'NOTICED');
      const [firm] = employers;
      const declined = { roundId, expectedVersion: 1, enterpriseId: firm?.id, answer: 'DECLINED', reason };
      await caller(subgraph)('replyBargaining', 'round { version }', declined, firm?.viewer as Viewer);
      expect([reason, await outcome(roundId)]).toEqual([reason, seen]);
    }
  });

  test('one that was asked, until it declines or the talks go on without it', async () => {
    const call = caller(subgraph);
    const sides = await buildSides(subgraph);
    const employers = [];
    for (let at = 0; at < 3; at++) employers.push(await buildEmployer(subgraph, { unionId: sides.unionId }));
    const { id: roundId } = await buildRound(subgraph, 'NOTICED', { sides, employers });
    const [accepts, declines, silent] = employers as [(typeof employers)[0], (typeof employers)[0], (typeof employers)[0]];
    const see = async () => {
      const code = ({ viewer }: { viewer: Viewer }) =>
        subgraph.code(subgraph.ask(viewer, `{ bargainingRound(id: "${roundId}") { id } }`));
      return Promise.all([accepts, declines, silent].map(code));
    };
    let expectedVersion = 1;
    const act = async (verb: string, viewer: Viewer, input: object) => {
      const answer = await call(verb, 'round { version }', { roundId, expectedVersion, ...input }, viewer);
      expectedVersion = answer.data[verb].round.version;
    };
    await act('replyBargaining', declines.viewer, { enterpriseId: declines.id, answer: 'DECLINED', reason: '停产' });
    expect(await see()).toEqual([null, null, null]);
    await act('replyBargaining', accepts.viewer, { enterpriseId: accepts.id, answer: 'ACCEPTED' });
    expect(await see()).toEqual([null, 'NOT_FOUND', null]);
    for (const [side, viewer] of [
      ['WORKERS', sides.officer],
      ['EMPLOYER', accepts.viewer],
    ] as const)
      await act('setRepresentatives', viewer, { side, representatives: threeOf(side, sides.chiefs[side]) });
    expect(await see()).toEqual([null, 'NOT_FOUND', 'NOT_FOUND']);
  });
});
