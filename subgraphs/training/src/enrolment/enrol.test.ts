import { newId } from '@union-graph/subgraph';
import { eventsAbout, eventually, key, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { builders, UNION } from '../../test/builders.ts';
import { training } from '../subgraph.ts';

const ENROL =
  'mutation ($input: EnrolInput!) { enrol(input: $input) { enrolment { id version status waitlistPosition session { enrolledCount waitlistCount status } } } }';
const CANCEL = 'mutation ($input: CancelEnrolmentInput!) { cancelEnrolment(input: $input) { enrolment { id status } } }';
const ACCEPT = 'mutation ($input: AcceptOfferInput!) { acceptOffer(input: $input) { enrolment { id status } } }';

describe('enrol', () => {
  let subgraph: TestSubgraph;
  let build: ReturnType<typeof builders>;
  beforeAll(async () => {
    subgraph = await testSubgraph(training, {
      subscribers: [{ type: 'training.enrolment.*', name: 'organisation', url: 'http://127.0.0.1:1/events' }],
    });
    build = builders(subgraph);
  });
  afterAll(() => subgraph.stop());

  const enrol = (viewer: Parameters<TestSubgraph['ask']>[0], sessionId: unknown, now?: string, idempotencyKey = key()) =>
    subgraph.ask(viewer, ENROL, { input: { idempotencyKey, sessionId } }, now);
  const countsOf = async (id: unknown) =>
    (
      await subgraph.sql('select enrolled_count, offered_count, waitlist_count, arrivals from course_session where id = $1', [id])
    )[0];

  test('places first, then the waiting list; a replay gives the same answer', async () => {
    const { id } = await build.session({ capacity: 1 });
    const viewer = member(newId(), UNION);
    const once = key();
    const first = await enrol(viewer, id, undefined, once);
    expect(first.data.enrol.enrolment).toMatchObject({
      version: 1,
      status: 'CONFIRMED',
      waitlistPosition: null,
      session: { enrolledCount: 1, waitlistCount: 0, status: 'FULL' },
    });
    expect(await enrol(viewer, id, undefined, once)).toEqual(first);
    expect(await subgraph.code(enrol(viewer, id))).toBe('DUPLICATE');
    expect((await enrol(member(newId(), null), id)).data.enrol.enrolment).toMatchObject({
      status: 'WAITLISTED',
      waitlistPosition: 1,
    });
    expect((await enrol(member(newId()), id)).data.enrol.enrolment).toMatchObject({
      status: 'WAITLISTED',
      waitlistPosition: 2,
      session: { enrolledCount: 1, waitlistCount: 2 },
    });
  });

  test('C-10: organisation hears who is on the list of which institution, who waits, too, and who has left it', async () => {
    const { id } = await build.session({ capacity: 1 });
    const [taker, waiter] = [member(newId(), UNION), member(newId(), UNION)];
    for (const viewer of [taker, waiter]) await enrol(viewer, id);
    const [place] = await subgraph.sql<{ scope_path: string }>(
      `select i.scope_path from institution i join course c on c.institution_id = i.id join course_session s on s.course_id = c.id where s.id = $1`,
      [id],
    );
    const told = async (viewer: typeof taker) =>
      (
        await subgraph.sql<{ data: object }>(
          `select event->'data' as data from event_delivery
           where event->>'type' = 'training.enrolment.listed' and event->'data'->>'memberId' = $1 order by id`,
          [viewer.personId],
        )
      ).map(({ data }) => data);
    const listed = (viewer: typeof taker, isListed: boolean, until: string | null = null) => ({
      memberId: viewer.personId,
      institutionPath: place?.scope_path,
      listed: isListed,
      until,
    });
    const [{ starts } = { starts: new Date() }] = await subgraph.sql<{ starts: Date }>(
      'select starts_at as starts from course_session where id = $1',
      [id],
    );
    const waits = listed(waiter, true, starts.toISOString());
    expect([await told(taker), await told(waiter)]).toEqual([[listed(taker, true)], [waits]]);
    const [own] = await subgraph.sql<{ id: string }>('select id from enrolment where member_id = $1', [taker.personId]);
    const input = { idempotencyKey: key(), enrolmentId: own?.id, expectedVersion: 1 };
    expect(await subgraph.code(subgraph.ask(taker, CANCEL, { input }))).toBeNull();
    expect(await told(taker)).toEqual([listed(taker, true), listed(taker, false)]);
    // The offer that the waiter does not take ends, and with it the waiter's place on the list.
    const [offer = { until: starts }] = await subgraph.sql<{ until: Date }>(
      'select offer_expires_at as until from enrolment where member_id = $1',
      [waiter.personId],
    );
    const offered = listed(waiter, true, offer.until.toISOString());
    expect(offered).not.toEqual(waits);
    expect(await told(waiter)).toEqual([waits, offered]);
    await enrol(member(newId(), UNION), id, '2013-11-01T00:00:00Z');
    expect(await told(waiter)).toEqual([waits, offered, listed(waiter, false)]);
  });

  test('C-10: who takes the offered place is on the list without an end, and a service that begins to follow is told the same', async () => {
    const { id } = await build.session({ capacity: 1 });
    const viewers = [1, 2, 3].map(() => member(newId(), UNION));
    for (const viewer of viewers) await enrol(viewer, id);
    const own = async (at: number) =>
      (
        await subgraph.sql<{ id: string; version: number }>('select id, version from enrolment where member_id = $1', [
          viewers[at]?.personId,
        ])
      )[0] as { id: string; version: number };
    const change = async (at: 0 | 1, document: string) => {
      const { id: enrolmentId, version: expectedVersion } = await own(at);
      const input = { idempotencyKey: key(), enrolmentId, expectedVersion };
      expect(await subgraph.code(subgraph.ask(viewers[at] as ReturnType<typeof member>, document, { input }))).toBeNull();
    };
    const latest = async (at: number) => {
      const events = (await eventsAbout(subgraph.sql, (await own(at)).id)).filter(
        ({ type }) => type === 'training.enrolment.listed',
      );
      return events.map(({ aggregateversion, data }) => [aggregateversion, data.listed, data.until]).at(-1);
    };
    await change(0, CANCEL);
    await change(1, ACCEPT);
    const told = [await latest(1), await latest(2)];
    expect(told).toEqual([
      [3, true, null],
      [1, true, expect.any(String)],
    ]);
    await subgraph.sql('delete from event_delivery');
    const types = ['training.enrolment.listed'];
    await subgraph.send({ type: 'organisation.snapshot.requested', subject: newId(), data: { types } });
    await eventually(async () => (await latest(1)) !== undefined && (await latest(2)) !== undefined);
    expect([await latest(1), await latest(2), await latest(0)]).toEqual([...told, undefined]);
  });

  test('SKL-INV-1: of 200 parallel requests for 30 places 30 are confirmed, the rest wait in the order they came', async () => {
    const { id } = await build.session({ capacity: 30 });
    const answers = await Promise.all(Array.from({ length: 200 }, () => enrol(member(newId(), UNION), id)));
    const statuses = answers.map(({ data }) => data.enrol.enrolment.status);
    expect(statuses.filter((status) => status === 'CONFIRMED')).toHaveLength(30);
    expect(statuses.filter((status) => status === 'WAITLISTED')).toHaveLength(170);
    expect(await countsOf(id)).toEqual({ enrolled_count: 30, offered_count: 0, waitlist_count: 170, arrivals: 200 });
    const [order] = await subgraph.sql(
      `select bool_and((status = 'CONFIRMED') = (arrival <= 30)) as first_come, count(distinct arrival)::int as places, max(arrival) as last from enrolment where session_id = $1`,
      [id],
    );
    expect(order).toEqual({ first_come: true, places: 200, last: 200 });
  });

  test('one member 20 times at once has one place', async () => {
    const { id } = await build.session({ capacity: 30 });
    const viewer = member(newId(), UNION);
    const codes = await Promise.all(Array.from({ length: 20 }, () => subgraph.code(enrol(viewer, id))));
    expect(codes.filter((code) => code === 'DUPLICATE')).toHaveLength(19);
    expect(await countsOf(id)).toMatchObject({ enrolled_count: 1, arrivals: 1 });
  });

  test('the database itself never holds more places than there are (SKL-INV-1)', async () => {
    const { id } = await build.session({ capacity: 2, enrolled_count: 2 });
    await expect(subgraph.sql('update course_session set offered_count = 1 where id = $1', [id])).rejects.toThrow(
      'course_session_capacity',
    );
  });

  test.each([
    [null, '2013-11-02T00:59:59.999Z', {}],
    ['DEADLINE_PASSED', '2013-11-02T01:00:00Z', {}],
    ['DEADLINE_PASSED', '2013-11-03T09:00:00Z', {}],
    ['INVALID_TRANSITION', '2013-10-19T02:00:00Z', { status: 'PLANNED' }],
    ['INVALID_TRANSITION', '2013-10-19T02:00:00Z', { status: 'CANCELLED' }],
    ['INVALID_TRANSITION', '2013-10-19T02:00:00Z', { status: 'ARCHIVED' }],
  ])('%s at %s for a session with %j', async (code, now, given) => {
    const { id } = await build.session(given);
    expect(await subgraph.code(enrol(member(newId(), UNION), id, now))).toBe(code);
  });

  test('only members enrol, in sessions that exist', async () => {
    const { id } = await build.session();
    expect(await subgraph.code(enrol(staff(newId(), 'DISTRICT_ADMIN'), id))).toBe('FORBIDDEN');
    for (const unknown of [newId(), 'x']) expect(await subgraph.code(enrol(member(newId()), unknown))).toBe('NOT_FOUND');
  });

  const states = ['WAITLISTED', 'OFFERED', 'CONFIRMED', 'ATTENDING', 'PASSED', 'FAILED', 'NO_SHOW', 'CANCELLED'] as const;
  test.each(states)('%s meets cancelEnrolment and acceptOffer as the table says', async (status) => {
    const place = async () => {
      const { id } = await build.session({ capacity: 9, enrolled_count: 1, offered_count: 1, waitlist_count: 1, arrivals: 1 });
      const enrolment = await build.insert('enrolment', {
        id: newId(),
        member_id: newId(),
        session_id: id,
        status,
        arrival: 1,
        enrolled_at: '2013-10-18T00:00:00Z',
        scope_path: UNION,
        offer_expires_at: status === 'OFFERED' ? '2013-10-20T00:00:00Z' : null,
        cancelled_because: status === 'CANCELLED' ? 'MEMBER' : null,
      });
      return {
        viewer: member(enrolment.member_id, UNION),
        input: { idempotencyKey: key(), enrolmentId: enrolment.id, expectedVersion: 1 },
      };
    };
    const [cancelled, accepted] = [await place(), await place()];
    expect(await subgraph.code(subgraph.ask(cancelled.viewer, CANCEL, { input: cancelled.input }))).toBe(
      ['WAITLISTED', 'OFFERED', 'CONFIRMED'].includes(status) ? null : 'INVALID_TRANSITION',
    );
    expect(await subgraph.code(subgraph.ask(accepted.viewer, ACCEPT, { input: accepted.input }))).toBe(
      status === 'OFFERED' ? null : 'INVALID_TRANSITION',
    );
  });
});
