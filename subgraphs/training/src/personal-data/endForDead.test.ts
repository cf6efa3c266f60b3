import { newId } from '@union-graph/subgraph';
import { key, member, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { builders, UNION } from '../../test/builders.ts';
import { training } from '../subgraph.ts';

const ENROL = 'mutation ($input: EnrolInput!) { enrol(input: $input) { enrolment { id } } }';
const NOON = '2013-10-19T12:00:00+08:00';

type Viewer = Parameters<TestSubgraph['ask']>[0];

describe('a place in a session, or a wait for one, when the word of a death comes', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(training);
  });
  afterAll(() => subgraph.stop());

  const died = (viewer: Viewer) =>
    subgraph.send({
      type: 'organisation.member.listed',
      subject: viewer.personId as string,
      aggregateversion: 2,
      data: {
        ...{ unionId: null, scopePath: UNION, nameHash: 'a'.repeat(64), hasDied: true, diedOn: '2013-10-18' },
        identityProof: 'b'.repeat(64),
      },
    });
  const stateOf = async (viewer: Viewer) => {
    const [enrolment] = await subgraph.sql<{ status: string; because: string | null }>(
      'select status, cancelled_because as because from enrolment where member_id = $1',
      [viewer.personId],
    );
    return enrolment?.because ? `${enrolment.status} ${enrolment.because}` : enrolment?.status;
  };

  test('the place, the offer and the wait end, each goes to the next, and the counts are right', async () => {
    const session = await builders(subgraph).session({ capacity: 1 });
    const viewers = Array.from({ length: 4 }, () => member(newId(), UNION));
    for (const viewer of viewers)
      await subgraph.ask(viewer, ENROL, { input: { idempotencyKey: key(), sessionId: session.id } }, NOON);
    const [first, second, third, fourth] = viewers as [Viewer, Viewer, Viewer, Viewer];
    expect(await died(third)).toBe(204);
    expect(await stateOf(third)).toBe('CANCELLED DEATH');
    await died(first);
    expect([await stateOf(first), await stateOf(second)]).toEqual(['CANCELLED DEATH', 'OFFERED']);
    await died(second);
    expect([await stateOf(second), await stateOf(fourth)]).toEqual(['CANCELLED DEATH', 'OFFERED']);
    expect(
      await subgraph.sql('select enrolled_count, offered_count, waitlist_count from course_session where id = $1', [session.id]),
    ).toEqual([{ enrolled_count: 0, offered_count: 1, waitlist_count: 0 }]);
  });

  test('a place in a session that has begun keeps what is told of it', async () => {
    const session = await builders(subgraph).session({ starts_at: '2013-10-01T01:00:00Z' });
    const viewer = member(newId(), UNION);
    await subgraph.sql(
      `insert into enrolment (id, session_id, member_id, status, arrival, enrolled_at, scope_path, version)
        values (gen_random_uuid(), $1, $2, 'CONFIRMED', 1, '2013-09-01T02:00:00Z', $3, 1)`,
      [session.id, viewer.personId, UNION],
    );
    await died(viewer);
    expect(await stateOf(viewer)).toBe('CONFIRMED');
  });
});
