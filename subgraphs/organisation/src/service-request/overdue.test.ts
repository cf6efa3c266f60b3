import { newId } from '@union-graph/subgraph';
import { key, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { buildMember, buildRequest, type MemberRow } from '../../test/builders/index.ts';
import { organisation } from '../subgraph.ts';

/** The limit of these requests ends with 22 October. */
const LAST_SECOND = '2013-10-22T23:59:59+08:00';
const OVER = '2013-10-23T00:00:00+08:00';
const AGENT = staff(newId(), 'HOTLINE_AGENT');

describe('a request whose limit is over, before any task has run (2.1.3)', () => {
  let subgraph: TestSubgraph;
  let person: MemberRow;
  beforeAll(async () => {
    subgraph = await testSubgraph(organisation);
  });
  beforeEach(async () => {
    person = await buildMember(subgraph.sql);
  });
  afterAll(() => subgraph.stop());

  const read = async (id: string, now: string) =>
    (await subgraph.ask(AGENT, `{ serviceRequest(id: "${id}") { status } }`, {}, now)).data.serviceRequest.status;
  const listed = async (status: string, now: string, viewer = member(person.id)) => {
    const query = `{ serviceRequests(status: ${status}) { totalCount nodes { status } } }`;
    const { totalCount, nodes } = (await subgraph.ask(viewer, query, {}, now)).data.serviceRequests;
    return [totalCount, nodes.length, ...new Set(nodes.map((node: { status: string }) => node.status))];
  };
  const act = (verb: string, requestId: string, more: object, expectedVersion = 1) =>
    subgraph.ask(
      AGENT,
      `mutation ($input: ${verb[0]?.toUpperCase()}${verb.slice(1)}Input!) { ${verb}(input: $input) { request { status version } } }`,
      { input: { idempotencyKey: key(), requestId, expectedVersion, ...more } },
      OVER,
    );

  test.each(['RECEIVED', 'TRIAGED', 'DISPATCHED', 'IN_PROGRESS', 'REOPENED'])(
    '%s reads, is listed and is counted as ESCALATED, by its requester and by staff',
    async (status) => {
      const countedAt = async (now: string) =>
        Promise.all([status, 'ESCALATED'].map(async (each) => (await listed(each, now, AGENT))[0] as number));
      const { id } = await buildRequest(subgraph.sql, person, status);
      const [open, escalated] = (await countedAt(LAST_SECOND)) as [number, number];
      expect([await read(id, LAST_SECOND), await listed(status, LAST_SECOND)]).toEqual([status, [1, 1, status]]);
      expect([await read(id, OVER), await listed(status, OVER), await listed('ESCALATED', OVER)]).toEqual([
        'ESCALATED',
        [0, 0],
        [1, 1, 'ESCALATED'],
      ]);
      expect([open, escalated]).toEqual([1, 0]);
      expect(await countedAt(OVER)).toEqual([0, 1]);
      await subgraph.sql('delete from service_request where id = $1', [id]);
    },
  );

  test.each(['RESOLVED', 'CLOSED', 'DUPLICATE'])('%s stays as it is', async (status) => {
    const { id } = await buildRequest(subgraph.sql, person, status);
    expect(await read(id, OVER)).toBe(status);
  });

  test('what its state forbids is refused: nobody dispatches one that was never triaged, and a triaged one is no duplicate any more', async () => {
    const received = await buildRequest(subgraph.sql, person);
    expect((await act('dispatchServiceRequest', received.id, { target: 'VENUES' })).errors?.[0]?.message).toContain(
      'Triage it first',
    );
    const [triaged, other] = [await buildRequest(subgraph.sql, person, 'TRIAGED'), await buildRequest(subgraph.sql, person)];
    expect(await subgraph.code(act('triageServiceRequest', triaged.id, { duplicateOfId: other.id }))).toBe('INVALID_TRANSITION');
  });

  test('who hands it on leaves it handed on: one limit escalates once', async () => {
    const { id } = await buildRequest(subgraph.sql, person, 'TRIAGED');
    expect((await act('dispatchServiceRequest', id, { target: 'VENUES' })).data.dispatchServiceRequest.request).toEqual({
      status: 'DISPATCHED',
      version: 3,
    });
    expect([await read(id, OVER), await listed('DISPATCHED', OVER)]).toEqual(['DISPATCHED', [1, 1, 'DISPATCHED']]);
    const job = JSON.stringify({ payload: { requestId: id }, clockOffset: Date.parse(OVER) - Date.now() });
    await subgraph.sql(`select graphile_worker.add_job('escalate_request', $1::json)`, [job]);
    while ((await subgraph.sql('select from graphile_worker._private_jobs')).length > 0);
    expect(await read(id, OVER)).toBe('DISPATCHED');
  });

  test('a service that takes it up after its limit has it IN_PROGRESS', async () => {
    // Events carry no clock of their own: the limit ended before the test's day.
    const due_at = '2013-10-18T23:59:59+08:00';
    const { id } = await buildRequest(subgraph.sql, person, 'DISPATCHED', { due_at });
    const data = { typeName: 'MediationCase', id: newId() };
    await subgraph.send({ type: 'mediation.request.accepted', subject: id, data, aggregateversion: 9 });
    expect(await read(id, OVER)).toBe('IN_PROGRESS');
  });
});
