import { text } from 'node:stream/consumers';
import pg from 'pg';
import { verifyLog } from '../../audit/verify-access-log.mjs';
import { type Answer, eventually, type GatewayUnderTest } from '../../test/gateway.ts';
import { type PartnerHouse, startPartnerHouse } from '../../test/partners.ts';
import { type Definition, federation } from '../../test/subgraph.ts';
import { exportLog } from '../accounts/exportLog.ts';

// @slow

const NOW = { 'x-test-now': '2013-10-19T10:00:00Z', 'x-purpose': 'DELIVERY' };
const READ = '{ reports { text } }';
const REPORT = 'mutation { reportProject(text: "t") { text } }';
const definition: Definition = {
  sdl: `
    ${federation('"@tag"', '"@requiresScopes"')}
    type Query { reports: [Report!] @tag(name: "par") }
    type Mutation { reportProject(text: String!): Report @tag(name: "par") @requiresScopes(scopes: [["write"]]) }
    type Report { text: String @tag(name: "par") }
  `,
  resolvers: {
    Query: { reports: () => [{ text: 'r' }] },
    Mutation: { reportProject: (_: unknown, { text }: { text: string }) => ({ text }) },
  },
};
const FIELDS = ['Query.reports', 'Mutation.reportProject', 'Report.text'];

let house: PartnerHouse;
beforeAll(async () => {
  house = await startPartnerHouse(2, definition);
});
afterAll(() => house.stop());
afterEach(() => house.subgraph.behave(undefined));

/** A partner's program that every gateway knows and that has sent the first request of the minute; `ask` sends a request to one gateway. */
async function project(client: string, changes: object = {}, gateways: readonly GatewayUnderTest[] = house.gateways) {
  const terms = { client_id: client, kind: 'INCUBATED', purposes: ['DELIVERY'], coordinates: FIELDS, ...changes };
  const id = await house.agree(terms);
  const token = await house.tokenOf(client);
  const ask = (at: number, query = READ, headers: Record<string, string> = NOW): Promise<Answer> =>
    (gateways[at % gateways.length] as GatewayUnderTest).ask(query, { token, headers });
  for (const at of gateways.keys())
    await eventually(async () => {
      expect((await ask(at, READ, { ...NOW, 'x-test-now': '2012-01-01T00:00:00Z' })).codes).toEqual([]);
    });
  // From now on each gateway knows the used quota, and executes reads before they are counted.
  for (const at of gateways.keys()) expect((await ask(at)).codes).toEqual([]);
  const used = async (span = 'MINUTE'): Promise<number> => {
    const statement = `select used from quota_use where agreement_id = $1 and span = $2 and starts_at >= '2013-10-18'`;
    return Number((await house.sql(statement, [id, span]))[0]?.used);
  };
  const records = (decision: string) =>
    house.sql('select code, row_count as rows from access_record where agreement_id = $1 and decision = $2 order by seq', [
      id,
      decision,
    ]);
  return { id, ask, used, records };
}

const outcomes = (answers: readonly Answer[]) => {
  const told = answers.map(({ status, codes }) => [status, ...codes].join(' '));
  return Object.fromEntries([...new Set(told)].sort().map((one) => [one, told.filter((other) => other === one).length]));
};
const many = <Value>(count: number, make: (at: number) => Value): Value[] => Array.from({ length: count }, (_, at) => make(at));

/** Locks the counts of an agreement, as a slow transaction of another gateway would. Returns a function that releases them. */
async function lockCounts(agreementId: string): Promise<() => Promise<void>> {
  const holder = new pg.Client({ connectionString: house.migratorUrl });
  await holder.connect();
  await holder.query('begin');
  await holder.query('select from quota_use where agreement_id = $1 for update', [agreementId]);
  return async () => {
    await holder.query('rollback');
    await holder.end();
  };
}

test('a read is executed while its count is in flight, and its response waits; a mutation is counted before it is executed', async () => {
  const { id, ask, used } = await project('waits');
  const release = await lockCounts(id);
  house.subgraph.calls.length = 0;
  const [reading, reporting] = [ask(0), ask(0, REPORT)];
  let isAnswered = false;
  void Promise.race([reading, reporting]).then(() => {
    isAnswered = true;
  });
  await eventually(() => expect(house.subgraph.calls).toHaveLength(1));
  await eventually(async () => expect(await house.waitingForLocks()).toBeGreaterThan(0));
  expect(isAnswered).toBe(false);
  expect(house.subgraph.calls.map(({ query }) => query.startsWith('mutation'))).toEqual([false]);
  await release();
  expect(outcomes(await Promise.all([reading, reporting]))).toEqual({ 200: 2 });
  expect(house.subgraph.calls).toHaveLength(2);
  expect(await used()).toBe(4);
});

test('requests that cannot be counted are refused, and mutations are not executed', async () => {
  const { id, ask, used, records } = await project('slow');
  const release = await lockCounts(id);
  house.subgraph.calls.length = 0;
  const answers = await Promise.all([ask(0), ask(0, REPORT), ask(1), ask(1, REPORT)]);
  expect(outcomes(answers)).toEqual({ '503 DEPENDENCY_UNAVAILABLE': 4 });
  expect(JSON.stringify(answers)).not.toContain('"r"');
  expect(house.subgraph.calls.some(({ query }) => query.startsWith('mutation'))).toBe(false);
  await release();
  expect([await used(), (await records('ALLOWED')).length]).toEqual([2, 4]);
  await eventually(async () => expect(outcomes([await ask(0), await ask(0, REPORT)])).toEqual({ 200: 2 }));
});

test.each([
  ['minute', { per_minute: 30 }, '429 RATE_LIMITED'],
  ['day', { per_day: 30 }, '429 QUOTA_EXCEEDED'],
])('through two gateways at once exactly as many are answered as the %s allows', async (span, limit, over) => {
  for (let round = 0; round < 3; round++) {
    const { ask, used, records } = await project(`${span} ${round}`, limit);
    expect(outcomes(await Promise.all(many(90, (at) => ask(at))))).toEqual({ 200: 28, [over]: 62 });
    expect(await used(span.toUpperCase())).toBe(30);
    // The two requests before were of another minute.
    expect((await records('ALLOWED')).length).toBe(30 + 2);
    // Refused requests of one minute share records.
    const refused = (await records('REFUSED')).length;
    expect([refused > 0, refused < 31]).toEqual([true, true]);
  }
});

test('a partner with a used up quota causes no call to a subgraph and no count', async () => {
  const { id, ask } = await project('over', { per_minute: 5 });
  expect(outcomes(await Promise.all(many(10, () => ask(0))))).toEqual({ 200: 3, '429 RATE_LIMITED': 7 });
  house.subgraph.calls.length = 0;
  const release = await lockCounts(id);
  expect(outcomes(await Promise.all(many(20, () => ask(0))))).toEqual({ '429 RATE_LIMITED': 20 });
  await release();
  expect(house.subgraph.calls).toHaveLength(0);
});

test('a read whose deferred count finds the quota used up by another gateway is refused, and its record says so', async () => {
  const { id, ask, used, records } = await project('elsewhere', { per_minute: 20 });
  await house.sql(`update quota_use set used = 20 where agreement_id = $1 and span = 'MINUTE'`, [id]);
  const { status, codes, data, headers } = await ask(0);
  expect([status, codes, data]).toEqual([429, ['RATE_LIMITED'], undefined]);
  expect(headers.get('content-type')).toContain('json');
  expect(headers.get('x-access-record')).toMatch(/^\d+:[0-9a-f]{64}$/);
  expect([await used(), (await records('REFUSED')).map(({ code }) => code)]).toEqual([20, ['RATE_LIMITED']]);
});

test('a request is counted even when its client disconnects before the response', async () => {
  const { ask, used } = await project('gone');
  let arrived = 0;
  let answer = () => {};
  house.subgraph.behave(async (request, response) => {
    // The gateway polls the SDL all the time.
    if ((await text(request)).includes('_service')) return response.writeHead(503).end();
    arrived += 1;
    answer = () => void response.writeHead(200, { 'content-type': 'application/json' }).end('{"data":{"reports":[]}}');
  });
  const token = await house.tokenOf('gone');
  const leaving = new AbortController();
  const left = fetch(`${house.gateways[0]?.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...NOW },
    body: JSON.stringify({ query: READ }),
    signal: leaving.signal,
  }).catch(() => 'left');
  await eventually(() => expect(arrived).toBe(1));
  leaving.abort();
  expect(await left).toBe('left');
  answer();
  await eventually(async () => expect(await used()).toBe(3));
  house.subgraph.behave(undefined);
  expect((await ask(0)).status).toBe(200);
});

test('when one of two processes is killed, every response is counted and recorded, and the rest of the quota is available', async () => {
  const [doomed, other] = await Promise.all([house.openProcess(), house.openProcess()]);
  try {
    const { ask, used, records } = await project('killed', { per_minute: 400 }, [doomed, other]);
    const answered: Answer[] = [];
    const asking = many(12, async (lane) => {
      for (;;) {
        const answer = await ask(lane).catch(() => null);
        if (answer === null || answer.status !== 200) return answer?.status;
        answered.push(answer);
      }
    });
    await eventually(() => expect(answered.length).toBeGreaterThan(60));
    await doomed.kill();
    await Promise.all(asking);
    // A count and its record are written together: a request that was lost with the process was neither counted nor answered, and none was
    // counted twice. The killed process had not sent any of the requests that are counted before execution.
    expect(await used()).toBe(400);
    expect((await records('ALLOWED')).length).toBe(400 + 2);
    expect(answered.length).toBeLessThanOrEqual(398);
    expect(answered.length).toBeGreaterThan(398 - 12);
    const receipts = answered.map(({ headers }) => {
      const [seq, hash] = (headers.get('x-access-record') ?? '').split(':');
      return { seq: Number(seq), hash: hash ?? '' };
    });
    const client = new pg.Client({ connectionString: house.appUrl });
    await client.connect();
    await client.query('begin isolation level repeatable read');
    const entries = exportLog(async (statement, values) => (await client.query(statement, [...values])).rows);
    expect((await verifyLog(entries, { keys: [house.publicKey], receipts })).fault).toBeNull();
    await client.end();
  } finally {
    await other.stop();
  }
});
