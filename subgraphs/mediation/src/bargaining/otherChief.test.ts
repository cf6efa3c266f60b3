import { newId } from '@union-graph/subgraph';
import { caller, knownMember, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { buildRound, threeOf, type Wanted } from '../../test/bargaining.ts';
import { mediation } from '../subgraph.ts';

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await testSubgraph(mediation);
});
afterAll(() => subgraph.stop());

/** A round in a state whose workers name another chief, and what each act in it answers. */
async function withOtherChief(state: Wanted) {
  const built = await buildRound(subgraph, state);
  const next = staff(await knownMember(subgraph.sql, newId(), null, `/city/110105/${built.sides.unionId}/`), 'MEMBER');
  let expectedVersion = built.version;
  const act = async (verb: string, viewer: typeof next, input: object) => {
    const given = { roundId: built.id, expectedVersion, ...input };
    const answer = await caller(subgraph)(verb, 'round { status version signedBy congress { passed } }', given, viewer);
    expectedVersion = answer.data?.[verb]?.round.version ?? expectedVersion;
    return answer.errors?.[0]?.extensions ?? answer.data[verb].round;
  };
  const named = { side: 'WORKERS', representatives: threeOf('WORKERS', next) };
  return { ...built, next, act, named: await act('setRepresentatives', built.sides.officer, named) };
}

describe('a chief who left or died before the signature (P14 art. 28)', () => {
  test.each(['DRAFTED', 'CONGRESS_VOTE', 'PASSED'] as const)(
    'in %s the side names another one; the draft stays as it is',
    async (state) => {
      const { named } = await withOtherChief(state);
      expect(named).toMatchObject({ status: state === 'DRAFTED' ? 'CONGRESS_VOTE' : state });
      expect(named.congress).toEqual(state === 'PASSED' ? { passed: true } : null);
    },
  );

  test('the one named then signs what the congress has passed, and the one before does not', async () => {
    const { next, act, sides } = await withOtherChief('PASSED');
    expect(await act('signContract', sides.chiefs.WORKERS, { side: 'WORKERS' })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await act('signContract', next, { side: 'WORKERS' })).toMatchObject({ status: 'PASSED', signedBy: ['WORKERS'] });
    expect(await act('signContract', sides.chiefs.EMPLOYER, { side: 'EMPLOYER' })).toMatchObject({ status: 'SIGNED' });
  });

  test('a signature that was put stands, and nobody is named once the contract is signed', async () => {
    const { id, version, sides } = await buildRound(subgraph, 'PASSED');
    const call = caller(subgraph);
    const signed = await call(
      'signContract',
      'round { version }',
      { roundId: id, expectedVersion: version, side: 'WORKERS' },
      sides.chiefs.WORKERS,
    );
    const names = { side: 'WORKERS', representatives: threeOf('WORKERS', sides.chiefs.WORKERS) };
    const input = { roundId: id, expectedVersion: signed.data.signContract.round.version, ...names };
    const { round } = (await call('setRepresentatives', 'round { version signedBy }', input, sides.officer)).data
      .setRepresentatives;
    expect(round.signedBy).toEqual(['WORKERS']);
    expect((await withOtherChief('SIGNED')).named).toMatchObject({ code: 'INVALID_TRANSITION' });
  });
});
