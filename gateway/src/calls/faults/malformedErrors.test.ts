import { useOddGateway } from '../../../test/oddGateway.ts';

const odd = useOddGateway();

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
    ['a path of 20,000 steps', [{ ...one, path: Array(20_000).fill('n') }], ['NOT_FOUND']],
    ['locations that are none', [{ ...one, locations: 'here' }], ['NOT_FOUND']],
    ['an entry that is null', [null], ['INTERNAL_SERVER_ERROR']],
    ['an entry that is a text', ['boom'], ['INTERNAL_SERVER_ERROR']],
    ['an entry that is a list', [[]], ['INTERNAL_SERVER_ERROR']],
    ['no list', { message: 'boom' }, ['INTERNAL_SERVER_ERROR']],
    ['a text', 'boom', ['INTERNAL_SERVER_ERROR']],
    ['a truth value', true, ['INTERNAL_SERVER_ERROR']],
  ])('%s', async (_, errors, codes) => {
    odd.answerOfB({ data: { n: { int: 1, json: null } }, errors });
    const answer = await odd.gateway.ask('{ n { int json } hello }');
    expect([answer.data, answer.codes]).toEqual([{ n: { int: 1, json: null }, hello: 'hello' }, codes]);
    expect(answer.errors[0]?.message).toEqual(expect.any(String));
    if (codes[0] === 'INTERNAL_SERVER_ERROR') expect(answer.errors[0]).toMatchObject({ extensions: { service: 'b' } });
  });

  test('a path longer than an operation can be is left out; a thousand long ones are compared in no time', async () => {
    const at = (path: readonly unknown[]) => ({ ...one, path });
    const steps = (n: number, length: number) => Array.from({ length }, (_, at) => `p${n}of${at}`);
    odd.answerOfB({
      data: { n: { int: 1, json: null } },
      errors: [at(steps(0, 251)), ...Array.from({ length: 999 }, (_, n) => at(['n', 'json', ...steps(n, 248)]))],
    });
    const { errors } = await odd.gateway.ask('{ n { int json } hello }');
    expect(errors[0]?.path).toBeUndefined();
    expect(errors[1]?.path).toHaveLength(250);
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
    odd.answerOfB({ data: { n: { json: null } }, errors: [{ message: 'No.', path: ['n', 'json'], extensions: { code } }] });
    const [error] = (await odd.gateway.ask('{ n { json } }')).errors;
    expect(error?.extensions.code).toBe(expected);
    expect(error?.extensions.service).toBe(isNamed ? 'b' : undefined);
    expect(error?.message).toMatch(expected === 'INTERNAL_SERVER_ERROR' ? /^Something went wrong in the service "b"/ : /^No\.$/);
  });
});
