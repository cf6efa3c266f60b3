import type { RequestListener } from 'node:http';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { type OpenGateway, startOpenGateway } from '../../../test/openGateway.ts';
import { federation } from '../../../test/subgraph.ts';

let gateway: OpenGateway;
beforeAll(async () => {
  gateway = await startOpenGateway({
    a: {
      sdl: `${federation('"@key"')}
        scalar Big scalar Json
        type Query { hello: String list(n: Int): [P] p: P u: U i: I echo(value: Json): Json }
        union U = P | Q
        interface I { name: String }
        type P implements I @key(fields: "id") { id: ID! name: String }
        type Q implements I { name: String n: Int }
        type R { name: String }
        type X { r: R }
        extend type Query { x: X }`,
      resolvers: {
        Query: {
          hello: () => 'hello',
          list: (_: unknown, { n = 3 }: { n?: number }) =>
            Array.from({ length: n }, (__, at) => ({ id: `p${at}`, name: `P ${at}` })),
          p: () => ({ id: 'p0', name: 'P 0' }),
          echo: (_: unknown, { value }: { value: unknown }) => value,
        },
        P: { __resolveReference: (reference: object) => reference },
      },
    },
    b: {
      sdl: `${federation('"@key"')}
        scalar Big scalar Json
        enum Mood { GOOD BAD }
        type Query { n: Numbers m: Numbers! }
        type Mutation { pay: Paid }
        type Paid { seen: Int p: P! }
        type Numbers { float: Float! floats: [Float!] int: Int! string: String! id: ID! boolean: Boolean! big: Big! json: Json mood: Mood! }
        type P @key(fields: "id") { id: ID! b: Int must: Int! more: P }`,
      resolvers: {},
    },
  });
}, 240_000);
afterEach(() => {
  for (const subgraph of Object.values(gateway.subgraphs)) subgraph.behave(undefined);
});
afterAll(() => gateway.stop());

const answers =
  (body: string | Buffer, headers: Record<string, string> = {}, status = 200): RequestListener =>
  (_, response) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
const b = (body: string | Buffer | object, headers?: Record<string, string>, status?: number) =>
  gateway.subgraphs.b?.behave(
    answers(typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body), headers, status),
  );
/** The text of a whole answer, because `JSON.parse` would round numbers. */
const textOf = async (query: string, variables?: object) =>
  (
    await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    })
  ).text();

describe('an unusual but readable answer loses no field', () => {
  const body = '{"data":{"n":{"int":1}}}';
  test.each<[string, string | Buffer, Record<string, string>, number?]>([
    ['with a byte-order mark', `\uFEFF${body}`, {}],
    ['with gzip that nobody asked for', gzipSync(body), { 'content-encoding': 'gzip' }],
    ['with gzip by its former name', gzipSync(body), { 'content-encoding': 'X-GZIP' }],
    ['with deflate', deflateSync(body), { 'content-encoding': 'deflate' }],
    ['with brotli', brotliCompressSync(body), { 'content-encoding': 'br' }],
    ['with two codings', brotliCompressSync(gzipSync(body)), { 'content-encoding': 'gzip, br' }],
    ['with no coding, by name', body, { 'content-encoding': 'identity' }],
    ['with both a mark and gzip', gzipSync(`\uFEFF${body}`), { 'content-encoding': 'gzip' }],
    ['with status 500', body, {}, 500],
    ['with status 503 and data', body, {}, 503],
    ['with data twice', '{"data":{"n":{"int":7}},"data":{"n":{"int":1}}}', {}],
    ['with a key twice', '{"data":{"n":{"int":7,"int":1}}}', {}],
    ['with more members than are known', '{"data":{"n":{"int":1,"more":[]}},"extensions":[],"x":1}', {}],
    ['with no errors', '{"data":{"n":{"int":1}},"errors":null}', {}],
    ['with an empty list of errors', '{"data":{"n":{"int":1}},"errors":[]}', {}],
    ['with the name __proto__ in it', '{"__proto__":{"data":null},"data":{"n":{"int":1,"__proto__":{"int":2}}}}', {}],
  ])('%s', async (_, text, headers, ...[status]) => {
    b(text, headers, status);
    const answer = await gateway.ask('{ n { int } hello }');
    expect([answer.errors, answer.data]).toEqual([[], { n: { int: 1 }, hello: 'hello' }]);
  });
});

describe('an unreadable answer loses its own fields, each with an error', () => {
  test.each<[string, string | Buffer, Record<string, string>, number?]>([
    ['an unknown content coding', 'x', { 'content-encoding': 'zstd9' }],
    ['a coding called constructor', 'x', { 'content-encoding': 'constructor' }],
    ['broken gzip', 'not gzip', { 'content-encoding': 'gzip' }],
    ['gzip truncated', gzipSync('{"data":{"n":{"int":1}}}').subarray(0, 20), { 'content-encoding': 'gzip' }],
    ['four codings', 'x', { 'content-encoding': 'gzip, gzip, gzip, gzip' }],
    ['a bomb', gzipSync(Buffer.alloc(80_000_000, 32)), { 'content-encoding': 'gzip' }],
    ['nothing', '', {}],
    ['a mark alone', '\uFEFF', {}],
    ['no content', '', {}, 204],
    ['another type', '{"data":{"n":{"int":1}}}', { 'content-type': 'text/html' }],
    ['a list', '[{"data":{"n":{"int":1}}}]', {}],
    ['data that is a list', '{"data":[{"n":1}]}', {}],
    ['a number', '7', {}],
    ['a text that is not UTF-8', Buffer.from('{"data":{"n":{"int":1,"string":"\xff"}}}', 'latin1'), {}],
  ])('%s', async (_, text, headers, ...[status]) => {
    b(text, headers, status);
    const answer = await gateway.ask('{ n { int } hello }');
    expect(answer.data).toEqual({ n: null, hello: 'hello' });
    expect(answer.errors).toMatchObject([{ path: ['n'], extensions: { code: 'DEPENDENCY_UNAVAILABLE', service: 'b' } }]);
  });
});

describe('a mutation whose answer is lost says that its change may have been made', () => {
  const query = 'mutation { pay { seen p { id must } } }';
  const REPEAT = /The change may have been made\. Repeat the mutation with the same idempotency key/;

  test.each<[string, RequestListener]>([
    ['by a null that the schema of the subgraph forbids', answers('{"data":{"pay":{"seen":1,"p":null}}}')],
    ['by a connection that breaks', (request) => request.socket.destroy()],
    ['by a proxy that gave up', answers('<h1>timeout</h1>', { 'content-type': 'text/html' }, 504)],
    ['by garbage', answers('garbage')],
  ])('%s', async (_, behaviour) => {
    gateway.subgraphs.b?.behave(behaviour);
    const answer = await gateway.ask(query);
    expect(answer).toMatchObject({ data: { pay: null }, codes: ['DEPENDENCY_UNAVAILABLE'] });
    expect(answer.errors).toMatchObject([
      { message: expect.stringMatching(REPEAT), path: expect.arrayContaining(['pay']), extensions: { service: 'b' } },
    ]);
  });

  test('and that it was not made where the subgraph refuses the request', async () => {
    b('{"errors":[{"message":"no","extensions":{"code":"GRAPHQL_VALIDATION_FAILED"}}]}', {}, 400);
    expect((await gateway.ask(query)).errors).toMatchObject([{ message: expect.stringContaining('The change was not made.') }]);
  });

  test('and that it was made where only what belongs to its answer cannot be read', async () => {
    gateway.subgraphs.a?.behave((request) => request.socket.destroy());
    b({ data: { pay: { p: { __typename: 'P', id: 'p1' } } } });
    const answer = await gateway.ask('mutation { pay { p { name } } }');
    expect(answer.data).toEqual({ pay: { p: { name: null } } });
    expect(answer.errors).toMatchObject([{ message: expect.stringContaining('The change was made.') }]);
  });

  test('a read says nothing of a change', async () => {
    b({ data: { m: null } });
    const [error] = (await gateway.ask('{ m { int } }')).errors;
    expect(error).toMatchObject({ path: ['m'], extensions: { code: 'DEPENDENCY_UNAVAILABLE', service: 'b' } });
    expect(error?.message).not.toContain('change');
  });
});

describe('malformed errors beside data lose no field', () => {
  const one = { message: 'No.', path: ['n', 'json'], extensions: { code: 'NOT_FOUND' } };
  test.each<[string, unknown, unknown[]]>([
    ['extensions null', [{ ...one, extensions: null }], ['INTERNAL_SERVER_ERROR']],
    ['extensions a list', [{ ...one, extensions: ['x'] }], ['INTERNAL_SERVER_ERROR']],
    ['extensions a text', [{ ...one, extensions: 'x' }], ['INTERNAL_SERVER_ERROR']],
    ['no message', [{ ...one, message: undefined }], ['NOT_FOUND']],
    ['a message that is no text', [{ ...one, message: { no: 1 } }], ['NOT_FOUND']],
    ['a path that is a text', [{ ...one, path: 'n.json' }], ['NOT_FOUND']],
    ['a path with a fraction', [{ ...one, path: ['n', 1.5] }], ['NOT_FOUND']],
    ['a path with an object', [{ ...one, path: ['n', {}] }], ['NOT_FOUND']],
    ['an empty path', [{ ...one, path: [] }], ['NOT_FOUND']],
    ['a path that leads nowhere', [{ ...one, path: ['x', '__proto__', 'y'] }], ['NOT_FOUND']],
    ['locations that are none', [{ ...one, locations: 'here' }], ['NOT_FOUND']],
    ['an entry that is null', [null], ['INTERNAL_SERVER_ERROR']],
    ['an entry that is a text', ['boom'], ['INTERNAL_SERVER_ERROR']],
    ['an entry that is a list', [[]], ['INTERNAL_SERVER_ERROR']],
    ['no list', { message: 'boom' }, ['INTERNAL_SERVER_ERROR']],
    ['a text', 'boom', ['INTERNAL_SERVER_ERROR']],
    ['a truth value', true, ['INTERNAL_SERVER_ERROR']],
  ])('%s', async (_, errors, codes) => {
    b({ data: { n: { int: 1, json: null } }, errors });
    const answer = await gateway.ask('{ n { int json } hello }');
    expect([answer.data, answer.codes]).toEqual([{ n: { int: 1, json: null }, hello: 'hello' }, codes]);
    expect(answer.errors[0]?.message).toEqual(expect.any(String));
    if (codes[0] === 'INTERNAL_SERVER_ERROR') expect(answer.errors[0]).toMatchObject({ extensions: { service: 'b' } });
  });

  test.each<[unknown, string, boolean]>([
    ['SLOT_TAKEN', 'SLOT_TAKEN', false],
    ['ERR_404', 'ERR_404', false],
    ['NotFound', 'NOT_FOUND', true],
    ['not_found', 'NOT_FOUND', true],
    ['notFound', 'NOT_FOUND', true],
    ['not-found', 'NOT_FOUND', true],
    ['HTTPError', 'HTTP_ERROR', true],
    ['graphql.validation', 'GRAPHQL_VALIDATION', true],
    ['404', 'ERR_404', true],
    [404, 'ERR_404', true],
    ['internal_server_error', 'INTERNAL_SERVER_ERROR', true],
    ['未找到', 'INTERNAL_SERVER_ERROR', true],
    ['', 'INTERNAL_SERVER_ERROR', true],
    [null, 'INTERNAL_SERVER_ERROR', true],
    [{ code: 1 }, 'INTERNAL_SERVER_ERROR', true],
    [1.5, 'INTERNAL_SERVER_ERROR', true],
    ['A', 'A', false],
    ['a', 'A', true],
    ['_', 'INTERNAL_SERVER_ERROR', true],
    [7, 'ERR_7', true],
    [Number.MAX_VALUE, 'INTERNAL_SERVER_ERROR', true],
    ['7'.repeat(64), `ERR_${'7'.repeat(60)}`, true],
    ['X'.repeat(10_000), 'X'.repeat(64), true],
  ])('the code %j leaves as %s', async (code, expected, isNamed) => {
    b({ data: { n: { json: null } }, errors: [{ message: 'No.', path: ['n', 'json'], extensions: { code } }] });
    const [error] = (await gateway.ask('{ n { json } }')).errors;
    expect(error?.extensions.code).toBe(expected);
    expect(error?.extensions.service).toBe(isNamed ? 'b' : undefined);
    expect(error?.message).toMatch(expected === 'INTERNAL_SERVER_ERROR' ? /^Something went wrong in the service "b"/ : /^No\.$/);
  });
});

describe('entities', () => {
  const query = '{ list { name b } hello }';
  const list = (...bs: unknown[]) => bs.map((value, at) => ({ name: `P ${at}`, b: value }));
  const failed = (...at: number[]) =>
    at.map((index) => ({ path: ['list', index, 'b'], extensions: { code: 'DEPENDENCY_UNAVAILABLE', service: 'b' } }));

  test.each<[string, unknown, unknown[], number[]]>([
    ['fewer than asked for', [{ b: 1 }], [1, null, null], [1, 2]],
    ['none', [], [null, null, null], [0, 1, 2]],
    ['more than asked for', [{ b: 1 }, { b: 2 }, { b: 3 }, { b: 4 }], [1, 2, 3], []],
    ['that are no objects', [{ b: 1 }, 7, 'text'], [1, null, null], [1, 2]],
    ['that are lists', [{ b: 1 }, [{ b: 2 }], []], [1, null, null], [1, 2]],
    ['that nobody knows', [{ b: 1 }, null, { b: 3 }], [1, null, 3], []],
    ['no list', { 0: { b: 1 } }, [null, null, null], [0, 1, 2]],
    ['null', null, [null, null, null], [0, 1, 2]],
  ])('%s', async (_, entities, bs, lost) => {
    b({ data: { _entities: entities } });
    const answer = await gateway.ask(query);
    expect(answer.data).toEqual({ list: list(...bs), hello: 'hello' });
    expect(answer.errors).toMatchObject(failed(...lost));
    expect(answer.errors).toHaveLength(lost.length);
  });

  test('an object instead of a list, beside an error of one entity', async () => {
    b({
      data: { _entities: { 0: null } },
      errors: [{ message: 'No.', path: ['_entities', 0, 'b'], extensions: { code: 'NO' } }],
    });
    const answer = await gateway.ask(query);
    expect(answer.data).toEqual({ list: list(null, null, null), hello: 'hello' });
    expect(answer.errors.map(({ path, extensions }) => [path?.[1], extensions.code])).toEqual([
      [0, 'NO'],
      [1, 'DEPENDENCY_UNAVAILABLE'],
      [2, 'DEPENDENCY_UNAVAILABLE'],
    ]);
  });

  test('a batch without a list, beside an error of another batch of the call', async () => {
    b({
      data: { _e0: [{ b: null }, { b: 2 }, { b: 3 }] },
      errors: [{ message: 'No.', path: ['_e0', 0, 'b'], extensions: { code: 'NO' } }],
    });
    const answer = await gateway.ask('{ list { name b } p { b2: b } }');
    expect(answer.data).toEqual({ list: list(null, 2, 3), p: { b2: null } });
    expect(answer.errors.map(({ path, extensions }) => [path, extensions.code])).toEqual([
      [['list', 0, 'b'], 'NO'],
      [['p', 'b2'], 'DEPENDENCY_UNAVAILABLE'],
    ]);
  });

  test('a missing entity with a non-null field has an error that says why', async () => {
    b({ data: { _entities: [{ must: 1 }] } });
    const answer = await gateway.ask('{ list { must } }');
    expect(answer.data).toEqual({ list: [{ must: 1 }, null, null] });
    expect(answer.codes).toEqual(['DEPENDENCY_UNAVAILABLE', 'DEPENDENCY_UNAVAILABLE']);
  });

  test('hundreds of lost fields each have an error', async () => {
    const errors = Array.from({ length: 900 }, (_, at) => ({
      message: `No ${at}.`,
      path: ['_entities', at, 'must'],
      extensions: { code: 'FORBIDDEN' },
    }));
    b({ data: { _entities: errors.map(() => null) }, errors });
    const answer = await gateway.ask('{ list(n: 900) { name must } }');
    expect(answer.data?.list).toEqual(errors.map(() => null));
    expect(answer.errors.map(({ message, path }) => [message, path])).toEqual(
      errors.map(({ message }, at) => [message, ['list', at, 'must']]),
    );
  });

  const MORE = (count: number, where: string) => `There were ${count} more errors than these, at ${where}. `;

  test('beyond a thousand lost fields one error counts all others, and no entity is reported as missing', async () => {
    b({ data: { _entities: null }, errors: [{ message: 'No.', path: ['_entities'], extensions: { code: 'FORBIDDEN' } }] });
    const answer = await gateway.ask('{ list(n: 1500) { must } }');
    expect(answer.errors).toHaveLength(1_001);
    expect(new Set(answer.codes)).toEqual(new Set(['FORBIDDEN']));
    expect(answer.errors.at(-1)).not.toHaveProperty('path');
    expect(answer.errors.at(-1)?.message).toContain(MORE(500, '"list.must" (500)'));
  });

  test.each([
    ['errors of a subgraph', (at: number) => ({ b: null, at }), 'NOT_FOUND'],
    ['entities that are no objects', () => 7, null],
    ['properties left out', () => ({}), null],
  ])('%s: a thousand are told, and how many more there were, and where', async (_, entity, code) => {
    const entities = Array.from({ length: 1_700 }, (__, at) => entity(at));
    const errors = entities.map((__, at) => ({ message: 'No.', path: ['_entities', at, 'b'], extensions: { code } }));
    b({ data: { _entities: entities }, ...(code && { errors }) });
    const answer = await gateway.ask('{ all: list(n: 1700) { name b } }');
    expect(answer.data?.all).toEqual(entities.map((__, at) => ({ name: `P ${at}`, b: null })));
    expect(answer.errors.slice(0, 1_000).map(({ path }) => path)).toEqual(
      Array.from({ length: 1_000 }, (__, at) => ['all', at, 'b']),
    );
    expect(answer.errors).toHaveLength(1_001);
    expect(new Set(answer.codes)).toEqual(new Set([code ?? 'DEPENDENCY_UNAVAILABLE']));
    expect(answer.errors.at(-1)?.message).toContain(MORE(700, '"all.b" (700)'));
  });

  test('entities that do not exist: the error for all others claims nothing else', async () => {
    b({ data: { _entities: Array.from({ length: 1_500 }, () => null) } });
    const answer = await gateway.ask('{ list(n: 1500) { must } }');
    // Each says the same of its field, so ten are told.
    expect(answer.errors).toHaveLength(11);
    expect(new Set(answer.codes)).toEqual(new Set(['NOT_FOUND']));
    expect(answer.errors.at(-1)?.extensions).toEqual({ code: 'NOT_FOUND' });
    expect(answer.errors.at(-1)?.message).toContain(MORE(1_490, '"list.must" (1490)'));
  });

  test('errors of several codes: the error for all others has that of most of them', async () => {
    const entities = Array.from({ length: 1_500 }, () => ({ b: null }));
    const codeAt = (at: number) => (at < 1_100 ? 'FORBIDDEN' : 'NOT_FOUND');
    const errors = entities.map((_, at) => ({
      message: 'No.',
      path: ['_entities', at, 'b'],
      extensions: { code: codeAt(at) },
    }));
    b({ data: { _entities: entities }, errors });
    expect((await gateway.ask('{ list(n: 1500) { b } }')).errors.at(-1)?.extensions).toEqual({ code: 'NOT_FOUND' });
  });

  test('errors without a path, and errors at values that are present, are counted', async () => {
    const errors = Array.from({ length: 1_700 }, (_, at) => ({
      message: 'No.',
      path: at % 2 === 0 ? undefined : ['n', 'int'],
      extensions: { code: 'NOT_FOUND' },
    }));
    b({ data: { n: { int: 1 } }, errors });
    const answer = await gateway.ask('{ n { int } }');
    expect(answer.data).toEqual({ n: { int: 1 } });
    expect(answer.errors.at(-1)?.message).toContain('There were 700 more errors than these. ');
  });
});

describe('objects of a wrong type', () => {
  const a = (data: object) => gateway.subgraphs.a?.behave(answers(JSON.stringify({ data })));
  test.each<[string, string, object]>([
    ['an object of another type in a union', '{ u { ... on P { name } } }', { u: { __typename: 'R', name: 'x' } }],
    ['of no type that there is', '{ u { ... on P { name } } }', { u: { __typename: 'Nothing', name: 'x' } }],
    ['of a type that is no object', '{ u { __typename } }', { u: { __typename: 'Big' } }],
    ['an object of another type in an interface', '{ i { name } }', { i: { __typename: 'R', name: 'x' } }],
    ['a list in the place of an object', '{ p { name } }', { p: [{ name: 'x' }] }],
    ['a text in the place of an object', '{ p { name } }', { p: 'x' }],
    ['a number in the place of an object', '{ p { name } }', { p: 7 }],
  ])('%s is null with an error', async (_, query, data) => {
    a(data);
    const answer = await gateway.ask(query);
    expect([Object.values(answer.data ?? {}), answer.errors.map(({ path }) => path)]).toEqual([[null], [Object.keys(data)]]);
  });

  test('an object instead of a list is null with an error', async () => {
    a({ list: { name: 'x' } });
    const answer = await gateway.ask('{ list { name } }');
    expect([answer.data, answer.errors.length]).toEqual([{ list: null }, 1]);
  });
});

describe('numbers', () => {
  const n = (field: string, literal: string) => {
    b(`{"data":{"n":{"${field}":${literal}}}}`);
    return textOf(`{ n { ${field} } }`);
  };
  // The results of graphql-js, except that digits beyond JavaScript's precision are kept and never invented.
  test.each([
    ['float', '0.1234567890123456789', '0.12345678901234568'],
    ['float', '12345678901234567890', '12345678901234567000'],
    ['float', '-0', '0'],
    ['float', '1e-400', '0'],
    ['float', '"1.5"', '1.5'],
    ['floats', '[1e2, 2]', '[100,2]'],
    ['int', '1e3', '1000'],
    ['int', '2147483647', '2147483647'],
    ['int', '5.0', '5'],
    ['string', '9007199254740991', '"9007199254740991"'],
    ['string', '1.5', '"1.5"'],
    ['string', '"\\ud83d\\ude00"', '"😀"'],
    ['id', '9007199254740991', '"9007199254740991"'],
    ['id', '-9007199254740991', '"-9007199254740991"'],
    ['id', '9007199254740991.0', '"9007199254740991"'],
    ['id', '1e2', '"100"'],
    ['id', '7', '"7"'],
    ['boolean', '12345678901234567890', 'true'],
    ['boolean', '0.0', 'false'],
    ['big', '12345678901234567890', '12345678901234567890'],
    ['big', '9007199254740992', '9007199254740992'],
    ['big', '1e300', '1e300'],
    ['big', '-0.1234567890123456789', '-0.1234567890123456789'],
    [
      'json',
      '{"a":[12345678901234567890,{"b":1.00000000000000000001}]}',
      '{"a":[12345678901234567890,{"b":1.00000000000000000001}]}',
    ],
    ['json', '{"__proto__":{"a":12345678901234567890}}', '{"__proto__":{"a":12345678901234567890}}'],
    ['json', '{"__proto__":{"a":1},"constructor":2,"toString":3}', '{"__proto__":{"a":1},"constructor":2,"toString":3}'],
  ])('%s: %s is %s', async (field, literal, written) => {
    if (['string', 'id'].includes(field)) b(`{"data":{"n":{"big":1,"${field}":${literal}}}}`);
    const text = ['string', 'id'].includes(field) ? await textOf(`{ n { ${field} big } }`) : await n(field, literal);
    expect(text).toContain(`"${field}":${written}`);
    expect(text).not.toContain('errors');
  });

  test.each(
    ['float', 'floats', 'int', 'string', 'id', 'boolean', 'big', 'mood'].flatMap((field) =>
      ['1e400', '-1e400'].map((literal) => [field, field === 'floats' ? `[${literal}]` : literal] as const),
    ),
  )('%s: %s is no value', async (field, literal) => {
    const answer = JSON.parse(await n(field, literal)) as { data: { n: unknown }; errors: { path: unknown[] }[] };
    expect(answer.data.n).toEqual(field === 'floats' ? { floats: null } : null);
    expect(answer.errors.map(({ path }) => path.slice(0, 2))).toEqual([['n', field]]);
  });

  test.each([
    ['string', '"\\ud800"'],
    ['string', '"a\\udc00\\ud800"'],
    ['id', '"\\ud83d"'],
    ['big', '"\\udfff"'],
    ['int', '2147483648'],
    ['int', '1.5'],
    ['int', '12345678901234567890'],
    ['id', '1.5'],
    ['id', '9007199254740992'],
    ['id', '-12345678901234567890'],
    ['string', '9007199254740993'],
    ['string', '1e300'],
    ['boolean', '"true"'],
    ['string', '{}'],
    ['float', '"x"'],
    ['json', '{"a":1e400}'],
  ])('%s: %s is no value either', async (field, literal) => {
    const answer = JSON.parse(await n(field, literal)) as { data: { n: unknown }; errors: unknown[] };
    expect([answer.data.n, answer.errors.length]).toEqual([field === 'json' ? { json: null } : null, 1]);
    expect(answer.errors).toMatchObject([{ extensions: { code: 'DEPENDENCY_UNAVAILABLE', service: 'b' } }]);
    // The other selected fields do not change how a number is read.
    b(`{"data":{"n":{"big":1,"${field}":${literal}}}}`);
    expect(JSON.parse(await textOf(`{ n { ${field} big } }`))).toMatchObject({ errors: [{ path: ['n', field] }] });
  });
});

test('the name __proto__ works in variables, aliases and values', async () => {
  const text = '{"__proto__":{"x":1},"constructor":{"prototype":2}}';
  const query = 'query ($__proto__: Json, $v: Json) { __proto__: echo(value: $v) constructor: echo(value: $__proto__) hello }';
  const response = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: `{"query":${JSON.stringify(query)},"variables":{"v":${text},"__proto__":${text}}}`,
  });
  expect(await response.text()).toBe(`{"data":{"__proto__":${text},"constructor":${text},"hello":"hello"}}\n`);
  b({ data: { _entities: [{ __proto__: null, b: 1 }] } });
  const entity = await textOf('{ p { __proto__: name toString: b } }');
  expect(entity).toContain('"__proto__":"P 0"');
});

describe('the error of an invalid value names the subgraph', () => {
  test.each([
    ['a number out of range', '{ n { int } }', '{"data":{"n":{"int":1e400}}}'],
    [
      'an unknown value of an enumeration',
      '{ other: n { ...F } } fragment F on Numbers { mood }',
      '{"data":{"other":{"mood":"SO_SO"}}}',
    ],
    ['a value that is no list', '{ n { ... on Numbers { floats } } }', '{"data":{"n":{"floats":1}}}'],
    ['a value that is no object', '{ n { int } }', '{"data":{"n":5}}'],
  ])('%s', async (_, query, body) => {
    b(body);
    const { errors } = JSON.parse(await textOf(query)) as { errors: { message: string; extensions: object }[] };
    expect(errors).toMatchObject([
      {
        message: expect.stringMatching(/^The service "b" answered a value that the type of this field does not allow\. /),
        extensions: { code: 'DEPENDENCY_UNAVAILABLE', service: 'b', errorId: expect.any(String) },
      },
    ]);
  });

  test('for a field of an entity: the subgraph that resolved it', async () => {
    b('{"data":{"_entities":[{"b":"many"}]}}');
    const { errors } = JSON.parse(await textOf('{ p { name b } }')) as { errors: { extensions: object }[] };
    expect(errors).toMatchObject([{ path: ['p', 'b'], extensions: { service: 'b' } }]);
  });
});
