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

  test('a contract that was not filed in time, and whose term began too long ago to sign it anew, lapses for another one', async () => {
    const built = await buildRound(subgraph, 'SIGNED');
    expect(await act(built, built.version, 'resumeBargaining')).toMatchObject({ code: 'INVALID_TRANSITION' });
    const late = '2014-07-01T10:00:00+08:00';
    expect(await act(built, built.version, 'signContract', { side: 'WORKERS' }, late)).toMatchObject({ status: 'SIGNED' });
    const again = { roundId: built.id, expectedVersion: built.version + 1, side: 'EMPLOYER' };
    const refused = await call('signContract', 'round { status }', again, built.sides.chiefs.EMPLOYER, late);
    expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'VALIDATION_FAILED', field: 'termFrom' });
    const resumed = await act(built, built.version + 1, 'resumeBargaining', {}, late);
    expect(resumed).toMatchObject({ status: 'NEGOTIATING' });
    const next = { ...TERM, termFrom: '2014-07-01', termTo: '2015-06-30' };
    const drafted = await act(built, resumed.version, 'draftContract', next, late);
    const vote = { heldAt: '2014-07-01', total: 180, present: 120, consent: 90 };
    const passed = await act(built, drafted.version, 'recordCongressVote', vote, late);
    const signed = await act(built, passed.version, 'signContract', { side: 'WORKERS' }, late);
    const given = { roundId: built.id, expectedVersion: signed.version, side: 'EMPLOYER' };
    const { data } = await call('signContract', 'contract { id version termFrom }', given, built.sides.chiefs.EMPLOYER, late);
    const { id: contractId, version, termFrom } = data.signContract.contract;
    expect([termFrom, contractId === built.contract?.id]).toEqual(['2014-07-01', false]);
    const filing = { contractId, expectedVersion: version };
    const filed = await call('fileContract', 'contract { status round { contract { id } } }', filing, built.sides.officer, late);
    expect(filed.data.fileContract.contract).toEqual({ status: 'FILED', round: { contract: { id: contractId } } });
    const old = await subgraph.ask(
      built.sides.officer,
      `{ collectiveContract(id: "${built.contract?.id}") { status } }`,
      {},
      late,
    );
    expect(old.data.collectiveContract).toEqual({ status: 'LAPSED' });
    const rounds = `{ bargainingRounds(workersSideId: "${built.sides.unionId}") { totalCount nodes { id } } }`;
    expect((await subgraph.ask(built.sides.officer, rounds, {}, late)).data.bargainingRounds.nodes).toEqual([{ id: built.id }]);
  });
});
