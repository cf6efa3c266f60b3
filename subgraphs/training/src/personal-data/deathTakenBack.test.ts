import { newId } from '@union-graph/subgraph';
import { caller, listenerTo, member, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { builders, UNION } from '../../test/builders.ts';
import { CITY, competitionIn, delegateOf } from '../../test/competitions.ts';
import { creditActs } from '../../test/credits.ts';
import { degreeActs } from '../../test/degree.ts';
import { training } from '../subgraph.ts';

describe('a worker whose death was recorded by mistake, and taken back', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(training, { subscribers: listenerTo('training') });
  });
  afterAll(() => subgraph.stop());

  const tell = async (memberId: string, aggregateversion: number, hasDied: boolean) =>
    expect(
      await subgraph.send({
        type: 'organisation.member.listed',
        subject: memberId,
        aggregateversion,
        data: {
          ...{ unionId: newId(), scopePath: UNION, nameHash: 'a'.repeat(64), identityProof: 'b'.repeat(64) },
          ...{ hasDied, diedOn: hasDied ? '2013-10-18' : null },
        },
      }),
    ).toBe(204);
  const takeBack = async (memberId: string) => {
    await tell(memberId, 2, true);
    await tell(memberId, 3, false);
  };
  const statesOf = async (table: string, memberId: string, order: string) =>
    (await subgraph.sql(`select status from ${table} where member_id = $1 order by ${order}, id`, [memberId])).map(
      ({ status }) => status,
    );

  test.each([1, 2])('asks for a place in the same session anew, among %i who want it', async (wanting) => {
    const session = await builders(subgraph).session({ capacity: 1 });
    const viewers = Array.from({ length: wanting }, () => member(newId(), UNION));
    const enrol = (viewer: (typeof viewers)[number]) =>
      caller(subgraph)('enrol', 'enrolment { status }', { sessionId: session.id }, viewer);
    for (const viewer of viewers) expect((await enrol(viewer)).errors).toBeUndefined();
    const [self] = viewers as [(typeof viewers)[number]];
    await takeBack(self.personId as string);
    const again = (await enrol(self)).data.enrol.enrolment.status;
    // The place was offered to who waited, and is not taken from them.
    expect(again).toBe(wanting === 1 ? 'CONFIRMED' : 'WAITLISTED');
    expect(await statesOf('enrolment', self.personId as string, 'arrival')).toEqual(['CANCELLED', again]);
  });

  test('enters the same competition anew', async () => {
    const { finalists, eventId } = await competitionIn(subgraph.sql, 'REGISTRATION');
    const [{ memberId }] = finalists;
    await takeBack(memberId);
    const enter = caller(subgraph)('registerEntry', 'entry { status }', { eventId }, member(memberId, UNION));
    expect((await enter).data.registerEntry.entry.status).toBe('REGISTERED');
  });

  test('is nominated for the degree plan anew', async () => {
    const acts = degreeActs(subgraph);
    const of = await acts.candidate();
    await acts.reach('NOMINATED', of);
    await takeBack(of.memberId);
    expect((await acts.nominate(of)).data.nominateForDegree.application.status).toBe('NOMINATED');
  });

  test('asks for the same credits to be converted anew', async () => {
    const acts = creditActs(subgraph);
    const of = await acts.worker();
    await acts.stored(of);
    await acts.requested(of);
    await takeBack(of.memberId);
    const asked = await acts.requested(of);
    expect(asked.status).toBe('REQUESTED');
    expect((await acts.decide(asked)).errors).toBeUndefined();
  });

  test('is named anew by the agency', async () => {
    const { personId } = await delegateOf(subgraph.sql, 'HRSS');
    await takeBack(personId as string);
    const set = caller(subgraph)('setAgencyDelegate', 'delegate { personId }', { personId, agencyCode: 'HRSS' }, CITY);
    expect((await set).errors).toBeUndefined();
  });
});
