import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { getIntrospectionQuery } from 'graphql';
import { useCityGateway } from '../../test/cityGateway.ts';
import { person } from '../../test/issuer.ts';

const city = useCityGateway();

describe('GET', () => {
  const url = (query: string) => `/graphql?query=${encodeURIComponent(query)}`;

  test('answers queries', async () => {
    expect(await city.send(url('{ hello }'))).toMatchObject({ status: 200, data: { hello: 'hello' } });
  });
  test('refuses mutations', async () => {
    const answer = await city.send(url('mutation { rename(name: "x") { id } }'));
    expect(answer).toMatchObject({ status: 405, codes: ['BAD_USER_INPUT'] });
    expect(answer.headers.get('allow')).toBe('POST');
  });
  test('needs no header: no browser brings a token by itself, so another site can make it ask for nothing that is not for everyone', async () => {
    expect(await city.send(url('{ hello }'))).toMatchObject({ status: 200, data: { hello: 'hello' } });
    expect(await city.send(url('{ hello }'), { headers: { cookie: 'token=x', origin: 'https://evil.example' } })).toMatchObject({
      status: 200,
    });
  });
  test.each([
    ['mutation { rename(name: "x") { id } }', ''],
    ['query A { hello } mutation B { rename(name: "x") { id } }', '&operationName=B'],
  ])('changes nothing by %s', async (query, more) => {
    expect(await city.send(url(query) + more)).toMatchObject({ status: 405, data: undefined });
  });
  test('is under the same limits', async () => {
    const query = `{ ${Array.from({ length: 101 }, (_, n) => `a${n}: hello`).join(' ')} }`;
    expect(await city.send(url(query))).toMatchObject({ status: 400, codes: ['BAD_USER_INPUT'] });
  });
  test.each(['PUT', 'DELETE', 'PATCH'])('%s is refused', async (method) => {
    const answer = await city.send('/graphql', { method });
    expect(answer).toMatchObject({ status: 405 });
    expect(answer.headers.get('allow')).toBe('GET, POST');
  });
});

describe('introspection', () => {
  test('is for developers', async () => {
    const query = getIntrospectionQuery();
    expect(await city.gateway.ask(query)).toMatchObject({ status: 401, codes: ['UNAUTHENTICATED'] });
    expect(await city.gateway.ask(query, { token: await city.issuer.token(person('p', 'MEMBER')) })).toMatchObject({
      status: 403,
      codes: ['FORBIDDEN'],
    });
    const token = await city.issuer.token({ ...person('p', 'MEMBER'), scope: 'read introspect' });
    expect(await city.gateway.ask(query, { token })).toMatchObject({
      status: 200,
      data: { __schema: { queryType: { name: 'Query' } } },
    });
  });
  test('hidden in a fragment it is the same', async () => {
    expect(await city.gateway.ask('{ ...F } fragment F on Query { x: __type(name: "Person") { name } }')).toMatchObject({
      status: 401,
    });
  });
  test('__typename is for everyone', async () => {
    expect(await city.gateway.ask('{ __typename hello }')).toMatchObject({
      status: 200,
      data: { __typename: 'Query', hello: 'hello' },
    });
  });
  test('only developers are told what they may have meant', async () => {
    expect((await city.gateway.ask('{ helo }')).errors).toMatchObject([
      { message: 'Cannot query field "helo" on type "Query".' },
    ]);
    const token = await city.issuer.token({ scope: 'introspect', ...person('p') });
    expect((await city.gateway.ask('{ helo }', { token })).errors).toMatchObject([
      { message: expect.stringContaining('Did you mean "hello"') },
    ]);
  });
});

describe('scalars are checked at the door', () => {
  test.each([
    ['a literal', '{ pay(amount: "1.5") }', undefined],
    ['a variable', 'query($a: Fen) { pay(amount: $a) }', { a: -1 }],
  ])('in %s', async (_, query, variables) => {
    const before = city.subgraphs[0]?.calls.length;
    const answer = await city.gateway.ask(query, { variables });
    expect(answer).toMatchObject({
      status: 400,
      codes: ['BAD_USER_INPUT'],
      errors: [{ message: expect.stringContaining('Fen must be') }],
    });
    expect(city.subgraphs[0]?.calls.length).toBe(before);
  });
  test('a good value reaches the subgraph as it was written', async () => {
    expect(await city.gateway.ask('query($a: Fen) { pay(amount: $a) }', { variables: { a: '864000' } })).toMatchObject({
      data: { pay: '864000' },
    });
  });
  test('a variable of a wrong type is refused', async () => {
    expect(await city.gateway.ask('query($i: ID!) { person(id: $i) { id } }', { variables: { i: { a: 1 } } })).toMatchObject({
      status: 400,
      codes: ['BAD_USER_INPUT'],
    });
  });
});

describe('the door', () => {
  test('a bad token is 401 whatever is asked', async () => {
    const answer = await city.gateway.ask('{ hello }', { token: 'nonsense' });
    expect(answer).toMatchObject({ status: 401, codes: ['UNAUTHENTICATED'] });
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer .*error="invalid_token"/);
  });
  test('the request id goes in, on to the subgraph, and out', async () => {
    const answer = await city.gateway.ask('{ hello }', { headers: { 'x-request-id': 'abc-1' } });
    expect(answer.headers.get('x-request-id')).toBe('abc-1');
    expect(city.subgraphs[0]?.calls.at(-1)?.headers['x-request-id']).toBe('abc-1');
    expect((await city.gateway.ask('{ hello }', { headers: { 'x-request-id': 'a b' } })).headers.get('x-request-id')).toMatch(
      /^[\da-f-]{36}$/,
    );
  });
  test('the test clock is refused where it is not allowed', async () => {
    expect(await city.gateway.ask('{ hello }', { headers: { 'x-test-now': '2013-10-19T09:00:00+08:00' } })).toMatchObject({
      status: 400,
      codes: ['BAD_USER_INPUT'],
    });
  });
  test('/health, /ready, /metrics, / and /console.json', async () => {
    expect(await (await fetch(`${city.gateway.url}/health`)).json()).toEqual({ status: 'alive' });
    expect(await (await fetch(`${city.gateway.url}/ready`)).json()).toMatchObject({
      ready: true,
      reasons: [],
      subgraphs: { people: 'ok', places: 'ok' },
    });
    await city.post(JSON.stringify({ query: `{ hello } # ${'x'.repeat(2_000_000)}` }));
    for (let time = 0; time < 11; time++) await city.gateway.ask('query InUse { hello }', { operationName: 'InUse' });
    await city.gateway.ask('query Once { hello }', { operationName: 'Once' });
    const metrics = await (await fetch(`${city.gateway.url}/metrics`)).text();
    expect(metrics).toMatch(
      /graphql_operation_duration_seconds_count\{.*graphql_operation_name="InUse",graphql_operation_type="query"/,
    );
    expect(metrics).toMatch(/graphql_operation_errors_total\{graphql_operation_name="other",code="BAD_USER_INPUT"/);
    expect(metrics).not.toContain('Once');
    expect(metrics).toMatch(/subgraph_breaker_state\{.*subgraph="people".*\} 0/);
    expect(metrics).toMatch(/subgraph_call_duration_seconds_count\{.*subgraph="people",outcome="answered"/);
    expect(metrics).toMatch(/graphql_refusals_total\{code="BAD_USER_INPUT"/);
    expect(metrics).toMatch(/http_request_duration_seconds_count\{.*route="\/graphql",status="413"/);
    const page = await fetch(city.gateway.url);
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(page.headers.get('content-security-policy')).toContain(`connect-src 'self' ${city.issuer.url}`);
    expect(await (await fetch(`${city.gateway.url}/console.json`)).json()).toEqual({
      issuer: city.issuer.url,
      clientId: 'console',
      audience: 'https://graph.union.local',
      testClock: false,
    });
    expect((await fetch(`${city.gateway.url}/../../package.json`)).status).toBe(404);
    expect((await fetch(`${city.gateway.url}/%2e%2e/%2e%2e/package.json`)).status).toBe(404);
  });
});

describe('browsers', () => {
  test('that open the endpoint as a page are sent to the console', async () => {
    const response = await fetch(`${city.gateway.url}/graphql`, { headers: { accept: 'text/html,*/*' }, redirect: 'manual' });
    expect([response.status, response.headers.get('location')]).toEqual([302, '/']);
  });
  test('of a named origin may ask, and are told so beforehand', async () => {
    const headers = { origin: 'https://app.example' };
    const before = await fetch(`${city.gateway.url}/graphql`, { method: 'OPTIONS', headers });
    expect([before.status, before.headers.get('access-control-allow-origin')]).toEqual([204, 'https://app.example']);
    expect(before.headers.get('access-control-allow-headers')).toContain('authorization');
    for (const token of [undefined, 'nonsense']) {
      const answer = await city.gateway.ask('{ hello }', { headers, ...(token && { token }) });
      expect(answer.headers.get('access-control-allow-origin')).toBe('https://app.example');
      expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
    }
  });
  test('of another origin are not', async () => {
    const headers = { origin: 'https://other.example' };
    const before = await fetch(`${city.gateway.url}/graphql`, { method: 'OPTIONS', headers });
    expect(before.headers.get('access-control-allow-origin')).toBeNull();
    expect(before.headers.get('access-control-allow-headers')).toBeNull();
    expect((await city.gateway.ask('{ hello }', { headers })).headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('what is no request has the form of our refusals as well', () => {
  /** Sends bytes that no client of HTTP would, and gives what comes back. */
  const sendRaw = async (request: string) => {
    const socket = connect(Number(new URL(city.gateway.url).port), '127.0.0.1');
    socket.write(request);
    const said = await text(socket);
    const [head = '', body = ''] = said.split('\r\n\r\n');
    return { head, errors: (JSON.parse(body) as { errors: { extensions: object }[] }).errors };
  };

  test('an address that cannot be decoded', async () => {
    const answer = await city.send('/%ff');
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
