import { personId } from '@union-graph/infra/demo';
import { request } from 'undici';
import { ask, codeOf, good, key, send, tokenOf } from '../house/client.ts';
import { house } from '../house/house.ts';

const ME = '{ me { id nameZh version card { id version status } } }';
const FREEZE = 'mutation ($input: FreezeCardInput!) { freezeCard(input: $input) { card { id status version } } }';

describe('what is sent wrongly is refused with a code, and nothing else breaks', () => {
  const cases: [title: string, body: object | string, status: number, code: string | RegExp][] = [
    ['malformed JSON', '{"query": "{ me', 400, 'BAD_USER_INPUT'],
    ['no query', {}, 400, /BAD_USER_INPUT|BAD_REQUEST/],
    ['a syntax error', { query: '{ districts {' }, 400, /GRAPHQL_PARSE_FAILED|BAD_USER_INPUT/],
    ['an unknown field', { query: '{ districts { mayor } }' }, 400, /GRAPHQL_VALIDATION_FAILED|BAD_USER_INPUT/],
    [
      'a wrong variable',
      { query: 'query ($d: DistrictCode!) { district(code: $d) { name } }', variables: { d: 'Chaoyang' } },
      400,
      'BAD_USER_INPUT',
    ],
    ['a missing variable', { query: 'query ($d: DistrictCode!) { district(code: $d) { name } }' }, 400, 'BAD_USER_INPUT'],
    ['a bad literal', { query: '{ district(code: "310101") { name } }' }, 400, 'BAD_USER_INPUT'],
    ['a body of 2 MB', { query: `{ districts { name } } #${'x'.repeat(2_000_000)}` }, 413, 'BAD_USER_INPUT'],
    [
      '10,000 aliases',
      { query: `{ ${Array.from({ length: 10_000 }, (_, n) => `a${n}: districts { code }`).join(' ')} }` },
      400,
      'BAD_USER_INPUT',
    ],
    [
      'a deep query',
      { query: `{ districts ${'{ servicePoints { nodes { district '.repeat(12)} { code } ${'} } }'.repeat(12)} }` },
      400,
      'BAD_USER_INPUT',
    ],
    ['a batch', [{ query: '{ districts { name } }' }, { query: '{ districts { name } }' }], 400, /BAD_USER_INPUT|BAD_REQUEST/],
  ];
  test.each(cases)('%s', async (_, body, status, code) => {
    const answer = await send(body);
    expect([answer.status, codeOf(answer)]).toEqual([status, expect.stringMatching(code)]);
    expect(JSON.stringify(answer)).not.toMatch(/node_modules|\.ts:|at \w+ \(/);
    expect(good(await ask(null, '{ district(code: "110105") { name } }'))).toEqual({ district: { name: 'Chaoyang' } });
  });

  test('a mutation by GET; a query by GET needs no header, since nobody is signed in by a cookie', async () => {
    const get = async (query: string, headers = {}) =>
      (await request(`${house.gateway}/graphql?query=${encodeURIComponent(query)}`, { headers })).statusCode;
    expect(
      await get('mutation { freezeCard(input: {}) { card { id } } }', { 'apollo-require-preflight': '1' }),
    ).toBeGreaterThanOrEqual(400);
    expect(await get('{ districts { name } }')).toBe(200);
  });
});

describe('who asks', () => {
  test('without a token: public fields only', async () => {
    expect((await ask(null, '{ districts { code } }')).data.districts).toHaveLength(17);
    expect(await ask(null, ME)).toMatchObject({ status: 401, errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
  });

  test.each([
    ['garbage', async () => 'garbage'],
    ['an altered one', async () => `${(await tokenOf('li-jianguo')).slice(0, -6)}AAAAAA`],
    [
      'one of another algorithm',
      async () => `${Buffer.from('{"alg":"none"}').toString('base64url')}.${(await tokenOf('li-jianguo')).split('.')[1]}.`,
    ],
  ])('a bad token (%s) is refused, not taken for nobody', async (_, token) => {
    const answer = await send({ query: '{ districts { code } }' }, { authorization: `Bearer ${await token()}` });
    expect([answer.status, codeOf(answer)]).toEqual([401, 'UNAUTHENTICATED']);
  });

  test("another member's row does not exist, nor does one of another district for its staff", async () => {
    const read = 'query ($id: ID!) { member(id: $id) { nameZh } }';
    expect(good(await ask('feng-jing', read, { id: personId('li-jianguo') })).member.nameZh).toBe('李建国');
    for (const who of ['zhao-zhiqiang', 'dong-lei', 'he-tao']) {
      const answer = await ask(who, read, { id: personId('li-jianguo') });
      expect([who, answer.data?.member ?? null, codeOf(answer)]).toEqual([who, null, 'NOT_FOUND']);
    }
  });

  test('subgraphs refuse everybody who comes past the gateway', async () => {
    for (const service of ['organisation', 'mediation', 'training', 'venues', 'warmth-fund'] as const) {
      for (const headers of [{}, { authorization: `Bearer ${await tokenOf('feng-jing')}` }] as Record<string, string>[]) {
        const answer = await request(`${house.services[service]}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...headers },
          body: JSON.stringify({ query: '{ _service { sdl } }' }),
        });
        expect([
          service,
          answer.statusCode,
          ((await answer.body.json()) as { errors: { extensions: object }[] }).errors[0]?.extensions,
        ]).toEqual([service, 401, { code: 'UNAUTHENTICATED' }]);
      }
    }
  });
});

describe('a change', () => {
  const card = async () => good(await ask('sun-guifang', ME)).me.card as { id: string; version: number; status: string };
  const freeze = (input: object, as = 'sun-guifang') => ask(as, FREEZE, { input });

  test('at a stale version, with a used key, or to a card of somebody else is refused', async () => {
    const before = await card();
    expect(codeOf(await freeze({ idempotencyKey: key(), cardId: before.id, expectedVersion: before.version + 1 }))).toBe(
      'VERSION_CONFLICT',
    );
    expect(
      codeOf(await freeze({ idempotencyKey: key(), cardId: before.id, expectedVersion: before.version }, 'zhao-zhiqiang')),
    ).toBe('NOT_FOUND');
    expect(codeOf(await freeze({ idempotencyKey: 'x', cardId: before.id, expectedVersion: before.version }))).toBe(
      'BAD_USER_INPUT',
    );
    expect(await card()).toEqual(before);

    const idempotencyKey = key();
    const input = { idempotencyKey, cardId: before.id, expectedVersion: before.version };
    const frozen = await freeze(input);
    expect(good(frozen).freezeCard.card).toMatchObject({ id: before.id, status: 'FROZEN' });
    expect((await freeze(input)).data).toEqual(frozen.data);
    expect(codeOf(await freeze({ ...input, expectedVersion: before.version + 1 }))).toBe('IDEMPOTENCY_MISMATCH');
    expect(codeOf(await freeze({ idempotencyKey: key(), cardId: before.id, expectedVersion: before.version + 1 }))).toBe(
      'INVALID_TRANSITION',
    );
  });
});
