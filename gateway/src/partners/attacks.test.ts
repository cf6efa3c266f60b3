import { buildClientSchema, getIntrospectionQuery, printSchema } from 'graphql';
import { eventually, type GatewayUnderTest } from '../../test/gateway.ts';
import { type PartnerHouse, PURPOSE, startPartnerHouse } from '../../test/partners.ts';

let house: PartnerHouse;
let gateway: GatewayUnderTest;
let token: string;
let agreementId: string;
beforeAll(async () => {
  house = await startPartnerHouse();
  gateway = house.gateways[0] as GatewayUnderTest;
  token = await house.tokenOf();
  agreementId = await house.agree();
  await eventually(async () =>
    expect((await ask('{ myAgreement { id party { id } } }')).data).toMatchObject({ myAgreement: { id: agreementId } }),
  );
});
afterAll(() => house.stop());

const ask = (query: string, options: Parameters<GatewayUnderTest['ask']>[1] = {}) =>
  gateway.ask(query, { token, ...options, headers: { ...PURPOSE, ...options.headers } });

test('a partner reads the fields of its agreement, and the passport has the agreement', async () => {
  const { data, errors } = await ask('{ servicePoints(first: 2) { nodes { nameZh openingHours { opens } __typename } } whoAmI }');
  expect(errors).toEqual([]);
  expect(data?.servicePoints).toMatchObject({
    nodes: [{ nameZh: '朝阳', openingHours: [{ opens: '09:00' }], __typename: 'ServicePoint' }, {}],
  });
  expect(JSON.parse(data?.whoAmI as string)).toMatchObject({
    kind: 'client',
    personId: null,
    grants: [{ role: 'PARTNER', scopePath: '/city/' }],
    agreement: { id: agreementId, kind: 'CONTACT', purpose: 'MATCHING', districtCodes: ['110105'] },
  });
});

const POINTS = (selection: string) => `{ servicePoints { nodes { ${selection} } } }`;
test.each([
  ['a field', POINTS('phone'), 'ServicePoint.phone'],
  ['a field that does not exist', POINTS('fone'), 'ServicePoint.fone'],
  ['a field under an alias', POINTS('nameZh: phone'), 'ServicePoint.phone'],
  ['an approved one beside another', POINTS('nameZh phone'), 'ServicePoint.phone'],
  ['a fragment', `${POINTS('...f')} fragment f on ServicePoint { phone }`, 'ServicePoint.phone'],
  ['an inline fragment', POINTS('... on ServicePoint { phone }'), 'ServicePoint.phone'],
  ['an inline fragment without a type', POINTS('... { phone }'), 'ServicePoint.phone'],
  ['a field that is skipped', `query ($no: Boolean = false) ${POINTS('phone @include(if: $no)')}`, 'ServicePoint.phone'],
  ['an interface', POINTS('... on Place { nameZh }'), 'Place'],
  ['a root field of an interface', '{ places { nameZh } }', 'Query.places'],
  ['a union', '{ found { __typename } }', 'Query.found'],
  ['a hidden type', POINTS('... on Member { nameZh }'), 'Member'],
  ['a type that does not exist', POINTS('... on Nothing { nameZh }'), 'Nothing'],
  ['through a value', POINTS('openingHours { keeper { nameZh } }'), 'Hours.keeper'],
  ['an internal field of a value', POINTS('openingHours { alarmCode }'), 'Hours.alarmCode'],
  ['the count of a list', '{ servicePoints { totalCount } }', 'ServicePointConnection.totalCount'],
  ['an entity through itself', POINTS('next { nameZh }'), 'ServicePoint.next'],
  ['an argument', '{ servicePoints(district: "x") { nodes { nameZh } } }', 'Query.servicePoints(district:)'],
  ['an argument that does not exist', '{ servicePoints(x: 1) { nodes { nameZh } } }', 'Query.servicePoints(x:)'],
  ['a filter', '{ servicePoints(filter: { phone: "1" }) { nodes { nameZh } } }', 'Query.servicePoints(filter:)'],
  ['a filter in a variable', 'query ($f: PointFilter) { servicePoints(filter: $f) { nodes { nameZh } } }', 'PointFilter'],
  ['another operation of the document', `query a ${POINTS('nameZh')} query b ${POINTS('phone')}`, 'ServicePoint.phone'],
  ['two operations and no name for either', `query a ${POINTS('phone')} query b ${POINTS('nameZh')}`, 'ServicePoint.phone'],
  ['an unused fragment', `${POINTS('nameZh')} fragment f on ServicePoint { phone }`, 'ServicePoint.phone'],
  ['a mutation', 'mutation { rename(name: "x") { nameZh } }', 'Mutation'],
  ['a subscription', 'subscription { rename }', 'Subscription'],
  ['entities', '{ _entities(representations: []) { __typename } }', 'Query._entities'],
  ['the SDL', '{ _service { sdl } }', 'Query._service'],
  ['__typename of a hidden root field', '{ members { __typename } }', 'Query.members'],
  ['governance', '{ agreements { nodes { id } } }', 'Query.agreements'],
])('%s is refused with its coordinate', async (_, query, coordinate) => {
  for (const options of [{}, { operationName: 'a' }]) {
    const { status, errors, data } = await ask(query, options);
    expect([errors[0]?.extensions, errors[0]?.message]).toEqual([
      { code: 'FIELD_NOT_ALLOWED' },
      `Your agreement does not list "${coordinate}".`,
    ]);
    expect([status, data, errors.length]).toEqual([403, undefined, 1]);
  }
});

test('a filter may have only input fields of the agreement, also in a variable', async () => {
  const client = 'filters';
  const coordinates = ['Query.servicePoints', 'Query.servicePoints(filter:)', 'PointFilter.nameZh', 'ServicePoint.nameZh'];
  await house.agree({ client_id: client, coordinates });
  const other = await house.tokenOf(client);
  const filtered = (f: object) =>
    gateway.ask('query ($f: PointFilter) { servicePoints(filter: $f) { nodes { nameZh } } }', {
      token: other,
      variables: { f },
      headers: PURPOSE,
    });
  await eventually(async () => expect((await filtered({ nameZh: 'x' })).codes).toEqual([]));
  expect((await filtered({ phone: 'x' })).errors[0]?.message).toBe('Your agreement does not list "PointFilter.phone".');
});

test('GET is checked like POST', async () => {
  const get = async (query: string) => {
    const headers = { authorization: `Bearer ${token}`, 'apollo-require-preflight': 'true', ...PURPOSE };
    return (await fetch(`${gateway.url}/graphql?query=${encodeURIComponent(query)}`, { headers })).text();
  };
  expect(await get(POINTS('phone'))).toContain('FIELD_NOT_ALLOWED');
  // Neither suggestions nor introspection of the whole schema are answered.
  expect(await get(POINTS('phonee'))).toContain('Your agreement does not list \\"ServicePoint.phonee\\".');
  expect(await get('{ __type(name: "Member") { name } }')).toBe('{"data":{"__type":null}}');
});

test('a batch is refused', async () => {
  const body = JSON.stringify([{ query: POINTS('phone') }, { query: POINTS('nameZh') }]);
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...PURPOSE };
  const answer = await fetch(`${gateway.url}/graphql`, { method: 'POST', headers, body });
  expect([answer.status, JSON.stringify(await answer.json()).includes('secret')]).toEqual([400, false]);
});

test('no error message names a field outside of the agreement', async () => {
  for (const query of [
    '{ servicePoint }',
    POINTS('nameZ'),
    POINTS('openingHours { opensAt }'),
    POINTS('openingHours'),
    '{ servicePoints(frist: 1) { nodes { nameZh } } }',
  ]) {
    const { errors } = await ask(query);
    expect(errors.length).toBeGreaterThan(0);
    expect(JSON.stringify(errors)).not.toMatch(/Did you mean|phone|alarm|Member/);
  }
});

test('introspection shows the partner schema, and cannot be combined with data', async () => {
  const { data } = await ask(getIntrospectionQuery());
  const seen = printSchema(buildClientSchema(data as never));
  expect(seen).toContain('servicePoints(first: Int, after: String): ServicePointConnection');
  expect(seen).not.toMatch(/phone|Member|alarm|keeper|rename|district:|PointFilter|totalCount/);
  const part = await ask('{ a: __type(name: "Member") { name } b: __type(name: "ServicePoint") { fields { name } } }');
  expect(part.data).toEqual({ a: null, b: { fields: [{ name: 'nameZh' }, { name: 'openingHours' }] } });
  expect((await ask('{ __schema { queryType { name } } whoAmI }')).codes).toEqual(['BAD_USER_INPUT']);
});

test('a depth of 8 and 15 aliases are the limits', async () => {
  const aliases = (count: number) => `{ ${Array.from({ length: count }, (_, at) => `a${at}: whoAmI`).join(' ')} }`;
  expect((await ask(aliases(15))).codes).toEqual([]);
  expect((await ask(aliases(16))).codes).toEqual(['BAD_USER_INPUT']);
});

describe('admission', () => {
  test.each([
    ['no purpose', {}, 'PURPOSE_MISMATCH'],
    ['another purpose', { 'x-purpose': 'STATISTICS' }, 'PURPOSE_MISMATCH'],
    ['the right one', PURPOSE, undefined],
  ])('%s', async (_, headers, code) => {
    expect((await gateway.ask('{ whoAmI }', { token, headers: headers as Record<string, string> })).codes[0]).toBe(code);
  });

  test('a client without an agreement and a person with the role PARTNER are refused', async () => {
    for (const other of [
      await house.tokenOf('stranger'),
      await house.tokenOfPerson('PARTNER'),
      await house.tokenOfPerson('PARTNER', 'AUDITOR'),
    ]) {
      const { status, codes } = await gateway.ask('{ whoAmI }', { token: other, headers: PURPOSE });
      expect([status, codes]).toEqual([403, ['AGREEMENT_INACTIVE']]);
    }
  });

  test.each([
    ['suspended', { status: 'SUSPENDED' }],
    ['expired', { valid_to: '2013-01-01' }],
    ['not begun', { valid_from: '2900-01-01' }],
  ])('an agreement that is %s', async (name, changes) => {
    const client = `client ${name}`;
    await house.agree({ client_id: client, ...changes });
    const other = await house.tokenOf(client);
    await house.settled();
    expect((await gateway.ask('{ whoAmI }', { token: other, headers: PURPOSE })).codes).toEqual(['AGREEMENT_INACTIVE']);
  });

  test('an agreement is active from its first to its last day, by the clock of the request', async () => {
    const at = (now: string) => ask('{ whoAmI }', { headers: { 'x-test-now': now } }).then(({ codes }) => codes[0]);
    expect(await at('2999-12-31T23:59:59+08:00')).toBeUndefined();
    expect(await at('3000-01-01T00:00:00+08:00')).toBe('AGREEMENT_INACTIVE');
    expect(await at('1999-12-31T23:59:59+08:00')).toBe('AGREEMENT_INACTIVE');
  });

  test('two agreements are not combined', async () => {
    const client = 'two';
    await house.agree({ client_id: client, purposes: ['MATCHING'], coordinates: ['Query.servicePoints', 'ServicePoint.nameZh'] });
    await house.agree({
      client_id: client,
      purposes: ['STATISTICS'],
      coordinates: ['Query.servicePoints', 'ServicePoint.address'],
    });
    const other = await house.tokenOf(client);
    const read = (field: string, purpose: string) =>
      gateway.ask(POINTS(field), { token: other, headers: { 'x-purpose': purpose } });
    await eventually(async () => expect((await read('nameZh', 'MATCHING')).codes).toEqual([]));
    await eventually(async () => expect((await read('address', 'STATISTICS')).codes).toEqual([]));
    expect((await read('address', 'MATCHING')).codes).toEqual(['FIELD_NOT_ALLOWED']);
    expect((await read('nameZh address', 'STATISTICS')).codes).toEqual(['FIELD_NOT_ALLOWED']);
  });
});

test('a field that the steward refused is not answered', async () => {
  const client = 'refused';
  const id = await house.agree({ client_id: client });
  await house.sql(
    `update field_approval set decision = 'REFUSED', reason = 'r' where agreement_id = $1 and coordinate = 'Query.whoAmI'`,
    [id],
  );
  const other = await house.tokenOf(client);
  const codes = async (query: string) => (await gateway.ask(query, { token: other, headers: PURPOSE })).codes;
  await eventually(async () => expect(await codes('{ myAgreement { id party { id } } }')).toEqual([]));
  await eventually(async () => expect(await codes('{ whoAmI }')).toEqual(['FIELD_NOT_ALLOWED']));
});

test('agreements do not limit staff', async () => {
  const staff = await house.tokenOfPerson('AUDITOR');
  expect((await gateway.ask(POINTS('phone'), { token: staff })).errors).toEqual([]);
});
