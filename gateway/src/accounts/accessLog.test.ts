import { eventually, type GatewayUnderTest } from '../../test/gateway.ts';
import { type PartnerHouse, PURPOSE, startPartnerHouse } from '../../test/partners.ts';
import { people } from '../../test/people.ts';

let house: PartnerHouse;
let gateway: GatewayUnderTest;
beforeAll(async () => {
  house = await startPartnerHouse(1, people);
  gateway = house.gateways[0] as GatewayUnderTest;
  await eventually(async () => expect((await gateway.ask('{ __typename }')).codes).toEqual([]));
});
afterAll(() => house.stop());

const MEDIATOR = 'mediator';

/** Sends a document as a mediator, or as whom `options` say, and gives what the log has of it. */
async function recorded(query: string, options: { token?: string; headers?: Record<string, string> } = {}) {
  const [before] = await house.sql('select seq from access_log_head');
  const token = options.token ?? (await house.tokenOfOne(MEDIATOR, 'MEDIATOR'));
  const answer = await gateway.ask(query, { ...options, token });
  const records = await house.sql('select * from access_record where seq > $1 order by seq', [before?.seq]);
  return { answer, records, record: records[0] as Record<string, unknown> };
}

describe('whose data an operation reads, whatever it selects', () => {
  test.each([
    ['a member without its id', '{ member(id: "a") { nameZh } }', ['a']],
    ['under an alias', '{ x: member(id: "a") { y: nameZh } z: member(id: "b") { nameZh } }', ['a', 'b']],
    ['in a page', '{ members(first: 2) { nodes { nameZh } } }', ['m0', 'm1']],
    ['what hangs on a member', '{ member(id: "a") { letters { text } } }', ['a']],
    ['of another member beside', '{ member(id: "a") { friend { nameZh } } }', ['friend-of-a']],
    ['the parties of a case, by its number', '{ cases { no } }', ['applicant', 'respondent']],
    ['the parties of a case, by its terms', '{ cases { terms { text } } }', ['applicant', 'respondent']],
    ['a party', '{ cases { parties { nameZh } } }', ['applicant', 'respondent']],
    ['by a fragment', 'query Q { cases { ...f } } fragment f on Case { terms { text } }', ['applicant', 'respondent']],
    ['in a union', '{ holders { ... on Member { nameZh } ... on Case { __typename } } }', ['held']],
    ['in a union, all of it', '{ holders { ... on Member { nameZh } ... on Case { no } } }', ['applicant', 'held', 'respondent']],
    ['with names of ours taken', '{ person: member(id: "a") { person_0: nameZh } }', ['a']],
    ['what a condition leaves in', 'query ($no: Boolean = false) { member(id: "a") { nameZh @skip(if: $no) } }', ['a']],
    ['after a mutation', 'mutation { greet(id: "a") { member { nameZh } } }', ['a']],
    ['of persons without a record', '{ secret { text } }', []],
  ])('%s', async (_, query, subjects) => {
    const { answer, records, record } = await recorded(query);
    expect(answer.errors).toEqual([]);
    expect(JSON.stringify(answer.data)).not.toMatch(/person_0":"a|"person\d/);
    expect(records).toHaveLength(1);
    expect(record).toMatchObject({ actor: MEDIATOR, client: 'console', decision: 'ALLOWED', code: null, subjects });
  });

  test('what was asked, in full', async () => {
    const { answer, record } = await recorded('query Ask { members(first: 2) { nodes { nameZh } } }');
    expect(record).toMatchObject({
      operation_name: 'Ask',
      operation_hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      coordinates: ['Member.nameZh', 'MemberConnection.nodes', 'Query.members', 'Query.members(first:)'],
      row_count: 2,
      suppressed: 0,
      agreement_id: null,
    });
    expect(answer.headers.get('x-access-record')).toBe(`${record.seq}:${(record.hash as Buffer).toString('hex')}`);
  });

  test('by which roles, and for what in the words of whoever asked', async () => {
    const token = await house.tokenWith({
      sub: 's',
      client_id: 'console',
      union_graph: {
        person_id: MEDIATOR,
        grants: [
          { role: 'MEDIATOR', scope_path: '/city/110105/' },
          { role: 'AUDITOR', scope_path: '/city/' },
          { role: 'MEDIATOR', scope_path: '/city/110105/' },
        ],
      },
    });
    const purpose = `复核工资争议 2013-朝-17 ${'长'.repeat(64)}`;
    const headers = { 'x-purpose': Buffer.from(purpose).toString('latin1') };
    const { record } = await recorded('{ member(id: "a") { nameZh } }', { token, headers });
    expect(record).toMatchObject({ actor: MEDIATOR, roles: ['AUDITOR /city/', 'MEDIATOR /city/110105/'], format: 2 });
    expect(record.purpose).toBe(purpose.slice(0, 64));
    const encoded = { 'x-purpose': encodeURIComponent(purpose) };
    expect((await recorded('{ member(id: "a") { nameZh } }', { token, headers: encoded })).record.purpose).toBe(
      purpose.slice(0, 64),
    );
    for (const [sent, kept] of [
      ['50% of it', '50% of it'],
      ['a%0Ab%00c', 'a bc'],
    ] as const)
      expect((await recorded('{ member(id: "a") { nameZh } }', { token, headers: { 'x-purpose': sent } })).record.purpose).toBe(
        kept,
      );
  });

  describe('an answer that cannot be told whose it is', () => {
    const AWAY = { code: 'DEPENDENCY_UNAVAILABLE' };

    test('is held back, and nothing of it is said to be read', async () => {
      const { answer, records } = await recorded('{ sealed { text } whoAmI members(first: 2) { nodes { nameZh } } }');
      expect([answer.status, answer.data ?? null, answer.errors.length]).toEqual([503, null, 1]);
      expect(answer.errors[0]).toMatchObject({ message: expect.stringContaining('access log must record'), extensions: AWAY });
      expect(records).toEqual([]);
      expect((await recorded('{ sealed { member { nameZh } } }')).answer.errors).toHaveLength(1);
    });

    test('where its null rises into what the client selected, is an error there', async () => {
      const { answer, record } = await recorded('{ x: broken { text } brokenList { text } }');
      expect(answer.data).toEqual({ x: null, brokenList: [null, { text: 'of m1' }] });
      expect(answer.errors).toMatchObject([
        { path: ['x'], extensions: { ...AWAY, service: 'points' } },
        { path: ['brokenList', 0], extensions: { ...AWAY, service: 'points' } },
      ]);
      expect(record).toMatchObject({ decision: 'ALLOWED', subjects: ['m1'] });
    });

    test.each([
      ['left out', '{"data":{"me":{"nameZh":"somebody"}}}'],
      ['with digits that are not known', '{"data":{"me":{"nameZh":"somebody","person_0":9007199254740993}}}'],
      ['of which the person is left out', '{"data":{"sealed":{"text":"x","person_0":{}}}}'],
      ...['null', 'true', '{}', '[]', '["m1"]', `"${'x'.repeat(257)}"`].map((id) => [
        id.slice(0, 10),
        `{"data":{"me":{"nameZh":"somebody","person_0":${id}}}}`,
      ]),
      ...['5', '"x"', '[]', '[null]', '{"person":null}', '{"person":{}}', '[{"person":"m1"}]'].map((person) => [
        `in ${person}`,
        `{"data":{"sealed":{"text":"x","person_0":${person}}}}`,
      ]),
      ...['null', '5', '{}', '[null]', '["x"]', '[{"person":"m1"}]', '[{"person":{"person":"m1"}},null]'].map((parties) => [
        `in parties that are ${parties}`,
        `{"data":{"cases":[{"no":"1","person_0":${parties}}]}}`,
      ]),
    ])('is held back when the id of the person is %s', async (_, body) => {
      house.subgraph.behave((__, response) => response.writeHead(200, { 'content-type': 'application/json' }).end(body));
      const query = ['{ me { nameZh } }', '{ cases { no } }', '{ sealed { text } }'].find((one) =>
        body.startsWith(`{"data":{"${/\w+/.exec(one)}"`),
      ) as string;
      const { answer, records } = await recorded(query);
      house.subgraph.behave(undefined);
      expect([answer.status, answer.data ?? null, answer.codes]).toEqual([503, null, ['DEPENDENCY_UNAVAILABLE']]);
      expect(records).toEqual([]);
    });

    test('says of a mutation that the change was made, and gives what is not personal', async () => {
      const { answer, record } = await recorded('mutation { seal { sealed { number: no secret: text } } }');
      expect([answer.status, answer.data]).toEqual([200, { seal: { sealed: { number: '7', secret: null } } }]);
      expect(answer.errors).toMatchObject([
        {
          path: ['seal', 'sealed', 'secret'],
          message: expect.stringMatching(/^The change was made.*access log must record.*idempotency key/),
          extensions: AWAY,
        },
      ]);
      expect(record).toMatchObject({ decision: 'ALLOWED', subjects: [], suppressed: 0 });
      const risen = (await recorded('mutation { seal { broken { text } } }')).answer;
      expect(risen.data).toEqual({ seal: { broken: null } });
      expect(risen.errors).toMatchObject([
        { path: ['seal', 'broken'], message: expect.stringMatching(/^The change was made.*idempotency key/), extensions: AWAY },
      ]);
      const whole = (await recorded('mutation { seal { broken2 { text } } }')).answer;
      expect(whole.data).toEqual({ seal: null });
      expect(whole.errors).toMatchObject([
        { path: ['seal'], message: expect.stringMatching(/^The change was made/), extensions: AWAY },
      ]);
    });
  });

  test('names of persons that are not asked for are not in the answer', async () => {
    const { answer } = await recorded('{ cases { terms { text } } }');
    expect(answer.data).toEqual({ cases: [{ terms: [{ text: 'a term' }] }] });
  });
});

test('the public key by which outsiders verify is given to anybody', async () => {
  const answer = await fetch(`${gateway.url}/access-log/keys.json`);
  expect(await answer.json()).toEqual({ keys: [house.publicKey] });
});

describe('what needs no record', () => {
  test.each([
    ['nothing personal', '{ servicePoints { nameZh } whoAmI }'],
    ["one's own data", '{ me { nameZh letters { text } } }'],
    ["one's own data by id", `{ member(id: "${MEDIATOR}") { nameZh } }`],
    ['the schema', '{ __typename }'],
  ])('%s', async (_, query) => {
    const { answer, records } = await recorded(query);
    expect([answer.errors, records]).toEqual([[], []]);
  });

  test('nobody', async () => {
    expect((await recorded('{ member(id: "a") { nameZh } }', { token: '' })).records).toEqual([]);
  });
});

describe('refused attempts', () => {
  test('of a role that may not', async () => {
    const { record } = await recorded('{ members { nodes { nameZh } } }', { token: await house.tokenOfOne('x', 'AUDITOR') });
    expect(record).toMatchObject({ actor: 'x', decision: 'REFUSED', code: 'FORBIDDEN', subjects: [], row_count: 0 });
  });

  test('again and again: the first at once, the others of the minute in one record with their number', async () => {
    const token = await house.tokenOfOne('curious', 'AUDITOR');
    const other = await house.open();
    await eventually(async () => expect((await other.ask('{ __typename }')).codes).toEqual([]));
    for (let at = 0; at < 40; at++)
      expect((await other.ask('{ members { nodes { nameZh } } }', { token })).codes).toEqual(['FORBIDDEN']);
    await other.stop();
    const [told] = await house.sql(
      `select count(*)::int as records, sum(repeats)::int as refusals from access_record where actor = 'curious' and decision = 'REFUSED'`,
    );
    expect(told?.refusals).toBe(40);
    // A minute may have ended meanwhile.
    expect(Number(told?.records)).toBeLessThanOrEqual(4);
  });

  test('of a member at another one who is hidden', async () => {
    const { record } = await recorded('{ member(id: "hidden") { nameZh } }', { token: await house.tokenOfOne('x', 'MEMBER') });
    expect(record).toMatchObject({ actor: 'x', decision: 'REFUSED', code: 'NOT_FOUND' });
  });

  test('a member who reads another one is recorded like staff', async () => {
    const { record } = await recorded('{ member(id: "a") { nameZh } }', { token: await house.tokenOfOne('x', 'MEMBER') });
    expect(record).toMatchObject({ actor: 'x', decision: 'ALLOWED', subjects: ['a'] });
  });
});

describe('partners', () => {
  let token: string;
  let agreement: string;
  beforeAll(async () => {
    agreement = await house.agree({
      coordinates: ['Query.servicePoints', 'ServicePoint.nameZh', 'Query.whoAmI'],
    });
    token = await house.tokenOf();
    await eventually(async () => expect((await gateway.ask('{ whoAmI }', { token, headers: PURPOSE })).codes).toEqual([]));
  });
  const asPartner = (query: string, headers: Record<string, string> = PURPOSE) => recorded(query, { token, headers });

  test('every read, personal or not', async () => {
    const { record } = await asPartner('query Points { servicePoints { nameZh } }');
    expect(record).toMatchObject({
      client: 'ngo-1',
      actor: null,
      roles: ['PARTNER /city/'],
      agreement_id: agreement,
      purpose: 'MATCHING',
      operation_name: 'Points',
      coordinates: ['Query.servicePoints', 'ServicePoint.nameZh'],
      subjects: [],
      row_count: 1,
      decision: 'ALLOWED',
    });
  });

  test.each([
    ['a field outside', '{ members { nodes { nameZh } } }', PURPOSE, 'FIELD_NOT_ALLOWED', ['Query.members']],
    ['another purpose', '{ whoAmI }', { 'x-purpose': 'STATISTICS' }, 'PURPOSE_MISMATCH', []],
    ['a document that is none', '{', PURPOSE, 'GRAPHQL_PARSE_FAILED', []],
    [
      'too many aliases',
      `{ ${Array.from({ length: 16 }, (_, at) => `a${at}: whoAmI`).join(' ')} }`,
      PURPOSE,
      'BAD_USER_INPUT',
      [],
    ],
  ])('a refused attempt: %s', async (_, query, headers, code, coordinates) => {
    const { records, record } = await asPartner(query, headers as Record<string, string>);
    expect(records).toHaveLength(1);
    expect(record).toMatchObject({ client: 'ngo-1', decision: 'REFUSED', code, coordinates, row_count: 0 });
  });

  test('a question about the schema', async () => {
    const { record } = await asPartner('{ __schema { queryType { name } } }');
    expect(record).toMatchObject({ decision: 'ALLOWED', coordinates: ['Query.__schema'], row_count: 0 });
  });

  test('a client without an agreement', async () => {
    const { record } = await recorded('{ whoAmI }', { token: await house.tokenOf('stranger'), headers: PURPOSE });
    expect(record).toMatchObject({ client: 'stranger', code: 'AGREEMENT_INACTIVE', agreement_id: null, purpose: 'MATCHING' });
  });

  test('over its quota', async () => {
    await house.agree({ client_id: 'small', per_day: 1, coordinates: ['Query.whoAmI'] });
    const small = await house.tokenOf('small');
    await eventually(async () =>
      expect((await recorded('{ whoAmI }', { token: small, headers: PURPOSE })).record.code).toBe('QUOTA_EXCEEDED'),
    );
  });
});
