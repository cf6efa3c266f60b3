import type { Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { caller, insert, knownMember, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { tellAlive, tellDeath } from '../../test/applicants.ts';
import { type Built, buildRound, buildSides, threeOf, type Wanted } from '../../test/bargaining.ts';
import { mediation } from '../subgraph.ts';

const ROUND =
  'round { id version status signedBy flags workerReps { hasDied } employerReps { hasDied } } contract { signedOn fileBy }';
const DAY = 'T10:00:00+08:00';

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await testSubgraph(mediation);
});
afterAll(() => subgraph.stop());

type Chief = Viewer & { readonly personId: string };
const worker = async (scopePath = '/city/110105/'): Promise<Chief> =>
  staff(await knownMember(subgraph.sql, newId(), null, scopePath), 'MEMBER') as Chief;

/** A round whose chief of the employers has a worker's record, and acts in it one after another. */
async function round(state: Wanted) {
  const sides = await buildSides(subgraph);
  const employer = await worker();
  const chiefs = { ...sides.chiefs, EMPLOYER: employer };
  const built: Built = await buildRound(subgraph, state, { sides: { ...sides, chiefs } });
  let expectedVersion = built.version;
  const act = async (verb: string, viewer: Viewer, input: object = {}, day = '2013-10-24') => {
    const fields = verb === 'signContract' ? ROUND : ROUND.slice(0, ROUND.indexOf(' contract'));
    const answer = await caller(subgraph)(verb, fields, { roundId: built.id, expectedVersion, ...input }, viewer, `${day}${DAY}`);
    expectedVersion = answer.data?.[verb]?.round.version ?? expectedVersion;
    return answer.errors?.[0]?.extensions ?? answer.data[verb];
  };
  const read = async () => {
    const asked = `{ bargainingRound(id: "${built.id}") { flags workerReps { hasDied } employerReps { hasDied } } }`;
    return (await subgraph.ask(sides.officer, asked, {}, `2013-10-24${DAY}`)).data.bargainingRound;
  };
  const speaker = built.employers[0]?.viewer as Viewer;
  const name = (chief: Viewer, more: readonly object[] = threeOf('EMPLOYER', chief)) =>
    act('setRepresentatives', speaker, { side: 'EMPLOYER', representatives: more });
  const guide = sides.instructor.viewer;
  const paper = (side: string, signedOn?: string, day?: string) =>
    act('signContract', guide, { side, paperRef: '第8页', signedOn }, day);
  return { ...built, sides, chiefs, employer, speaker, guide, act, read, name, paper };
}
const alive = [{ hasDied: false }, { hasDied: false }, { hasDied: false }];

describe('a representative who has died (P14 arts. 19, 28)', () => {
  test.each([
    ['chief', 0],
    ['representative', 1],
    ['outsider', 2],
  ])('is not named, as %s of the employers', async (_, at) => {
    const { name, employer } = await round('REPLIED');
    const dead = await worker();
    await tellDeath(subgraph, dead, '2013-09-20');
    const three = threeOf('EMPLOYER', employer).map((rep, position) =>
      position === at ? { ...rep, personId: dead.personId } : rep,
    );
    expect(await name(employer, three)).toEqual({ code: 'VALIDATION_FAILED', field: 'personId' });
  });

  test('is not named as an outsider of the workers', async () => {
    const { act, sides, chiefs } = await round('REPLIED');
    const dead = await worker();
    await tellDeath(subgraph, dead, '2013-09-20');
    const three = threeOf('WORKERS', chiefs.WORKERS).map((rep) => (rep.outsider ? { ...rep, personId: dead.personId } : rep));
    const named = await act('setRepresentatives', sides.officer, { side: 'WORKERS', representatives: three });
    expect(named).toEqual({ code: 'VALIDATION_FAILED', field: 'personId' });
  });

  test('is shown until the side names others, and not once the death is taken back', async () => {
    const { read, name, employer, chiefs } = await round('NEGOTIATING');
    expect(await read()).toEqual({ flags: [], workerReps: alive, employerReps: alive });
    await tellDeath(subgraph, employer);
    expect(await read()).toMatchObject({ flags: ['CHIEF_DIED'], employerReps: [{ hasDied: true }, ...alive.slice(1)] });
    await tellAlive(subgraph, employer);
    expect(await read()).toMatchObject({ flags: [], employerReps: alive });
    await tellDeath(subgraph, employer);
    const next = await worker();
    expect(await name(next, threeOf('EMPLOYER', next).slice(1))).toMatchObject({ code: 'VALIDATION_FAILED' });
    expect(await name(next)).toMatchObject({ round: { flags: [], employerReps: alive } });
    const [other] = [await worker()];
    const four = threeOf('EMPLOYER', next).map((rep, at) => (at === 1 ? { ...rep, personId: other.personId } : rep));
    await name(next, four);
    await tellDeath(subgraph, other);
    expect(await read()).toMatchObject({ flags: ['REPRESENTATIVE_DIED'] });
    await tellDeath(subgraph, chiefs.WORKERS as Chief);
    expect(await read()).toMatchObject({ flags: ['CHIEF_DIED', 'REPRESENTATIVE_DIED'] });
  });

  test('keeps the sides from a draft until there are as many of the living; they act by themselves in nothing', async () => {
    const { act, name, employer, sides } = await round('NEGOTIATING');
    await tellDeath(subgraph, employer);
    const draft = { termFrom: '2013-10-19', termTo: '2014-10-18', textRef: '档案-1', hasWageTerms: false };
    expect(await act('draftContract', sides.officer, draft)).toEqual({
      code: 'VALIDATION_FAILED',
      rule: '2.2.3',
      field: 'representatives',
    });
    for (const verb of ['draftContract', 'resumeBargaining'])
      expect(await act(verb, employer, verb === 'draftContract' ? draft : {})).toMatchObject({ code: 'VALIDATION_FAILED' });
    await name(await worker());
    expect(await act('draftContract', sides.officer, draft)).toMatchObject({ round: { status: 'CONGRESS_VOTE' } });
  });

  test('of a death and a naming at once: it is refused, or the round shows it', async () => {
    for (let turn = 0; turn < 5; turn += 1) {
      const { name, read } = await round('NEGOTIATING');
      const next = await worker();
      const [named] = await Promise.all([name(next), tellDeath(subgraph, next)]);
      const { flags } = await read();
      expect(named.code ?? flags).toEqual(named.code ? 'VALIDATION_FAILED' : ['CHIEF_DIED']);
    }
  });
});

describe('the signature of a chief who has died (2.2.3)', () => {
  const REFUSED = { code: 'VALIDATION_FAILED', rule: '2.2.3', field: 'signedOn' };

  test('counts by a paper of before the death alone; the days for filing run from the later signature', async () => {
    const { act, paper, employer, chiefs } = await round('PASSED');
    await tellDeath(subgraph, employer, '2013-10-22');
    for (const day of [undefined, '2013-10-23', '2013-10-18', '2013-11-21'])
      expect(await paper('EMPLOYER', day, '2013-11-20')).toEqual(REFUSED);
    expect(await paper('EMPLOYER', '2013-10-22', '2013-11-20')).toMatchObject({ round: { signedBy: ['EMPLOYER'] } });
    expect(await act('signContract', chiefs.WORKERS, { side: 'WORKERS' }, '2013-11-20')).toMatchObject({
      round: { status: 'SIGNED', flags: [] },
      contract: { signedOn: '2013-11-20', fileBy: '2013-12-02' },
    });
  });

  test('another chief signs in their place', async () => {
    const { act, paper, name, employer, chiefs } = await round('PASSED');
    await tellDeath(subgraph, employer, '2013-10-22');
    expect(await paper('EMPLOYER')).toEqual(REFUSED);
    const next = await worker();
    expect(await name(next)).toMatchObject({ round: { status: 'PASSED', flags: [] } });
    expect(await act('signContract', next, { side: 'EMPLOYER' })).toMatchObject({ round: { signedBy: ['EMPLOYER'] } });
    expect(await act('signContract', chiefs.WORKERS, { side: 'WORKERS' })).toMatchObject({
      contract: { signedOn: '2013-10-24' },
    });
  });

  test('on two papers it is signed on the day of the later one; where that is too long ago, it is signed anew by who lives', async () => {
    const { paper, act, employer, name, guide } = await round('PASSED');
    await tellDeath(subgraph, employer, '2013-10-22');
    await paper('EMPLOYER', '2013-10-20', '2013-11-20');
    const both = await paper('WORKERS', '2013-10-21', '2013-11-20');
    expect(both.contract).toEqual({ signedOn: '2013-10-21', fileBy: '2013-10-31' });
    expect(await paper('EMPLOYER', '2013-10-22', '2013-11-20')).toEqual(REFUSED);
    expect(await paper('WORKERS', '2013-10-31', '2013-11-20')).toEqual(REFUSED);
    expect(await paper('WORKERS', '2013-11-01', '2013-11-20')).toMatchObject({ round: { signedBy: ['WORKERS'] } });
    expect(await act('resumeBargaining', guide, {}, '2013-11-20')).toMatchObject({ round: { flags: ['CHIEF_DIED'] } });
    expect(await name(await worker())).toMatchObject({ round: { flags: [] } });
  });

  test('only a paper has a day of its own', async () => {
    const { act, employer, guide } = await round('PASSED');
    const own = { side: 'EMPLOYER', signedOn: '2013-10-20' };
    for (const more of [{}, { paperRef: '第8页' }])
      expect(await act('signContract', employer, { ...own, ...more })).toMatchObject({
        code: 'BAD_USER_INPUT',
        field: 'signedOn',
      });
    expect(await act('signContract', guide, own)).toMatchObject({ code: 'FORBIDDEN' });
  });

  test('the database keeps none of after the death, of before the vote or of a day to come, whatever is written', async () => {
    const { id, employer } = await round('PASSED');
    await tellDeath(subgraph, employer, '2013-10-22');
    const [rep] = await subgraph.sql('select id from round_rep where round_id = $1 and person_id = $2', [id, employer.personId]);
    const row = { round_id: id, draft_no: 1, signing_no: 1, side: 'EMPLOYER', rep_id: rep?.id, recorded_by: 'x', paper_ref: 'x' };
    const put = (signed_on: string | null, more: object = {}) =>
      insert(subgraph.sql, 'round_signature', { ...row, signed_on, signed_at: `2013-10-25${DAY}`, ...more });
    const refused = (written: Promise<unknown>, constraint: string) => expect(written).rejects.toMatchObject({ constraint });
    await refused(put('2013-10-23'), 'round_signature_in_life');
    await refused(put(null), 'round_signature_in_life');
    await refused(put('2013-10-18'), 'round_signature_since');
    await refused(put('2013-10-21', { paper_ref: null }), 'round_signature_day');
    await refused(put('2013-10-21', { signed_at: `2013-10-20${DAY}` }), 'round_signature_not_to_come');
    await put('2013-10-22');
  });
});
