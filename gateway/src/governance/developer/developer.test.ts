import { createPassportSigner } from '@union-graph/identity';
import { type Answer, eventually, readAnswer } from '../../../test/gateway.ts';
import {
  addCredential,
  construction,
  constructionSdl,
  type RegistryHouse,
  registerApproved,
  startRegistryHouse,
} from '../../../test/registry.ts';
import type { FixtureSubgraph } from '../../../test/subgraph.ts';
import { createDeveloperTokens } from '../../identity/developerToken.ts';

const NAME = 'ind-construction';
const UNION = crypto.randomUUID();
const SELECTED = 'passport { id clientId issuedAt expiresAt revokedAt version } token';

let house: RegistryHouse;
let organisation: FixtureSubgraph;
beforeAll(async () => {
  house = await startRegistryHouse();
  [organisation] = house.others as [FixtureSubgraph];
  const site = await house.startOther(NAME, construction(constructionSdl()));
  const parts = { url: site.url, name: NAME, prefix: 'Construction', clientId: 'publisher' };
  await registerApproved(house, parts, UNION);
  await registerApproved(house, { ...parts, name: 'ind-convoy', prefix: 'Convoy', clientId: 'convoy' });
});
afterAll(() => house.stop());
beforeEach(() => house.sql(`update developer_passport set revoked_at = now(), revoked_by = 'test' where revoked_at is null`));

const issueAs = async (token: string, more: object = {}): Promise<Answer> =>
  house.send(token, 'issueDeveloperPassport', { subgraph: NAME, ...more }, SELECTED);
const issue = async (more: object = {}): Promise<{ passport: { id: string; version: number }; token: string }> => {
  const { data, codes } = await issueAs(await house.program('publisher'), more);
  expect(codes).toEqual([]);
  return data?.result as never;
};
const call = async (token: string, query: string, variables: object = {}, subgraph = 'organisation'): Promise<Answer> =>
  readAnswer(
    await fetch(`${house.gateway.url}/development/subgraphs/${subgraph}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Developer ${token}` },
      body: JSON.stringify({ query, variables }),
    }),
  );
const schemas = (token: string, headers: Record<string, string> = {}) =>
  fetch(`${house.gateway.url}/development/schemas`, { headers: { authorization: `Developer ${token}`, ...headers } });
const ENTITIES =
  'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Enterprise { nameZh } } }';
const firms = (...ids: string[]) => ({ representations: ids.map((id) => ({ __typename: 'Enterprise', id })) });

describe('a passport is issued', () => {
  test('to a program of the owner alone', async () => {
    await addCredential(house, NAME, 'former', { revoked: true });
    for (const client of ['convoy', 'former', 'stranger'])
      expect((await issueAs(await house.program(client))).codes).toEqual(['FORBIDDEN']);
    expect((await issueAs('')).codes).toEqual(['UNAUTHENTICATED']);
    expect((await issueAs(await house.adminOf(UNION))).codes).toEqual(['FORBIDDEN']);
  });

  test('for a subgraph that the federation has approved', async () => {
    const url = 'http://127.0.0.1:9/graphql';
    await registerApproved(house, { name: 'ind-new', prefix: 'Newly', url, clientId: 'newly' });
    await house.sql(
      `update registered_subgraph set status = 'PROPOSED', decided_by = null, decided_at = null where name = 'ind-new'`,
    );
    expect((await issueAs(await house.program('newly'), { subgraph: 'ind-new' })).codes).toEqual(['INVALID_TRANSITION']);
    expect((await issueAs(await house.program('newly'), { subgraph: 'organisation' })).codes).toEqual(['NOT_FOUND']);
  });

  test('for a time that is limited, and a repeated key issues none', async () => {
    for (const hours of [0, -1, 9, 2_000_000_000])
      expect((await issueAs(await house.program('publisher'), { hours })).codes).toEqual(['BAD_USER_INPUT']);
    const idempotencyKey = crypto.randomUUID();
    const { passport } = await issue({ hours: 2, idempotencyKey });
    const { issuedAt, expiresAt } = passport as never as Record<string, string>;
    expect(Date.parse(String(expiresAt)) - Date.parse(String(issuedAt))).toBe(7_200_000);
    const again = await issue({ hours: 2, idempotencyKey });
    expect(again.passport).toEqual(passport);
    expect(await house.sql('select result::text from idempotency where key = $1', [idempotencyKey])).not.toMatchObject([
      { result: expect.stringContaining(again.token) },
    ]);
  });

  test('no more than may be valid at a time, also when twenty ask at once', async () => {
    const token = await house.program('publisher');
    const answers = await Promise.all(Array.from({ length: 20 }, () => issueAs(token)));
    expect(answers.map(({ codes: [code = 'issued'] }) => code).sort()).toEqual([
      ...Array.from({ length: 10 }, () => 'QUOTA_EXCEEDED'),
      ...Array.from({ length: 10 }, () => 'issued'),
    ]);
    const own = await house.gateway.ask('{ mySubgraph { developerPassports { clientId revokedAt } } }', { token });
    expect(own.data).toMatchObject({
      mySubgraph: { developerPassports: Array.from({ length: 10 }, () => ({ clientId: 'publisher' })) },
    });
  });

  test('and the database keeps it as it was issued', async () => {
    const { passport } = await issue();
    const change = (what: string) => house.sql(`update developer_passport set ${what} where id = $1`, [passport.id]);
    await expect(change(`expires_at = expires_at + interval '1 hour'`)).rejects.toThrow('only ever revoked');
    await expect(change(`revoked_at = now()`)).rejects.toThrow('developer_passport_revoked');
    await change(`revoked_at = now(), revoked_by = 'x'`);
    await expect(change(`revoked_at = null, revoked_by = null`)).rejects.toThrow('only ever revoked');
    const insert = `insert into developer_passport (id, client_id, subgraph, issued_at, expires_at) select gen_random_uuid(), 'publisher', $1, now(), now() + interval '25 hours'`;
    await expect(house.sql(insert, [NAME])).rejects.toThrow('developer_passport_times');
  });
});

describe('a machine with a passport', () => {
  test('reads the schemas, and again only when they changed', async () => {
    const { token } = await issue();
    const response = await schemas(token);
    const { subgraphs } = (await response.json()) as { subgraphs: { name: string; sdl: string }[] };
    expect(subgraphs.map(({ name }) => name).sort()).toEqual(['governance', 'organisation', 'points']);
    expect(JSON.stringify(subgraphs)).not.toContain('127.0.0.1');
    const etag = response.headers.get('etag') as string;
    expect((await schemas(token, { 'if-none-match': etag })).status).toBe(304);
  });

  test('reads public fields of entities and of queries, as the public does, and each call is recorded', async () => {
    const { token } = await issue();
    organisation.calls.length = 0;
    expect((await call(token, ENTITIES, firms('a', 'b'))).data).toEqual({
      _entities: [{ nameZh: 'firm a' }, { nameZh: 'firm b' }],
    });
    expect((await call(token, '{ enterprise(id: "c") { nameZh } }')).data).toEqual({ enterprise: { nameZh: 'firm c' } });
    expect(organisation.calls.map(({ viewer }) => viewer)).toEqual(
      Array.from({ length: 2 }, () => ({
        ...{ subject: 'developer:publisher', kind: 'client', personId: null, unionPath: null },
        ...{ grants: [{ role: 'PUBLIC', scopePath: '/city/' }], scopes: ['read'], clientId: 'publisher' },
      })),
    );
    const records = await house.sql(
      `select client, purpose, decision, row_count, coordinates from access_record where purpose = 'union-graph dev ${NAME}' order by seq desc limit 2`,
    );
    expect(records).toMatchObject([
      {
        client: 'publisher',
        decision: 'ALLOWED',
        coordinates: expect.arrayContaining(['Enterprise.nameZh', 'Query.enterprise']),
      },
      { client: 'publisher', decision: 'ALLOWED', row_count: 2, coordinates: expect.arrayContaining(['Enterprise.nameZh']) },
    ]);
  });

  test.each<[string, string, object, string, string]>([
    ['a personal field', '{ enterprise(id: "c") { owners } }', {}, 'organisation', 'FIELD_NOT_ALLOWED'],
    ['an internal field', '{ servicePoints { totalCount } }', {}, 'points', 'FIELD_NOT_ALLOWED'],
    [
      'a personal field behind an alias and a fragment',
      '{ x: found { ... on Member { y: nameZh } } }',
      {},
      'points',
      'FIELD_NOT_ALLOWED',
    ],
    [
      'an entity of persons',
      ENTITIES.replace('Enterprise', 'Member'),
      { representations: [{ __typename: 'Member', id: 'm' }] },
      'points',
      'FIELD_NOT_ALLOWED',
    ],
    ['a mutation', 'mutation { rename(name: "x") { nameZh } }', {}, 'points', 'FORBIDDEN'],
    ['the SDL of a subgraph', '{ _service { sdl } }', {}, 'organisation', 'GRAPHQL_VALIDATION_FAILED'],
    ['introspection', '{ __schema { types { name } } }', {}, 'organisation', 'FIELD_NOT_ALLOWED'],
    ['governance', '{ subgraphs { name } }', {}, 'governance', 'FIELD_NOT_ALLOWED'],
    ['a subgraph that is not there', '{ __typename }', {}, 'nowhere', 'NOT_FOUND'],
    ['no document', '{ enterprise(', {}, 'organisation', 'GRAPHQL_PARSE_FAILED'],
    ['1,001 entities', ENTITIES, firms(...Array.from({ length: 1_001 }, String)), 'organisation', 'BAD_USER_INPUT'],
  ])('is refused %s, and no subgraph is called', async (_, query, variables, subgraph, code) => {
    const { token } = await issue();
    const subgraphs = [organisation, house.subgraph];
    for (const { calls } of subgraphs) calls.length = 0;
    const answer = await call(token, query, variables, subgraph);
    expect([answer.codes, answer.data ?? null]).toEqual([[code], null]);
    expect(subgraphs.flatMap(({ calls }) => calls)).toEqual([]);
  });

  test('is refused what an emergency stop closes', async () => {
    const { token } = await issue();
    const [{ id } = { id: '' }] = await house.sql(
      `insert into emergency_stop (id, scope, target, reason, by_person, starts_at) values (gen_random_uuid(), 'FIELD', 'Enterprise.nameZh', 'a leak', gen_random_uuid(), now()) returning id`,
    );
    await eventually(async () => expect((await call(token, ENTITIES, firms('a'))).codes).toEqual(['FORBIDDEN']));
    await house.sql('delete from emergency_stop where id = $1', [id]);
    await eventually(async () => expect((await call(token, ENTITIES, firms('a'))).codes).toEqual([]));
  });
});

describe('a machine is refused', () => {
  test('once the passport is revoked: by its program, by an administrator, or with the credential', async () => {
    const [first, second, third] = [await issue(), await issue(), await issue()];
    const revoke = async (token: string, { passport: { id: passportId, version: expectedVersion } }: typeof first) =>
      (await house.send(token, 'revokeDeveloperPassport', { passportId, expectedVersion }, 'passport { revokedAt }')).codes;
    expect(await revoke(await house.program('convoy'), first)).toEqual(['NOT_FOUND']);
    expect(await revoke(await house.adminOf(crypto.randomUUID()), first)).toEqual(['FORBIDDEN']);
    expect(await revoke(await house.program('publisher'), first)).toEqual([]);
    expect(await revoke(await house.program('publisher'), first)).toEqual(['VERSION_CONFLICT']);
    expect(await revoke(await house.adminOf(UNION), second)).toEqual([]);
    for (const { token } of [first, second]) {
      expect((await call(token, ENTITIES, firms('a'))).errors[0]?.message).toMatch(/is revoked/);
      expect((await schemas(token)).status).toBe(401);
    }
    expect((await call(third.token, ENTITIES, firms('a'))).codes).toEqual([]);
    await house.sql(`update subgraph_credential set revoked_at = now(), revoked_by = added_by where client_id = 'publisher'`);
    expect((await call(third.token, ENTITIES, firms('a'))).errors[0]?.message).toMatch(/credential .* is revoked or has ended/);
    await house.sql(`update subgraph_credential set revoked_at = null, revoked_by = null where client_id = 'publisher'`);
  });

  test('when the passport has expired, and with anything else than a passport of this graph', async () => {
    await house.sql(
      `insert into developer_passport (id, client_id, subgraph, issued_at, expires_at)
       values ('01942cf0-0000-7000-8000-000000000001', 'publisher', $1, now() - interval '2 hours', now() - interval '1 hour')`,
      [NAME],
    );
    const tokens = createDeveloperTokens(house.serviceKey);
    const row = { id: '01942cf0-0000-7000-8000-000000000001', clientId: 'publisher', issuedAt: new Date() };
    for (const ms of [-1_000, 3_600_000]) {
      const late = await tokens.sign({ ...row, expiresAt: new Date(Date.now() + ms) });
      expect((await call(late, ENTITIES, firms('a'))).errors[0]?.message).toMatch(/has expired/);
    }
    const { token } = await issue();
    const [head, body = '', signature] = token.split('.');
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString());
    const altered = [
      head,
      Buffer.from(JSON.stringify({ ...claims, jti: '01942cf0-0000-7000-8000-000000000001' })).toString('base64url'),
      signature,
    ];
    const viewer = {
      subject: 'x',
      kind: 'service',
      personId: null,
      unionPath: null,
      grants: [],
      scopes: [],
      clientId: null,
    } as const;
    const passport = await (await createPassportSigner('gateway', house.serviceKey))(viewer, 'development');
    for (const wrong of [altered.join('.'), passport, await house.program('publisher'), 'x', ''])
      expect((await call(wrong, ENTITIES, firms('a'))).codes).toEqual(['UNAUTHENTICATED']);
    // Nor is a developer's passport an access token, or the passport of a subgraph.
    expect((await house.gateway.ask('{ enterprise(id: "a") { nameZh } }', { token })).codes).toEqual(['UNAUTHENTICATED']);
    const direct = await fetch(organisation.url, {
      method: 'POST',
      headers: { authorization: `Passport ${token}` },
      body: JSON.stringify({ query: '{ enterprise(id: "a") { nameZh } }' }),
    });
    expect(direct.status).toBe(401);
  });
});
