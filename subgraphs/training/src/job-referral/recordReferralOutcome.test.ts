import { newId } from '@union-graph/subgraph';
import { eventsAbout, key, listenerTo, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { training } from '../subgraph.ts';

const CLOSE = `mutation ($input: RecordReferralOutcomeInput!) { recordReferralOutcome(input: $input) { referral { id status note closedAt version request { id } member { id } } } }`;

describe('requests to 12351 become referrals to work (J-05)', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(training, {
      subscribers: listenerTo('training'),
    });
  });
  afterAll(() => subgraph.stop());

  type Viewer = Parameters<TestSubgraph['ask']>[0];
  const clerk = () => staff(newId(), 'DISTRICT_ADMIN', '/city/110105/');
  const dispatch = (requestId: string, version: number, memberId: string | null = null, more: object = {}) =>
    subgraph.send({
      type: 'organisation.request.dispatched',
      subject: requestId,
      aggregateversion: version,
      data: {
        target: 'TRAINING',
        category: 'RIGHTS',
        channel: 'PHONE',
        memberId,
        districtCode: '110105',
        scopePath: '/city/110105/',
        dueAt: '2013-10-30T16:00:00Z',
        ...more,
      },
    });
  const rowsOf = (requestId: string) =>
    subgraph.sql<{ id: string; status: string }>(
      'select id, status from job_referral where service_request_id = $1 order by id',
      [requestId],
    );
  const toldOf = async (requestId: string) =>
    (await eventsAbout(subgraph.sql, requestId)).map(({ type, data }) => [type, data.id ?? data.status]);
  const seen = async (viewer: Viewer, id?: string) =>
    (await subgraph.ask(viewer, '{ jobReferrals(first: 100) { nodes { id } } }')).data.jobReferrals.nodes.some(
      (row: { id: string }) => row.id === id,
    );
  const close = (viewer: Viewer, id: string | undefined, more: object = {}) =>
    subgraph.ask(viewer, CLOSE, {
      input: { idempotencyKey: key(), expectedVersion: 1, id, outcome: 'ANSWERED', note: '已办', ...more },
    });

  test('once, seen by the worker and the staff, closed by the staff, and organisation hears of both', async () => {
    const [requestId, worker] = [newId(), newId()];
    expect(await dispatch(requestId, 3, worker)).toBe(204);
    await dispatch(requestId, 3, worker);
    await dispatch(requestId, 2, worker);
    const [row, ...more] = await rowsOf(requestId);
    expect([row?.status, more]).toEqual(['SEEKING', []]);
    expect(await toldOf(requestId)).toEqual([['training.request.accepted', row?.id]]);
    expect(await seen(member(worker), row?.id)).toBe(true);
    expect(await seen(clerk(), row?.id)).toBe(true);
    expect(await seen(member(newId()), row?.id)).toBe(false);
    expect(await seen(staff(newId(), 'DISTRICT_ADMIN', '/city/110101/'), row?.id)).toBe(false);

    expect(await subgraph.code(close(member(worker), row?.id))).toBe('FORBIDDEN');
    expect(await subgraph.code(close(staff(newId(), 'DISTRICT_ADMIN', '/city/110101/'), row?.id))).toBe('NOT_FOUND');
    expect(await subgraph.code(close(clerk(), row?.id, { note: ' ' }))).toBe('BAD_USER_INPUT');
    expect(await subgraph.code(close(clerk(), row?.id, { expectedVersion: 2 }))).toBe('VERSION_CONFLICT');
    const [once, viewer] = [key(), clerk()];
    const first = await close(viewer, row?.id, { idempotencyKey: once });
    expect(first.data.recordReferralOutcome.referral).toMatchObject({
      status: 'ANSWERED',
      note: '已办',
      version: 2,
      request: { id: requestId },
      member: { id: worker },
    });
    expect(await close(viewer, row?.id, { idempotencyKey: once })).toEqual(first);
    expect(await subgraph.code(close(clerk(), row?.id, { expectedVersion: 2 }))).toBe('INVALID_TRANSITION');
    expect((await toldOf(requestId)).at(-1)).toEqual(['training.request.resolved', 'ANSWERED']);
    // Opened again by the requester and handed here once more.
    await dispatch(requestId, 6, worker);
    expect((await rowsOf(requestId)).map(({ status }) => status).sort()).toEqual(['ANSWERED', 'SEEKING']);
  });

  test('what is handed elsewhere ends here; what was never ours is not taken; nonsense is not read', async () => {
    const [moved, foreign] = [newId(), newId()];
    await dispatch(moved, 1);
    await dispatch(moved, 2, null, { target: 'MEDIATION' });
    expect((await rowsOf(moved)).map(({ status }) => status)).toEqual(['DECLINED']);
    expect(await toldOf(moved)).toHaveLength(1);
    await dispatch(foreign, 1, null, { target: 'ORGANISATION' });
    expect(await rowsOf(foreign)).toEqual([]);
    expect(await dispatch(newId(), 1, 'x')).toBe(400);
    const [broken, whole] = [newId(), newId()];
    for (const more of [
      { dueAt: 'soon' },
      { dueAt: '2013-02-30T99:00:00Z' },
      { dueAt: 7 },
      { districtCode: '1' },
      { scopePath: '/' },
    ])
      expect([more, await dispatch(broken, 1, null, more)]).toEqual([more, 400]);
    expect(await dispatch(whole, 1)).toBe(204);
    expect([(await rowsOf(broken)).length, (await rowsOf(whole)).length]).toEqual([0, 1]);
  });

  test('twenty who close it at once: one does', async () => {
    const requestId = newId();
    await dispatch(requestId, 1);
    const [row] = await rowsOf(requestId);
    const codes = await Promise.all(Array.from({ length: 20 }, () => subgraph.code(close(clerk(), row?.id))));
    expect(codes.filter((code) => code === null)).toHaveLength(1);
    expect(new Set(codes.filter((code) => code !== null))).toEqual(new Set(['VERSION_CONFLICT']));
  });
});
