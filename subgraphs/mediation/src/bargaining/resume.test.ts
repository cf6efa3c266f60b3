import { caller, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { type Built, buildRound, TERM } from '../../test/bargaining.ts';
import { mediation } from '../subgraph.ts';

describe('a draft that cannot be signed as it is (2.2.3)', () => {
  let subgraph: TestSubgraph;
  let call: ReturnType<typeof caller>;
  beforeAll(async () => {
    subgraph = await testSubgraph(mediation);
    call = caller(subgraph);
  });
  afterAll(() => subgraph.stop());

  const act = async ({ id, sides }: Built, expectedVersion: number, verb: string, input: object = {}, now?: string) => {
    const viewer = verb === 'signContract' ? sides.chiefs.WORKERS : sides.officer;
    const given = { roundId: id, expectedVersion, ...input };
    const answer = await call(verb, 'round { status version signedBy draft { number } congress { passed } }', given, viewer, now);
    const { code, field } = answer.errors?.[0]?.extensions ?? {};
    return code ? { code, field } : answer.data[verb].round;
  };

  test('a term that began too long ago is refused in the draft already, by the same days as at the signature', async () => {
    const built = await buildRound(subgraph, 'NEGOTIATING');
    const draft = (termFrom: string, termTo: string) => act(built, built.version, 'draftContract', { ...TERM, termFrom, termTo });
    expect(await draft('2013-04-18', '2014-04-17')).toEqual({ code: 'VALIDATION_FAILED', field: 'termFrom' });
    expect(await draft('2013-04-19', '2014-04-18')).toMatchObject({ status: 'CONGRESS_VOTE' });
  });

  test('the talks are taken up again after the vote; the next draft has a vote and signatures of its own', async () => {
    const built = await buildRound(subgraph, 'PASSED');
    const late = '2014-07-01T10:00:00+08:00';
    const signed = await act(built, built.version, 'signContract', { side: 'WORKERS' });
    expect(signed).toMatchObject({ status: 'PASSED', signedBy: ['WORKERS'] });
    const resumed = await act(built, signed.version, 'resumeBargaining', {}, late);
    expect(resumed).toMatchObject({ status: 'NEGOTIATING' });
    const next = { ...TERM, termFrom: '2014-07-01', termTo: '2015-06-30' };
    const drafted = await act(built, resumed.version, 'draftContract', next, late);
    expect(drafted).toMatchObject({ status: 'CONGRESS_VOTE', draft: { number: 2 }, signedBy: [], congress: null });
    expect(await act(built, drafted.version, 'signContract', { side: 'WORKERS' }, late)).toMatchObject({
      code: 'INVALID_TRANSITION',
    });
  });
});
