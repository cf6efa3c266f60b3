import { newId } from '@union-graph/subgraph';
import { eventually, key, listenerTo, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { builders, FENGTAI, UNION } from '../../test/builders.ts';
import { training } from '../subgraph.ts';

const ENROL = 'mutation ($input: EnrolInput!) { enrol(input: $input) { enrolment { id } } }';
const CANCEL = 'mutation ($input: CancelEnrolmentInput!) { cancelEnrolment(input: $input) { enrolment { status version } } }';
const ACCEPT = 'mutation ($input: AcceptOfferInput!) { acceptOffer(input: $input) { enrolment { status version } } }';
const MINE = '{ myEnrolments { nodes { id version status offerExpiresAt waitlistPosition } } }';
const NOON = '2013-10-19T12:00:00+08:00';
const NEXT_NOON = '2013-10-20T12:00:00+08:00';
const BEFORE_NEXT_NOON = '2013-10-20T11:59:59.999+08:00';

type Viewer = Parameters<TestSubgraph['ask']>[0];

describe('the waiting list', () => {
  let subgraph: TestSubgraph;
  let build: ReturnType<typeof builders>;
  beforeAll(async () => {
    subgraph = await testSubgraph(training, { subscribers: listenerTo('training') });
    build = builders(subgraph);
  });
  afterAll(() => subgraph.stop());

  const ownOf = async (viewer: Viewer, now = NOON) => (await subgraph.ask(viewer, MINE, {}, now)).data.myEnrolments.nodes[0];
  const statesOf = async (viewers: readonly Viewer[], now = NOON) =>
    Promise.all(viewers.map(async (viewer) => (await ownOf(viewer, now)).status));
  const change = async (viewer: Viewer, mutation: string, now = NOON, given: object = {}) => {
    const { id, version } = await ownOf(viewer, now);
    return subgraph.ask(
      viewer,
      mutation,
      { input: { idempotencyKey: key(), enrolmentId: id, expectedVersion: version, ...given } },
      now,
    );
  };
  /** A session with all places taken, and members in the order they came. */
  const queue = async (capacity: number, count: number, given: object = {}) => {
    const session = await build.session({ capacity, ...given });
    const viewers = Array.from({ length: count }, () => member(newId(), UNION));
    for (const viewer of viewers)
      await subgraph.ask(viewer, ENROL, { input: { idempotencyKey: key(), sessionId: session.id } }, NOON);
    return { id: session.id, viewers: viewers as [Viewer, Viewer, Viewer, ...Viewer[]] };
  };
  const sessionOf = async (id: unknown, now = NOON) =>
    (
      await subgraph.ask(
        member(newId()),
        'query ($id: ID!) { courseSession(id: $id) { status enrolledCount waitlistCount } }',
        { id },
        now,
      )
    ).data.courseSession;

  /** Has the job of the lapse run now, on the clock `now`. */
  const runJob = (sessionId: unknown, now: string) =>
    subgraph.sql(`select graphile_worker.add_job('offer_free_places', $1::json)`, [
      JSON.stringify({ payload: { sessionId }, clockOffset: new Date(now).getTime() - Date.now() }),
    ]);
  /** Waits until an offer's lapse is written down, not only read as such: at noon it would still read as offered. */
  const untilCancelled = (viewer: Viewer) => eventually(async () => (await ownOf(viewer)).status === 'CANCELLED');

  test('a freed place is offered to who waits longest, for 24 hours, and stays theirs', async () => {
    const { id, viewers } = await queue(1, 3);
    expect((await change(viewers[0], CANCEL)).data.cancelEnrolment.enrolment).toEqual({ status: 'CANCELLED', version: 2 });
    expect(await ownOf(viewers[1])).toMatchObject({
      status: 'OFFERED',
      offerExpiresAt: new Date(NEXT_NOON).toISOString(),
      waitlistPosition: null,
    });
    expect(await ownOf(viewers[2])).toMatchObject({ status: 'WAITLISTED', offerExpiresAt: null, waitlistPosition: 1 });
    const late = member(newId(), UNION);
    await subgraph.ask(late, ENROL, { input: { idempotencyKey: key(), sessionId: id } }, NOON);
    expect(await ownOf(late)).toMatchObject({ status: 'WAITLISTED', waitlistPosition: 2 });
    expect(await sessionOf(id)).toEqual({ status: 'FULL', enrolledCount: 0, waitlistCount: 3 });
    expect((await change(viewers[1], ACCEPT, BEFORE_NEXT_NOON)).data.acceptOffer.enrolment).toEqual({
      status: 'CONFIRMED',
      version: 3,
    });
    expect(await sessionOf(id)).toEqual({ status: 'FULL', enrolledCount: 1, waitlistCount: 2 });
  });

  test('an offer is over at its last instant, before any job has run', async () => {
    const { viewers } = await queue(1, 3);
    await change(viewers[0], CANCEL);
    expect(await ownOf(viewers[1], BEFORE_NEXT_NOON)).toMatchObject({ status: 'OFFERED' });
    expect(await ownOf(viewers[1], NEXT_NOON)).toMatchObject({ status: 'CANCELLED', offerExpiresAt: null });
    expect(await subgraph.code(change(viewers[1], ACCEPT, NEXT_NOON))).toBe('DEADLINE_PASSED');
    expect(await subgraph.code(change(viewers[1], CANCEL, NEXT_NOON))).toBe('INVALID_TRANSITION');
  });

  test('a lapsed offer waits no more, and its place is due to the next in the list, before any job has run', async () => {
    const { id, viewers } = await queue(1, 3);
    await change(viewers[0], CANCEL);
    expect(await sessionOf(id, BEFORE_NEXT_NOON)).toEqual({ status: 'FULL', enrolledCount: 0, waitlistCount: 2 });
    expect(await sessionOf(id, NEXT_NOON)).toEqual({ status: 'FULL', enrolledCount: 0, waitlistCount: 1 });
    await change(viewers[2], CANCEL, BEFORE_NEXT_NOON);
    expect(await sessionOf(id, BEFORE_NEXT_NOON)).toEqual({ status: 'FULL', enrolledCount: 0, waitlistCount: 1 });
    expect(await sessionOf(id, NEXT_NOON)).toEqual({ status: 'OPEN', enrolledCount: 0, waitlistCount: 0 });
  });

  test('the next one who comes finds the lapsed place offered to the next who waited', async () => {
    const { id, viewers } = await queue(1, 3);
    await change(viewers[0], CANCEL);
    const newcomer = member(newId(), UNION);
    await subgraph.ask(newcomer, ENROL, { input: { idempotencyKey: key(), sessionId: id } }, NEXT_NOON);
    expect(await statesOf([...viewers, newcomer], NEXT_NOON)).toEqual(['CANCELLED', 'CANCELLED', 'OFFERED', 'WAITLISTED']);
  });

  test('the job of the lapse offers the place to the next', async () => {
    const { id, viewers } = await queue(1, 3);
    await change(viewers[0], CANCEL);
    const jobs = await subgraph.sql<{ run_in: string }>(
      `select round(extract(epoch from run_at - now()) / 3600)::int as run_in from graphile_worker._private_jobs where payload->'payload'->>'sessionId' = $1`,
      [id],
    );
    // The other one ends the waiting when the session begins.
    expect(jobs).toContainEqual({ run_in: 24 });
    await runJob(id, NEXT_NOON);
    await untilCancelled(viewers[1]);
    expect(await statesOf(viewers, NEXT_NOON)).toEqual(['CANCELLED', 'CANCELLED', 'OFFERED']);
  });

  test('who gives up an offer or their place in the list passes it on', async () => {
    const { id, viewers } = await queue(1, 4);
    await change(viewers[2], CANCEL);
    await change(viewers[0], CANCEL);
    await change(viewers[1], CANCEL);
    expect(await statesOf(viewers)).toEqual(['CANCELLED', 'CANCELLED', 'CANCELLED', 'OFFERED']);
    expect(await sessionOf(id)).toEqual({ status: 'FULL', enrolledCount: 0, waitlistCount: 1 });
  });

  test('nothing moves once the session has begun', async () => {
    const { viewers } = await queue(1, 2);
    expect(await subgraph.code(change(viewers[0], CANCEL, '2013-11-02T01:00:00Z'))).toBe('DEADLINE_PASSED');
    expect(await subgraph.code(change(viewers[1], CANCEL, '2013-11-02T01:00:00Z'))).toBe('DEADLINE_PASSED');
    expect(await subgraph.code(change(viewers[1], CANCEL, '2013-11-02T00:59:59.999Z'))).toBeNull();
  });

  test.each(['2013-11-02T01:00:00Z', '2013-11-05T00:00:00Z'])(
    'a job that runs at %s, once the session has begun, offers nothing',
    async (now) => {
      const { id, viewers } = await queue(1, 3);
      await change(viewers[0], CANCEL);
      await runJob(id, now);
      await untilCancelled(viewers[1]);
      expect(await statesOf(viewers, NOON)).toEqual(['CANCELLED', 'CANCELLED', 'CANCELLED']);
    },
  );

  test('who still waits when the session begins waits no more: at once to be read, then written down and told', async () => {
    const { id, viewers } = await queue(1, 3);
    const begins = '2013-11-02T01:00:00Z';
    const readAt = async (now: string) => {
      const query = '{ myEnrolments { nodes { status cancelledBecause waitlistPosition } } }';
      return (await subgraph.ask(viewers[1], query, {}, now)).data.myEnrolments.nodes[0];
    };
    expect(await readAt('2013-11-02T00:59:59.999Z')).toEqual({
      status: 'WAITLISTED',
      cancelledBecause: null,
      waitlistPosition: 1,
    });
    const over = { status: 'CANCELLED', cancelledBecause: 'NO_PLACE', waitlistPosition: null };
    expect(await readAt(begins)).toEqual(over);
    expect(await sessionOf(id, begins)).toEqual({ status: 'RUNNING', enrolledCount: 1, waitlistCount: 0 });
    const jobs = await subgraph.sql<{ ahead: string }>(
      `select run_at - now() > interval '13 days' as ahead from graphile_worker._private_jobs where payload->'payload'->>'sessionId' = $1`,
      [id],
    );
    expect(jobs).toEqual([{ ahead: true }]);
    await runJob(id, begins);
    await untilCancelled(viewers[1]);
    expect(await readAt(NOON)).toEqual(over);
    expect(await statesOf(viewers, NOON)).toEqual(['CONFIRMED', 'CANCELLED', 'CANCELLED']);
    expect(
      await subgraph.sql('select waitlist_count, offered_count, enrolled_count from course_session where id = $1', [id]),
    ).toEqual([{ waitlist_count: 0, offered_count: 0, enrolled_count: 1 }]);
    const told = await subgraph.sql(
      `select distinct event->'data'->>'memberId' as member, event->'data'->>'because' as because from event_delivery
        where event->>'type' = 'training.enrolment.cancelled' and event->'data'->>'sessionId' = $1`,
      [id],
    );
    expect(told).toHaveLength(2);
    expect(told).toEqual(told.map(({ member: person }) => ({ member: person, because: 'NO_PLACE' })));
  });

  test('an offer made late ends when the session begins', async () => {
    const { viewers } = await queue(1, 2);
    await change(viewers[0], CANCEL, '2013-11-01T12:00:00Z');
    expect(await ownOf(viewers[1], '2013-11-01T12:00:00Z')).toMatchObject({
      status: 'OFFERED',
      offerExpiresAt: '2013-11-02T01:00:00.000Z',
    });
  });

  test('of 30 parallel cancellations each frees one place, offered in order', async () => {
    const { id, viewers } = await queue(30, 60);
    await Promise.all(viewers.slice(0, 30).map((viewer) => change(viewer, CANCEL)));
    expect(await statesOf(viewers.slice(30))).toEqual(Array(30).fill('OFFERED'));
    await Promise.all(viewers.slice(30).map((viewer) => change(viewer, ACCEPT)));
    expect(await sessionOf(id)).toEqual({ status: 'FULL', enrolledCount: 30, waitlistCount: 0 });
  });

  test('refusals: stale version, somebody else’s, out of scope', async () => {
    const { viewers } = await queue(1, 2);
    const { id } = await ownOf(viewers[0]);
    const cancel = (viewer: Viewer, expectedVersion = 1, enrolmentId: unknown = id) =>
      subgraph.code(subgraph.ask(viewer, CANCEL, { input: { idempotencyKey: key(), enrolmentId, expectedVersion } }, NOON));
    expect(await cancel(viewers[0], 2)).toBe('VERSION_CONFLICT');
    expect(await cancel(viewers[1])).toBe('NOT_FOUND');
    expect(await cancel(staff(newId(), 'DISTRICT_ADMIN', '/city/110101/'))).toBe('NOT_FOUND');
    expect(await cancel(staff(newId(), 'DISTRICT_ADMIN', FENGTAI))).toBe('FORBIDDEN');
    expect(await cancel(viewers[0], 1, newId())).toBe('NOT_FOUND');
    expect(await cancel(viewers[0], 1, '')).toBe('NOT_FOUND');
  });
});
