import { eventually, type GatewayUnderTest } from '../../test/gateway.ts';
import { type PartnerHouse, PURPOSE, startPartnerHouse } from '../../test/partners.ts';

let house: PartnerHouse;
beforeAll(async () => {
  house = await startPartnerHouse(2);
});
afterAll(() => house.stop());

/** Each test has a minute of its own, so that tests do not share quotas. */
let minutes = 0;
const nextMinute = (): string => new Date(Date.UTC(2013, 9, 19, 2, minutes++)).toISOString();

/** A partner with an agreement that both gateways know. */
async function partner(limits: object = {}, coordinates?: string[]) {
  const client = `flood-${crypto.randomUUID()}`;
  await house.agree({ client_id: client, ...limits, ...(coordinates && { coordinates }) });
  const token = await house.tokenOf(client);
  const headers = { ...PURPOSE, 'x-test-now': nextMinute() };
  for (const gateway of house.gateways)
    await eventually(async () =>
      expect((await gateway.ask('{ myAgreement { id party { id } } }', { token, headers })).codes).toEqual([]),
    );
  return { client, token };
}

/** The number of concurrent requests. With more, requests may time out on a busy machine. */
const AT_ONCE = 40;

async function flood(count: number, ask: (gateway: GatewayUnderTest, at: number) => ReturnType<GatewayUnderTest['ask']>) {
  const answers: Awaited<ReturnType<GatewayUnderTest['ask']>>[] = [];
  for (let from = 0; from < count; from += AT_ONCE) {
    const some = Array.from({ length: Math.min(AT_ONCE, count - from) }, (_, at) => from + at);
    answers.push(
      ...(await Promise.all(some.map((at) => ask(house.gateways[at % house.gateways.length] as GatewayUnderTest, at)))),
    );
  }
  return answers;
}

/** The rate limit headers of an answer: the limit, what is left of it, and the seconds until it begins anew. */
const limitsOf = ({ headers }: Awaited<ReturnType<GatewayUnderTest['ask']>>) =>
  ['limit', 'remaining', 'reset'].map((name) => headers.get(`ratelimit-${name}`));

const tally = (answers: readonly Awaited<ReturnType<GatewayUnderTest['ask']>>[]) => {
  const counts: Record<string, number> = {};
  for (const { codes } of answers) counts[String(codes[0] ?? 'ok')] = (counts[String(codes[0] ?? 'ok')] ?? 0) + 1;
  return counts;
};
/** The access records of a client's refused requests, after all gateways have written their counts. */
const recordsOf = (client: string) =>
  house.sql(
    `select code, count(*)::int as records, sum(repeats)::int as refusals from access_record
    where client = $1 and decision = 'REFUSED' and code <> 'AGREEMENT_INACTIVE' group by code order by code`,
    [client],
  );

describe.each([
  ['a field outside the agreement', '{ members { nodes { id } } }', PURPOSE, 'FIELD_NOT_ALLOWED', 120],
  ['another purpose', '{ whoAmI }', { 'x-purpose': 'STATISTICS' }, 'PURPOSE_MISMATCH', 600],
  ['no purpose', '{ whoAmI }', {}, 'PURPOSE_MISMATCH', 600],
  ['a document that is none', '{', PURPOSE, 'GRAPHQL_PARSE_FAILED', 120],
  [
    'too many aliases',
    `{ ${Array.from({ length: 16 }, (_, at) => `a${at}: whoAmI`).join(' ')} }`,
    PURPOSE,
    'BAD_USER_INPUT',
    120,
  ],
  ['a malformed header', '{ whoAmI }', { ...PURPOSE, 'x-request-timeout': 'soon' }, 'BAD_USER_INPUT', 120],
])('a flood of one refused request: %s', (_, query, purpose, code, limit) => {
  test('is counted over all gateways, and refused beyond the limit', async () => {
    const { client, token } = await partner({ per_minute: 60 });
    const headers = { ...(purpose as Record<string, string>), 'x-test-now': nextMinute() };
    const answers = await flood(limit + 80, (gateway) => gateway.ask(query, { token, headers }));
    expect(tally(answers)).toEqual({ [code]: limit, RATE_LIMITED: 80 });
    const limited = answers.find(({ codes }) => codes[0] === 'RATE_LIMITED');
    expect([limited?.status, limited?.headers.get('retry-after')]).toEqual([429, '60']);
    expect(limited?.errors[0]?.extensions).toMatchObject({ code: 'RATE_LIMITED', retryAfterMs: 60_000 });
    const begins = new Date(Date.parse(headers['x-test-now']) + 60_000).toISOString().slice(0, 16);
    expect(limited?.errors[0]?.message).toContain(`The next minute begins at ${begins}:00Z.`);
    const isAdmitted = headers['x-purpose' as keyof typeof headers] === PURPOSE['x-purpose'];
    // Until the next minute every request is refused, except one that reads the own agreement.
    const other = { token, headers: { ...PURPOSE, 'x-test-now': headers['x-test-now'] } };
    for (const gateway of house.gateways) {
      expect((await gateway.ask('{ whoAmI }', other)).codes).toEqual(isAdmitted ? ['RATE_LIMITED'] : []);
      expect((await gateway.ask('{ myAgreement { id quota { usedToday } } }', other)).codes).toEqual([]);
    }
    const next = { token, headers: { ...PURPOSE, 'x-test-now': nextMinute() } };
    expect((await house.gateways[0]?.ask('{ whoAmI }', next))?.codes).toEqual([]);
    // Each gateway writes the first refusal of a kind at once, and counts the others.
    const records = await recordsOf(client);
    expect(records.map(({ code: told }) => told)).toContain(code);
    // Two for each minute that the flood takes on a busy machine. Without counting there would be a hundred or more.
    for (const { records: rows } of records) expect(rows).toBeLessThanOrEqual(20);
  });
});

test('a request with another method is recorded as a refusal, too', async () => {
  const { client, token } = await partner();
  const gateway = await house.open();
  const headers = { ...PURPOSE, authorization: `Bearer ${token}`, 'x-test-now': nextMinute() };
  await eventually(async () => expect((await fetch(`${gateway.url}/graphql`, { method: 'DELETE', headers })).status).toBe(405));
  await gateway.stop();
  expect((await recordsOf(client)).map(({ code }) => code)).toContain('BAD_USER_INPUT');
});

test('the number of attempts is configurable', async () => {
  const { token } = await partner({ per_minute: 3 });
  const gateway = await house.open(undefined, { attempts: { perRequest: 4, least: 5, notAdmitted: 7, ownAgreement: 6 } });
  const tried = async (query: string, purpose: Record<string, string> = PURPOSE) => {
    const headers = { ...purpose, 'x-test-now': nextMinute() };
    const ask = () => gateway.ask(query, { token, headers });
    return tally(await Promise.all(Array.from({ length: 15 }, ask)));
  };
  await eventually(async () => expect((await tried('{ myAgreement { id party { id } } }')).ok).toBe(6));
  expect(await tried('{ members { nodes { id } } }')).toEqual({ FIELD_NOT_ALLOWED: 12, RATE_LIMITED: 3 });
  expect(await tried('{ whoAmI }', {})).toEqual({ PURPOSE_MISMATCH: 7, RATE_LIMITED: 8 });
  await gateway.stop();
});

test('counted refusals are written when the minute or the gateway ends; the records add up to the requests, and verify', async () => {
  const { client, token } = await partner();
  const gateway = await house.open();
  const headers = { ...PURPOSE, 'x-test-now': nextMinute() };
  await eventually(async () => expect((await gateway.ask('{ whoAmI }', { token, headers })).codes).toEqual([]));
  const before = (await recordsOf(client)).reduce((sum, { refusals }) => sum + Number(refusals), 0);
  for (let at = 0; at < 30; at++) await gateway.ask(`{ members { nodes { id } } a${at}: whoAmI }`, { token, headers });
  for (let at = 0; at < 5; at++) await gateway.ask('{', { token, headers });
  await gateway.stop();
  expect(before).toBe(0);
  const records = await recordsOf(client);
  expect(records.map(({ code, refusals }) => [code, refusals])).toEqual([
    ['FIELD_NOT_ALLOWED', 30],
    ['GRAPHQL_PARSE_FAILED', 5],
  ]);
  // One record at once and one for the others; more if the minute ended in between.
  for (const { records: rows } of records) expect(Number(rows)).toBeLessThanOrEqual(4);
  const [named] = await house.sql(`select coordinates, format from access_record where client = $1 and repeats > 20`, [client]);
  if (named) expect(named).toEqual({ coordinates: ['Query.members'], format: 3 });
});

test('a refusal is recorded with the code that is answered, however many come at once', async () => {
  const { client, token } = await partner({ per_minute: 3 });
  const gateway = await house.open(undefined, { attempts: { perRequest: 4, least: 5, notAdmitted: 7, ownAgreement: 6 } });
  const headers = { ...PURPOSE, 'x-test-now': nextMinute() };
  await eventually(async () => expect((await gateway.ask('{ whoAmI }', { token, headers })).codes).toEqual([]));
  const answers = await Promise.all(Array.from({ length: 60 }, () => gateway.ask('{', { token, headers })));
  await gateway.stop();
  const recorded = (await recordsOf(client)).map(({ code, refusals }) => [code, refusals]);
  expect(Object.fromEntries(recorded)).toEqual(tally(answers));
});

describe('the own agreement', () => {
  const OWN = '{ myAgreement { id quota { usedToday } } }';

  test('is readable when the quotas of minute and day are used up, is not counted in them, and has a limit of its own', async () => {
    const { token } = await partner({ per_minute: 3, per_day: 5 });
    const now = nextMinute();
    const ask = (query: string, at = now) =>
      (house.gateways[0] as GatewayUnderTest).ask(query, { token, headers: { ...PURPOSE, 'x-test-now': at } });
    for (let at = 0; at < 3; at++) expect((await ask('{ whoAmI }')).codes).toEqual([]);
    const over = await ask('{ whoAmI }');
    expect(over.errors[0]?.extensions).toMatchObject({ code: 'RATE_LIMITED', retryAfterMs: 60_000 });
    expect([
      over.status,
      ...['retry-after', 'ratelimit-limit', 'ratelimit-remaining', 'ratelimit-reset'].map((name) => over.headers.get(name)),
    ]).toEqual([429, '60', '3', '0', '60']);
    expect((await ask(OWN)).data).toEqual({ myAgreement: { id: expect.anything(), quota: { usedToday: 3 } } });
    const next = nextMinute();
    for (let at = 0; at < 2; at++) expect((await ask('{ whoAmI }', next)).codes).toEqual([]);
    const tomorrow = await ask('{ whoAmI }', next);
    const left = Date.parse('2013-10-20T00:00:00+08:00') - Date.parse(next);
    expect(tomorrow.errors[0]?.extensions).toMatchObject({ code: 'QUOTA_EXCEEDED', retryAfterMs: left });
    expect([tomorrow.headers.get('retry-after'), ...limitsOf(tomorrow)]).toEqual([
      String(left / 1_000),
      '5',
      '0',
      String(left / 1_000),
    ]);
    const own = await flood(70, (gateway) => gateway.ask(OWN, { token, headers: { ...PURPOSE, 'x-test-now': next } }));
    expect(tally(own)).toEqual({ ok: 60, RATE_LIMITED: 10 });
    // The quota of requests has room or not; what refused is the limit of attempts.
    const refused = own.find(({ codes }) => codes.includes('RATE_LIMITED'));
    expect(refused && limitsOf(refused)).toEqual(['60', '0', '60']);
  });

  test('is not readable beside other fields, nor its access log, without quota', async () => {
    const { token } = await partner({ per_minute: 1 }, [
      'Query.whoAmI',
      'Query.myAgreement',
      'DataSharingAgreement.id',
      'DataSharingAgreement.accessLog',
    ]);
    const headers = { ...PURPOSE, 'x-test-now': nextMinute() };
    const ask = (query: string) => (house.gateways[0] as GatewayUnderTest).ask(query, { token, headers });
    expect((await ask('{ whoAmI }')).codes).toEqual([]);
    for (const query of ['{ myAgreement { id } whoAmI }', '{ myAgreement { accessLog { nodes { seq } } } }'])
      expect((await ask(query)).codes).toEqual(['RATE_LIMITED']);
    expect((await ask('{ ...F } fragment F on Query { myAgreement { id } }')).codes).toEqual([]);
  });

  test('a PURPOSE_MISMATCH names the purposes of its agreements', async () => {
    const { token } = await partner({ purposes: ['MATCHING', 'DELIVERY'] });
    const { errors } = await (house.gateways[0] as GatewayUnderTest).ask('{ whoAmI }', {
      token,
      headers: { 'x-purpose': 'STATISTICS' },
    });
    expect(errors[0]).toMatchObject({
      message: 'Name one of the purposes of your agreement in the header "x-purpose": DELIVERY, MATCHING.',
      extensions: { code: 'PURPOSE_MISMATCH', purposes: ['DELIVERY', 'MATCHING'] },
    });
  });
});
