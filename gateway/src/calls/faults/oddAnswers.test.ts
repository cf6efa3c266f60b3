import type { RequestListener } from 'node:http';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { answers, useOddGateway } from '../../../test/oddGateway.ts';

const odd = useOddGateway();

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
    odd.answerOfB(text, headers, status);
    const answer = await odd.gateway.ask('{ n { int } hello }');
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
    odd.answerOfB(text, headers, status);
    const answer = await odd.gateway.ask('{ n { int } hello }');
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
    ['by a body that is not JSON', answers('garbage')],
  ])('%s', async (_, behaviour) => {
    odd.gateway.subgraphs.b?.behave(behaviour);
    const answer = await odd.gateway.ask(query);
    expect(answer).toMatchObject({ data: { pay: null }, codes: ['DEPENDENCY_UNAVAILABLE'] });
    expect(answer.errors).toMatchObject([
      { message: expect.stringMatching(REPEAT), path: expect.arrayContaining(['pay']), extensions: { service: 'b' } },
    ]);
  });

  test('and that it was not made where the subgraph refuses the request', async () => {
    odd.answerOfB('{"errors":[{"message":"no","extensions":{"code":"GRAPHQL_VALIDATION_FAILED"}}]}', {}, 400);
    expect((await odd.gateway.ask(query)).errors).toMatchObject([
      { message: expect.stringContaining('The change was not made.') },
    ]);
  });

  test('and that it was made where only what belongs to its answer cannot be read', async () => {
    odd.gateway.subgraphs.a?.behave((request) => request.socket.destroy());
    odd.answerOfB({ data: { pay: { p: { __typename: 'P', id: 'p1' } } } });
    const answer = await odd.gateway.ask('mutation { pay { p { name } } }');
    expect(answer.data).toEqual({ pay: { p: { name: null } } });
    expect(answer.errors).toMatchObject([{ message: expect.stringContaining('The change was made.') }]);
  });

  test('a read says nothing of a change', async () => {
    odd.answerOfB({ data: { m: null } });
    const [error] = (await odd.gateway.ask('{ m { int } }')).errors;
    expect(error).toMatchObject({ path: ['m'], extensions: { code: 'DEPENDENCY_UNAVAILABLE', service: 'b' } });
    expect(error?.message).not.toContain('change');
  });
});

describe('objects of a wrong type', () => {
  const a = (data: object) => odd.gateway.subgraphs.a?.behave(answers(JSON.stringify({ data })));
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
    const answer = await odd.gateway.ask(query);
    expect([Object.values(answer.data ?? {}), answer.errors.map(({ path }) => path)]).toEqual([[null], [Object.keys(data)]]);
  });

  test('an object instead of a list is null with an error', async () => {
    a({ list: { name: 'x' } });
    const answer = await odd.gateway.ask('{ list { name } }');
    expect([answer.data, answer.errors.length]).toEqual([{ list: null }, 1]);
  });
});

test('the name __proto__ works in variables, aliases and values', async () => {
  const text = '{"__proto__":{"x":1},"constructor":{"prototype":2}}';
  const query = 'query ($__proto__: Json, $v: Json) { __proto__: echo(value: $v) constructor: echo(value: $__proto__) hello }';
  const response = await fetch(`${odd.gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: `{"query":${JSON.stringify(query)},"variables":{"v":${text},"__proto__":${text}}}`,
  });
  expect(await response.text()).toBe(`{"data":{"__proto__":${text},"constructor":${text},"hello":"hello"}}\n`);
  odd.answerOfB({ data: { _entities: [{ __proto__: null, b: 1 }] } });
  const entity = await odd.textOf('{ p { __proto__: name toString: b } }');
  expect(entity).toContain('"__proto__":"P 0"');
});
