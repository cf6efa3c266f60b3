import { type ApplicationHouse, DOCUMENT, FIRM, hashOf, SUBGRAPH, startApplicationHouse } from '../../../test/applications.ts';
import { eventually } from '../../../test/gateway.ts';
import { addCredential, registerApproved } from '../../../test/registry.ts';

let house: ApplicationHouse;
let [dept, publisher] = ['', ''];
beforeAll(async () => {
  house = await startApplicationHouse();
  ({ dept, publisher } = house);
});
afterAll(() => house.stop());

describe('a client application', () => {
  test.each<[string, object, string, string?]>([
    ['that never asked', { clientId: 'nobody' }, 'VALIDATION_FAILED', 'clientId'],
    ['whose publisher never asked', { publisherClientId: 'nobody' }, 'VALIDATION_FAILED', 'publisherClientId'],
    ['whose publisher people sign in with', { publisherClientId: 'app' }, 'VALIDATION_FAILED', 'publisherClientId'],
    ['of a partner', { clientId: 'partner-program' }, 'VALIDATION_FAILED', 'clientId'],
    ['whose publisher publishes a subgraph', { publisherClientId: 'publisher' }, 'VALIDATION_FAILED', 'publisherClientId'],
    ['without a name', { name: ' ' }, 'BAD_USER_INPUT', 'name'],
    ['without an address', { contact: 'the team' }, 'BAD_USER_INPUT', 'contact'],
    ['named in another alphabet', { publisherClientId: 'аpp' }, 'BAD_USER_INPUT', 'publisherClientId'],
  ])('%s is not registered', async (_, changes, code, field) => {
    const answer = await house.register(changes);
    expect([answer.codes, answer.errors[0]?.extensions.field]).toEqual([[code], field]);
  });

  test('is registered by a department of the federation alone, once', async () => {
    const others = [await house.adminOf(crypto.randomUUID()), await house.tokenOfPerson('MEMBER')];
    for (const token of others) expect((await house.register({}, token)).codes).toEqual(['FORBIDDEN']);
    expect((await house.register({}, '')).codes).toEqual(['UNAUTHENTICATED']);
    const answer = await house.register();
    expect(answer.codes).toEqual([]);
    for (const change of [{}, { name: 'B', publisherClientId: 'spare' }, { name: 'B', clientId: 'spare' }])
      expect((await house.register(change)).codes).toEqual(['DUPLICATE']);
  });

  test('its program does nothing else: it gets no credential for a subgraph and no agreement', async () => {
    const union = crypto.randomUUID();
    await registerApproved(house, { name: 'ind-other', prefix: 'Other', url: house.site.url, clientId: 'other' }, union);
    const input = { subgraph: 'ind-other', clientId: 'app-publisher', validTo: new Date(Date.now() + 86_400_000) };
    expect((await house.send(await house.adminOf(union), 'addSubgraphCredential', input, 'credential { id }')).codes).toEqual([
      'VALIDATION_FAILED',
    ]);
    const partner = { clientId: 'app-publisher', partyId: crypto.randomUUID(), evidenceRef: 'paper' };
    const social = await house.tokenOfPerson('SOCIAL_DEPT');
    expect((await house.send(social, 'registerPartnerClient', partner, 'client { __typename }')).codes).toEqual([
      'VALIDATION_FAILED',
    ]);
  });

  test('is listed for staff, and shown to its own program', async () => {
    const list = '{ clientApplications { totalCount nodes { name team clientId operations { totalCount } } } }';
    expect((await house.gateway.ask(list, { token: dept })).data).toEqual({
      clientApplications: {
        totalCount: 1,
        nodes: [{ name: 'Member app', team: 'Digital team', clientId: 'app', operations: { totalCount: 0 } }],
      },
    });
    expect((await house.gateway.ask(list, { token: await house.tokenOfPerson('MEMBER') })).codes).toEqual(['FORBIDDEN']);
    const own = '{ myClientApplication { id version } }';
    expect((await house.gateway.ask(own, { token: publisher })).data).toEqual({
      myClientApplication: { id: await house.application(), version: 1 },
    });
    expect((await house.gateway.ask(own, { token: dept })).data).toEqual({ myClientApplication: null });
    expect((await house.gateway.ask('{ myClientApplication { contact } }', { token: publisher })).codes).toEqual([
      'FIELD_NOT_ALLOWED',
    ]);
  });
});

describe('operations', () => {
  test.each<[string, object[], string, RegExp]>([
    ['without any', [], 'BAD_USER_INPUT', /Name an operation/],
    ['that cannot be parsed', [{ document: 'query {' }], 'VALIDATION_FAILED', /Syntax Error/],
    [
      'of an unknown field',
      [{ document: '{ constructionSites { height } }' }],
      'VALIDATION_FAILED',
      /Cannot query field "height"/,
    ],
    [
      'two in one document',
      [{ document: 'query A { __typename } query B { __typename }' }],
      'VALIDATION_FAILED',
      /exactly one operation/,
    ],
    [
      'over their calls',
      [{ document: FIRM, maxFetches: 1 }],
      'VALIDATION_FAILED',
      /"Firm" needs 2 calls to subgraphs, and its budget is 1/,
    ],
    [
      'over their cost',
      [{ document: DOCUMENT, maxCost: 9 }],
      'VALIDATION_FAILED',
      /"Sites" costs 10 by estimate, and its budget is 9/,
    ],
    ['with a budget of nothing', [{ document: DOCUMENT, maxCost: 0 }], 'BAD_USER_INPUT', /"maxCost" is 1 to/],
    ['too many', Array.from({ length: 201 }, () => ({ document: DOCUMENT })), 'BAD_USER_INPUT', /at most 200/],
    ['too large', [{ document: `{ constructionSites { ${'nameZh '.repeat(20_000)} } }` }], 'VALIDATION_FAILED', /the limit is/],
  ])('%s are not published, and nothing is kept', async (_, operations, code, message) => {
    const answer = await house.publish(operations.length > 0 ? [{ document: FIRM }, ...operations].slice(0, 201) : []);
    expect([answer.codes, answer.errors[0]?.message]).toEqual([[code], expect.stringMatching(message)]);
    expect(await house.sql('select from persisted_operation')).toEqual([]);
  });

  test('are published by the application’s own program alone', async () => {
    const others = [await house.program('spare'), await house.program('publisher'), dept, await house.program('app')];
    for (const token of others) expect((await house.publish([{ document: DOCUMENT }], {}, token)).codes).toEqual(['FORBIDDEN']);
    const unknown = { clientApplicationId: crypto.randomUUID() };
    expect((await house.publish([{ document: DOCUMENT }], unknown)).codes).toEqual(['FORBIDDEN']);
    expect((await house.publish([{ document: DOCUMENT }], { clientApplicationId: 'app' })).codes).toEqual(['BAD_USER_INPUT']);
  });

  test('of ten at once one publishes, and the others conflict; a repeated key publishes nothing more', async () => {
    const expectedVersion = await house.versionOf();
    const sent = { expectedVersion, idempotencyKey: crypto.randomUUID() };
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, at) =>
        house.publish([{ document: DOCUMENT, maxCost: 40 }], { ...sent, ...(at > 0 && { idempotencyKey: crypto.randomUUID() }) }),
      ),
    );
    const codes = answers.map(({ codes: [code = 'published'] }) => code);
    expect([...codes].sort()).toEqual([...Array.from({ length: 9 }, () => 'VERSION_CONFLICT'), 'published']);
    const at = codes.indexOf('published');
    expect(answers[at]?.data).toEqual({
      result: {
        client: { version: 2 },
        operations: [
          {
            ...{ hash: hashOf(DOCUMENT), name: 'Sites', fetches: 1, cost: 10, maxFetches: null, maxCost: 40, lastUsedAt: null },
            coordinates: ['ConstructionSite.floors', 'ConstructionSite.nameZh', 'Query.constructionSites'],
            client: { name: 'Member app' },
          },
        ],
      },
    });
  });

  test('are given new budgets, retired, and published again; the database keeps document and hash together', async () => {
    const both = [
      { document: FIRM, maxFetches: 2 },
      { document: DOCUMENT, maxCost: 30 },
    ];
    const stored = (await house.publish(both)).data as { result: { operations: { maxCost: number | null; fetches: number }[] } };
    expect(stored.result.operations.map(({ fetches, maxCost }) => [fetches, maxCost])).toEqual([
      [2, null],
      [1, 30],
    ]);
    expect((await house.publish([], { retire: [hashOf(FIRM)] })).codes).toEqual([]);
    expect((await house.publish([], { retire: [hashOf(FIRM)] })).codes).toEqual(['NOT_FOUND']);
    const count = async () =>
      (
        (await house.gateway.ask('{ myClientApplication { operations { totalCount } } }', { token: publisher })).data as {
          myClientApplication: { operations: { totalCount: number } };
        }
      ).myClientApplication.operations.totalCount;
    expect(await count()).toBe(1);
    expect((await house.publish([{ document: FIRM }])).codes).toEqual([]);
    expect(await count()).toBe(2);
    await expect(house.sql(`update persisted_operation set document = 'x'`)).rejects.toThrow('never changed');
    await expect(house.sql(`update persisted_operation set max_cost = 1`)).rejects.toThrow('operation_max_cost');
    await expect(
      house.sql(
        `insert into persisted_operation select gen_random_uuid(), application_id, repeat('0', 64), name, document, coordinates, fetches, cost, null, null, published_by, published_at, null, 1 from persisted_operation limit 1`,
      ),
    ).rejects.toThrow('operation_hash_of_document');
  });

  test('of an application that asked for it are the only ones that it may send, a second after it was said', async () => {
    const token = await house.tokenWith({
      sub: 'p',
      client_id: 'app',
      union_graph: { person_id: crypto.randomUUID(), grants: [] },
    });
    const send = async (query: string) => (await house.gateway.ask(query, { token })).codes;
    const other = '{ constructionSites { id } }';
    expect(await send(other)).toEqual([]);
    expect((await house.publish([], { safelistOnly: true })).codes).toEqual([]);
    await eventually(async () => expect(await send(other)).toEqual(['FORBIDDEN']));
    expect([await send(DOCUMENT), await send(`${DOCUMENT} `)]).toEqual([[], ['FORBIDDEN']]);
    // Other clients send what they like.
    expect((await house.gateway.ask(other, { token: await house.tokenOfPerson('MEMBER') })).codes).toEqual([]);
    expect((await house.publish([{ document: other }])).codes).toEqual([]);
    await eventually(async () => expect(await send(other)).toEqual([]));
    expect((await house.publish([], { safelistOnly: false, retire: [hashOf(other)] })).codes).toEqual([]);
    await eventually(async () => expect(await send(`${DOCUMENT} `)).toEqual([]));
  });

  test('are no more than an application may have', async () => {
    const set = (value: number) => house.sql(`update rule_number set value = $1 where name = 'OPERATIONS_PER_CLIENT'`, [value]);
    await set(2);
    const more = { document: 'query More { constructionSites { nameZh } }' };
    await eventually(async () => expect((await house.publish([more])).codes).toEqual(['QUOTA_EXCEEDED']));
    await set(2_000);
    await house.sql(`update persisted_operation set retired_at = now() where name = 'More'`);
  });
});

test('a program that publishes reads its own subgraph and the catalogue, and no other', async () => {
  const own =
    '{ mySubgraph { name version current { number sdl } versions { nodes { number state } } references { coordinate decision } } }';
  const token = await house.program('publisher');
  expect((await house.gateway.ask(own, { token })).data).toMatchObject({
    mySubgraph: { name: SUBGRAPH, current: { number: 1 }, references: [{ coordinate: 'Enterprise.id', decision: 'APPROVED' }] },
  });
  const fields = '{ fieldCatalogue(filter: { type: "Enterprise" }) { coordinate level owner { name } } }';
  expect((await house.gateway.ask(fields, { token })).data).toMatchObject({
    fieldCatalogue: expect.arrayContaining([{ coordinate: 'Enterprise.nameZh', level: 'PUB', owner: { name: 'organisation' } }]),
  });
  const stranger = await house.program('spare');
  expect((await house.gateway.ask('{ mySubgraph { name } }', { token: stranger })).data).toEqual({ mySubgraph: null });
  expect((await house.gateway.ask(fields, { token: stranger })).codes).toEqual(['FORBIDDEN']);
  for (const more of ['{ mySubgraph { contact } }', '{ mySubgraph { credentials { id } } }'])
    expect((await house.gateway.ask(more, { token })).codes).toEqual(['FIELD_NOT_ALLOWED']);
  await addCredential(house, SUBGRAPH, 'over', { to: '2001-01-01' });
  expect((await house.gateway.ask('{ mySubgraph { name } }', { token: await house.program('over') })).codes).toEqual([
    'FORBIDDEN',
  ]);
});

describe('a registered application', () => {
  const change = async (changes: object, token = dept) => {
    const input = { clientApplicationId: await house.application(), expectedVersion: await house.versionOf(), ...changes };
    return house.send(token, 'changeClient', input, 'client { name team contact publisherClientId safelistOnly }');
  };

  test('is changed by a department alone: what is left out stays, and a program that is replaced is refused', async () => {
    expect((await change({ team: 'Other team' }, publisher)).codes).not.toEqual([]);
    expect((await change({ team: 'Other team' }, await house.tokenOfPerson('SOCIAL_DEPT'))).codes).toEqual(['FORBIDDEN']);
    const changed = await change({ team: 'Other team', contact: 'other@app.example' });
    const now = { name: 'Member app', team: 'Other team', contact: 'other@app.example', publisherClientId: 'app-publisher' };
    expect(changed.data).toEqual({ result: { client: { ...now, safelistOnly: false } } });
    expect((await change({})).codes).toEqual(['BAD_USER_INPUT']);
    expect((await change({ name: ' ' })).codes).toEqual(['BAD_USER_INPUT']);
    expect((await change({ team: 'x', expectedVersion: 99 })).codes).toEqual(['VERSION_CONFLICT']);
    for (const publisherClientId of ['nobody', 'app', 'publisher', 'partner-program'])
      expect((await change({ publisherClientId })).codes).toEqual(['VALIDATION_FAILED']);
    expect((await change({ publisherClientId: 'spare' })).codes).toEqual([]);
    expect((await house.publish([{ document: FIRM }])).codes).toEqual(['FORBIDDEN']);
    expect((await change({ publisherClientId: 'app-publisher', team: 'Digital team' })).codes).toEqual([]);
  });
});
