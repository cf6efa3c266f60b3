import { ANONYMOUS, type Viewer } from '@union-graph/identity';
import { outcomeOf, type SourceUnderTest, startSource } from '../../../test/calls.ts';
import { eventually } from '../../../test/gateway.ts';
import { cancelCalls, createDeadline } from '../../request/deadline.ts';

let source: SourceUnderTest;
const start = async (settings: Parameters<typeof startSource>[0] = {}) => {
  source = await startSource(settings);
  source.behave(undefined);
};
afterEach(() => source.stop());

/** Waits until `count` requests have arrived and the unanswered ones are all that the source has in flight. */
const requestsAre = async (count: number) => {
  await eventually(() => {
    const open = source.requests.filter(({ response, closedEarly }) => !response.writableFinished && !closedEarly);
    expect([source.requests.length, source.state()]).toMatchObject([count, { active: open.length, waiting: 0 }]);
  });
};
const answerAll = () => {
  for (const request of source.requests) if (!request.response.writableEnded) request.answer();
};

const reader: Viewer = {
  ...ANONYMOUS,
  subject: 'wang',
  kind: 'person',
  personId: 'p1',
  unionPath: '/city/110105/',
  grants: [{ role: 'MEMBER', scopePath: '/city/110105/' }],
  scopes: ['read'],
  clientId: 'console',
};
const agreement = { id: 'a', version: 1, kind: 'CONTACT', partyId: 'n', purpose: 'MATCHING', districtCodes: [], projectIds: [] };
const partner: Viewer = { ...reader, kind: 'client', agreement };

test('equal reads of one viewer share one request, and each gets its own copy of the answer', async () => {
  await start();
  const asked = Array.from({ length: 5 }, () => source.call({ viewer: { ...reader } }));
  await requestsAre(1);
  answerAll();
  const answers = await Promise.all(asked);
  expect(answers.map(outcomeOf)).toEqual(Array.from({ length: 5 }, () => ({ n: 1 })));
  // Execution changes the answer in place.
  const [first, ...others] = answers.map(({ data }) => data as { n: number });
  if (first) first.n = 99;
  expect(others.map(({ n }) => n)).toEqual([1, 1, 1, 1]);
  expect(await source.metric('subgraph_calls_shared_total')).toBe(4);
  source.behave((request) => request.answer());
  expect(outcomeOf(await source.call({ viewer: reader }))).toEqual({ n: 2 });
});

describe('a read is not shared with', () => {
  test.each<[string, Parameters<SourceUnderTest['call']>[0]]>([
    ['another subject', { viewer: { ...reader, subject: 'li' } }],
    ['another person', { viewer: { ...reader, personId: 'p2' } }],
    ['another part of the union tree', { viewer: { ...reader, unionPath: '/city/110101/' } }],
    ['another role', { viewer: { ...reader, grants: [{ role: 'MEDIATOR', scopePath: '/city/110105/' }] } }],
    ['a role elsewhere', { viewer: { ...reader, grants: [{ role: 'MEMBER', scopePath: '/city/110101/' }] } }],
    ['other scopes', { viewer: { ...reader, scopes: ['read', 'write'] } }],
    ['another client', { viewer: { ...reader, clientId: 'other' } }],
    ['a partner', { viewer: partner }],
    ['another time', { viewer: reader, testNow: '2013-10-19T09:00:00+08:00' }],
    ['another text', { viewer: reader, body: '{"query":"{ n  }"}' }],
  ])('%s', async (_, other) => {
    await start();
    const asked = [source.call({ viewer: reader }), source.call(other)];
    await requestsAre(2);
    answerAll();
    await Promise.all(asked);
  });

  test.each([
    ['version', { ...agreement, version: 2 }],
    ['purpose', { ...agreement, purpose: 'DELIVERY' }],
    ['districts', { ...agreement, districtCodes: ['110105'] }],
    ['projects', { ...agreement, projectIds: ['x'] }],
  ])('a partner under another %s of its agreement', async (_, terms) => {
    await start();
    const asked = [source.call({ viewer: partner }), source.call({ viewer: { ...partner, agreement: terms } })];
    await requestsAre(2);
    answerAll();
    await Promise.all(asked);
  });
});

test('mutations are never shared', async () => {
  await start();
  const asked = [1, 2].map(() => source.call({ isRead: false }));
  await requestsAre(2);
  answerAll();
  await Promise.all(asked);
});

test('a read after a mutation does not join a read that began before it', async () => {
  await start();
  const before = source.call({ viewer: reader });
  await requestsAre(1);
  const change = source.call({ viewer: reader, isRead: false });
  await requestsAre(2);
  source.requests[1]?.answer();
  await change;
  const after = source.call({ viewer: reader });
  await requestsAre(3);
  answerAll();
  expect(outcomeOf(await before)).toEqual({ n: 1 });
  expect(outcomeOf(await after)).toEqual({ n: 3 });
});

test('sharing can be turned off', async () => {
  await start({ sharing: false });
  const asked = [source.call(), source.call()];
  await requestsAre(2);
  answerAll();
  await Promise.all(asked);
});

test('the request goes on while another client waits for it, also when the client that started it has gone', async () => {
  await start();
  const [one, two, three] = [createDeadline(30_000), createDeadline(10_000), createDeadline(10_000)];
  const asked = [one, two, three].map((deadline) => source.call({ deadline }));
  await requestsAre(1);
  cancelCalls(one);
  cancelCalls(three);
  await requestsAre(1);
  expect(source.requests[0]?.closedEarly).toBe(false);
  answerAll();
  expect((await Promise.all(asked)).map(outcomeOf)[1]).toEqual({ n: 1 });
});

test('the request is cancelled when all clients have gone, and no later read joins it', async () => {
  await start();
  const leaving = [createDeadline(30_000), createDeadline(10_000)];
  const asked = leaving.map((deadline) => source.call({ deadline }));
  await requestsAre(1);
  for (const deadline of leaving) cancelCalls(deadline);
  const next = source.call();
  await requestsAre(2);
  expect(source.requests[0]?.closedEarly).toBe(true);
  answerAll();
  expect(outcomeOf(await next)).toEqual({ n: 2 });
  await Promise.all(asked);
});

test('a read whose deadline is earlier than that of the read in flight sends its own request', async () => {
  await start({ timeoutMs: 20_000 });
  const asked = [source.call(), source.call({ deadline: createDeadline(8_000) })];
  await requestsAre(2);
  source.requests[1]?.answer();
  expect(outcomeOf((await asked[1]) as Awaited<(typeof asked)[1]>)).toEqual({ n: 2 });
  source.requests[0]?.answer();
  await Promise.all(asked);
});

test('all reads that share a request get its fault', async () => {
  await start({ retries: 0 });
  const asked = [source.call(), source.call()];
  await requestsAre(1);
  source.requests[0]?.response.destroy();
  expect((await Promise.all(asked)).map(outcomeOf)).toEqual([['DEPENDENCY_UNAVAILABLE'], ['DEPENDENCY_UNAVAILABLE']]);
});
