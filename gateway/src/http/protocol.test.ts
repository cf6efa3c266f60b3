import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { getIntrospectionQuery } from 'graphql';
import { people, places } from '../../test/city.ts';
import { type GatewayUnderTest, gatewayKeys, readAnswer, startTestGateway } from '../../test/gateway.ts';
import { type FixtureIssuer, person, startIssuer } from '../../test/issuer.ts';
import { type FixtureSubgraph, startSubgraph } from '../../test/subgraph.ts';

let issuer: FixtureIssuer;
let subgraphs: FixtureSubgraph[];
let gateway: GatewayUnderTest;

beforeAll(async () => {
  const { serviceKey, trusted } = await gatewayKeys();
  issuer = await startIssuer();
  subgraphs = [await startSubgraph('people', people, trusted), await startSubgraph('places', places, trusted)];
  gateway = await startTestGateway({ subgraphs, serviceKey, issuer: issuer.url, origins: ['https://app.example'] });
});
afterAll(async () => {
  await gateway.stop();
  await Promise.all([issuer, ...subgraphs].map((part) => part.stop()));
});

const send = async (path: string, init: RequestInit = {}) => readAnswer(await fetch(gateway.url + path, init));
const post = (body: string, headers: Record<string, string> = {}) =>
  send('/graphql', { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });
const HELLO = JSON.stringify({ query: '{ hello }' });
const NEW = 'application/graphql-response+json';
const OLD = 'application/json';

describe('media types and status codes (GraphQL over HTTP)', () => {
  test.each([
    [undefined, OLD],
    ['*/*', OLD],
    [OLD, OLD],
    [NEW, NEW],
    [`${NEW}, ${OLD};q=0.9`, NEW],
  ])('accept: %s is answered with %s', async (accept, type) => {
    const answer = await post(HELLO, accept ? { accept } : {});
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe(`${type}; charset=utf-8`);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  test.each([
    ['a document that is not GraphQL', '{ hello', 'GRAPHQL_PARSE_FAILED'],
    ['a field that does not exist', '{ nothing }', 'GRAPHQL_VALIDATION_FAILED'],
  ])('%s is 400, but 200 for those who ask for plain JSON', async (_, query, code) => {
    const body = JSON.stringify({ query });
    expect(await post(body, { accept: NEW })).toMatchObject({ status: 400, codes: [code], data: undefined });
    expect(await post(body)).toMatchObject({ status: 400, codes: [code] });
    expect(await post(body, { accept: OLD })).toMatchObject({ status: 200, codes: [code] });
  });

  test('who prefers Chinese gets the sentence of a code in Chinese beside the English one, also for what is refused before it is read', async () => {
    const sentences = async (body: string, language: string) => {
      const init = { method: 'POST', headers: { 'content-type': OLD, 'accept-language': language }, body };
      const { errors } = (await (await fetch(`${gateway.url}/graphql`, init)).json()) as {
        errors: { message: string; extensions: { messageZh?: string } }[];
      };
      return errors.map(({ message, extensions }) => [/[a-z]/.test(message), extensions.messageZh]);
    };
    const [wrong, unread] = [JSON.stringify({ query: '{ nothing }' }), '{"query": '];
    expect(await sentences(wrong, 'zh-CN,zh;q=0.9')).toEqual([[true, '查询语句与图的结构不符。']]);
    expect(await sentences(unread, 'zh-CN')).toEqual([[true, '填写有误、缺少必填项或超出范围。请改正后重试。']]);
    for (const body of [wrong, unread]) expect(await sentences(body, 'en')).toEqual([[true, undefined]]);
  });

  test('an answer type that nobody speaks is 406', async () => {
    expect((await post(HELLO, { accept: 'text/csv' })).status).toBe(406);
  });

  test.each([
    ['malformed JSON', '{"query": ', {}, 400],
    ['an empty body', '', {}, 400],
    ['JSON that is no object', '[1]', {}, 400],
    ['a batch', `[${HELLO}, ${HELLO}]`, {}, 400],
    ['no query', '{}', {}, 400],
    ['a query that is no string', '{"query": 7}', {}, 400],
    ['variables that are no object', '{"query": "{ hello }", "variables": [1]}', {}, 400],
    ['plain text', '{ hello }', { 'content-type': 'text/plain' }, 415],
    ['a form', 'query={hello}', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['a persisted query', '{"extensions": {"persistedQuery": {"version": 1, "sha256Hash": "x"}}}', {}, 200],
  ])('%s is refused', async (_, body, headers, status) => {
    expect(await post(body, headers)).toMatchObject({ status, codes: ['BAD_USER_INPUT'] });
  });

  test.each([
    ['compressed', { 'content-encoding': 'gzip' }, 'compressed', 'identity'],
    ['in UTF-16 by its label', { 'content-type': 'application/json; charset=utf-16' }, 'UTF-8', null],
    ['in Latin-1 by its label', { 'content-type': 'application/json; charset="ISO-8859-1"' }, 'UTF-8', null],
  ])('a body %s would be read wrongly: it is refused, and the message says what to send', async (_, headers, told, accepted) => {
    const answer = await post(HELLO, headers as Record<string, string>);
    expect(answer).toMatchObject({ status: 415, codes: ['BAD_USER_INPUT'] });
    expect(answer.errors[0]?.message).toContain(told);
    expect(answer.headers.get('accept-encoding')).toBe(accepted);
  });

  test.each(['utf-8', 'UTF8', '"utf-8"', 'us-ascii'])('a body labelled %s is read', async (charset) => {
    const headers = { 'content-type': `application/json; charset=${charset}`, 'content-encoding': 'identity' };
    expect(await post(HELLO, headers)).toMatchObject({ status: 200 });
  });

  test('a body of 2 MB is 413 and says the limit', async () => {
    const answer = await post(JSON.stringify({ query: `{ hello } # ${'x'.repeat(2_000_000)}` }));
    expect(answer).toMatchObject({ status: 413, codes: ['BAD_USER_INPUT'] });
    expect(answer.errors[0]?.message).toContain('1048576 bytes');
  });

  test('10,000 aliases and a deep query are refused in one sentence', async () => {
    const aliases = Array.from({ length: 10_000 }, (_, n) => `a${n}: hello`).join(' ');
    expect(await gateway.ask(`{ ${aliases} }`)).toMatchObject({
      status: 400,
      codes: ['BAD_USER_INPUT'],
      errors: [{ message: expect.stringContaining('6000 tokens') }],
    });
    const deep = `{ places ${'{ keeper { favourite '.repeat(15)} { id } ${'} } '.repeat(15)} }`;
    expect(await gateway.ask(deep)).toMatchObject({
      status: 400,
      codes: ['BAD_USER_INPUT'],
      errors: [{ message: expect.stringContaining('the limit is 20') }],
    });
  });
});

describe('GET', () => {
  const url = (query: string) => `/graphql?query=${encodeURIComponent(query)}`;

  test('answers queries', async () => {
    expect(await send(url('{ hello }'))).toMatchObject({ status: 200, data: { hello: 'hello' } });
  });
  test('refuses mutations', async () => {
    const answer = await send(url('mutation { rename(name: "x") { id } }'));
    expect(answer).toMatchObject({ status: 405, codes: ['BAD_USER_INPUT'] });
    expect(answer.headers.get('allow')).toBe('POST');
  });
  test('needs no header: no browser brings a token by itself, so another site can make it ask for nothing that is not for everyone', async () => {
    expect(await send(url('{ hello }'))).toMatchObject({ status: 200, data: { hello: 'hello' } });
    expect(await send(url('{ hello }'), { headers: { cookie: 'token=x', origin: 'https://evil.example' } })).toMatchObject({
      status: 200,
    });
  });
  test.each([
    ['mutation { rename(name: "x") { id } }', ''],
    ['query A { hello } mutation B { rename(name: "x") { id } }', '&operationName=B'],
  ])('changes nothing by %s', async (query, more) => {
    expect(await send(url(query) + more)).toMatchObject({ status: 405, data: undefined });
  });
  test('is under the same limits', async () => {
    const query = `{ ${Array.from({ length: 101 }, (_, n) => `a${n}: hello`).join(' ')} }`;
    expect(await send(url(query))).toMatchObject({ status: 400, codes: ['BAD_USER_INPUT'] });
  });
  test.each(['PUT', 'DELETE', 'PATCH'])('%s is refused', async (method) => {
    const answer = await send('/graphql', { method });
    expect(answer).toMatchObject({ status: 405 });
    expect(answer.headers.get('allow')).toBe('GET, POST');
  });
});

describe('introspection', () => {
  test('is for developers', async () => {
    const query = getIntrospectionQuery();
    expect(await gateway.ask(query)).toMatchObject({ status: 401, codes: ['UNAUTHENTICATED'] });
    expect(await gateway.ask(query, { token: await issuer.token(person('p', 'MEMBER')) })).toMatchObject({
      status: 403,
      codes: ['FORBIDDEN'],
    });
    const token = await issuer.token({ ...person('p', 'MEMBER'), scope: 'read introspect' });
    expect(await gateway.ask(query, { token })).toMatchObject({
      status: 200,
      data: { __schema: { queryType: { name: 'Query' } } },
    });
  });
  test('hidden in a fragment it is the same', async () => {
    expect(await gateway.ask('{ ...F } fragment F on Query { x: __type(name: "Person") { name } }')).toMatchObject({
      status: 401,
    });
  });
  test('__typename is for everyone', async () => {
    expect(await gateway.ask('{ __typename hello }')).toMatchObject({
      status: 200,
      data: { __typename: 'Query', hello: 'hello' },
    });
  });
  test('only developers are told what they may have meant', async () => {
    expect((await gateway.ask('{ helo }')).errors).toMatchObject([{ message: 'Cannot query field "helo" on type "Query".' }]);
    const token = await issuer.token({ scope: 'introspect', ...person('p') });
    expect((await gateway.ask('{ helo }', { token })).errors).toMatchObject([
      { message: expect.stringContaining('Did you mean "hello"') },
    ]);
  });
});

describe('scalars are checked at the door', () => {
  test.each([
    ['a literal', '{ pay(amount: "1.5") }', undefined],
    ['a variable', 'query($a: Fen) { pay(amount: $a) }', { a: -1 }],
  ])('in %s', async (_, query, variables) => {
    const before = subgraphs[0]?.calls.length;
    const answer = await gateway.ask(query, { variables });
    expect(answer).toMatchObject({
      status: 400,
      codes: ['BAD_USER_INPUT'],
      errors: [{ message: expect.stringContaining('Fen must be') }],
    });
    expect(subgraphs[0]?.calls.length).toBe(before);
  });
  test('a good value reaches the subgraph as it was written', async () => {
    expect(await gateway.ask('query($a: Fen) { pay(amount: $a) }', { variables: { a: '864000' } })).toMatchObject({
      data: { pay: '864000' },
    });
  });
  test('a variable of a wrong type is refused', async () => {
    expect(await gateway.ask('query($i: ID!) { person(id: $i) { id } }', { variables: { i: { a: 1 } } })).toMatchObject({
      status: 400,
      codes: ['BAD_USER_INPUT'],
    });
  });
});

describe('the door', () => {
  test('a bad token is 401 whatever is asked', async () => {
    const answer = await gateway.ask('{ hello }', { token: 'nonsense' });
    expect(answer).toMatchObject({ status: 401, codes: ['UNAUTHENTICATED'] });
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer .*error="invalid_token"/);
  });
  test('the request id goes in, on to the subgraph, and out', async () => {
    const answer = await gateway.ask('{ hello }', { headers: { 'x-request-id': 'abc-1' } });
    expect(answer.headers.get('x-request-id')).toBe('abc-1');
    expect(subgraphs[0]?.calls.at(-1)?.headers['x-request-id']).toBe('abc-1');
    expect((await gateway.ask('{ hello }', { headers: { 'x-request-id': 'a b' } })).headers.get('x-request-id')).toMatch(
      /^[\da-f-]{36}$/,
    );
  });
  test('the test clock is refused where it is not allowed', async () => {
    expect(await gateway.ask('{ hello }', { headers: { 'x-test-now': '2013-10-19T09:00:00+08:00' } })).toMatchObject({
      status: 400,
      codes: ['BAD_USER_INPUT'],
    });
  });
  test('/health, /ready, /metrics, / and /console.json', async () => {
    expect(await (await fetch(`${gateway.url}/health`)).json()).toEqual({ status: 'alive' });
    expect(await (await fetch(`${gateway.url}/ready`)).json()).toMatchObject({
      ready: true,
      reasons: [],
      subgraphs: { people: 'ok', places: 'ok' },
    });
    for (let time = 0; time < 11; time++) await gateway.ask('query InUse { hello }', { operationName: 'InUse' });
    await gateway.ask('query Once { hello }', { operationName: 'Once' });
    const metrics = await (await fetch(`${gateway.url}/metrics`)).text();
    expect(metrics).toMatch(
      /graphql_operation_duration_seconds_count\{.*graphql_operation_name="InUse",graphql_operation_type="query"/,
    );
    expect(metrics).toMatch(/graphql_operation_errors_total\{graphql_operation_name="other",code="BAD_USER_INPUT"/);
    expect(metrics).not.toContain('Once');
    expect(metrics).toMatch(/subgraph_breaker_state\{.*subgraph="people".*\} 0/);
    expect(metrics).toMatch(/subgraph_call_duration_seconds_count\{.*subgraph="people",outcome="answered"/);
    expect(metrics).toMatch(/graphql_refusals_total\{code="BAD_USER_INPUT"/);
    expect(metrics).toMatch(/http_request_duration_seconds_count\{.*route="\/graphql",status="413"/);
    const page = await fetch(gateway.url);
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(page.headers.get('content-security-policy')).toContain(`connect-src 'self' ${issuer.url}`);
    expect(await (await fetch(`${gateway.url}/console.json`)).json()).toEqual({
      issuer: issuer.url,
      clientId: 'console',
      audience: 'https://graph.union.local',
      testClock: false,
    });
    expect((await fetch(`${gateway.url}/../../package.json`)).status).toBe(404);
    expect((await fetch(`${gateway.url}/%2e%2e/%2e%2e/package.json`)).status).toBe(404);
  });
});

describe('browsers', () => {
  test('that open the endpoint as a page are sent to the console', async () => {
    const response = await fetch(`${gateway.url}/graphql`, { headers: { accept: 'text/html,*/*' }, redirect: 'manual' });
    expect([response.status, response.headers.get('location')]).toEqual([302, '/']);
  });
  test('of a named origin may ask, and are told so beforehand', async () => {
    const headers = { origin: 'https://app.example' };
    const before = await fetch(`${gateway.url}/graphql`, { method: 'OPTIONS', headers });
    expect([before.status, before.headers.get('access-control-allow-origin')]).toEqual([204, 'https://app.example']);
    expect(before.headers.get('access-control-allow-headers')).toContain('authorization');
    for (const token of [undefined, 'nonsense']) {
      const answer = await gateway.ask('{ hello }', { headers, ...(token && { token }) });
      expect(answer.headers.get('access-control-allow-origin')).toBe('https://app.example');
      expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
    }
  });
  test('of another origin are not', async () => {
    const headers = { origin: 'https://other.example' };
    const before = await fetch(`${gateway.url}/graphql`, { method: 'OPTIONS', headers });
    expect(before.headers.get('access-control-allow-origin')).toBeNull();
    expect(before.headers.get('access-control-allow-headers')).toBeNull();
    expect((await gateway.ask('{ hello }', { headers })).headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('what is no request has the form of our refusals as well', () => {
  /** Sends bytes that no client of HTTP would, and gives what comes back. */
  const sendRaw = async (request: string) => {
    const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1');
    socket.write(request);
    const said = await text(socket);
    const [head = '', body = ''] = said.split('\r\n\r\n');
    return { head, errors: (JSON.parse(body) as { errors: { extensions: object }[] }).errors };
  };

  test('an address that cannot be decoded', async () => {
    const answer = await send('/%ff');
    expect(answer).toMatchObject({ status: 400, codes: ['BAD_USER_INPUT'] });
    expect(answer.headers.get('x-request-id')).toMatch(/^[\w-]{36}$/);
  });

  test.each([
    [
      'headers that are too large',
      `GET / HTTP/1.1\r\nhost: x\r\nx: ${'x'.repeat(70_000)}\r\n\r\n`,
      '431 Request Header Fields Too Large',
    ],
    ['what is no HTTP', 'HELLO\r\n\r\n', '400 Bad Request'],
  ])('%s', async (_, request, status) => {
    const { head, errors } = await sendRaw(request);
    expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${status}\r\n`));
    expect(head).toMatch(/\r\nx-request-id: \S{36}\r\n/);
    expect(errors).toEqual([{ message: expect.any(String), extensions: { code: 'BAD_USER_INPUT' } }]);
  });
});
