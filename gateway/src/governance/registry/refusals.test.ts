import { type RegistryHouse, registerApproved, startRegistryHouse } from '../../../test/registry.ts';

const UNION = crypto.randomUUID();
const BOTH = crypto.randomUUID();
let house: RegistryHouse;
let admin = '';
let both = '';
beforeAll(async () => {
  house = await startRegistryHouse();
  admin = await house.adminOf(UNION);
  both = await house.tokenWith({
    sub: BOTH,
    union_graph: {
      person_id: BOTH,
      union_path: null,
      grants: ['INDUSTRY_ADMIN', 'CITY_DEPT'].map((role) => ({ role, scope_path: '/city/', union_id: UNION })),
    },
  });
  await registerApproved(
    house,
    { name: 'ind-convoy', prefix: 'Convoy', url: 'http://a.example/graphql', clientId: 'convoy' },
    UNION,
  );
});
afterAll(() => house.stop());

const registration = {
  name: 'ind-other',
  ownerUnionId: UNION,
  contact: 'team@example.org',
  routingUrl: 'https://graph.example/graphql',
  prefix: 'Other',
};

test.each<[string, object, string]>([
  ['a name of the house', { name: 'organisation' }, 'BAD_USER_INPUT'],
  ['a name in capitals', { name: 'ind-Other' }, 'BAD_USER_INPUT'],
  ['a name that is taken', { name: 'ind-convoy' }, 'DUPLICATE'],
  ['a prefix in small letters', { prefix: 'other' }, 'BAD_USER_INPUT'],
  ['a prefix that is taken', { prefix: 'Convoy' }, 'DUPLICATE'],
  ['a prefix that begins with another one', { prefix: 'ConvoyOther' }, 'DUPLICATE'],
  ['a prefix that another one begins with', { prefix: 'Con' }, 'DUPLICATE'],
  ['a prefix that types of the graph begin with', { prefix: 'Enterprise' }, 'DUPLICATE'],
  ['a URL with a password', { routingUrl: 'https://a:b@graph.example/' }, 'BAD_USER_INPUT'],
  ['no e-mail address', { contact: 'the team' }, 'BAD_USER_INPUT'],
  ['a union of somebody else', { ownerUnionId: crypto.randomUUID() }, 'FORBIDDEN'],
  ['what is no union', { ownerUnionId: 'union' }, 'BAD_USER_INPUT'],
])('%s is not registered', async (_, changes, code) => {
  const answer = await house.send(admin, 'registerSubgraph', { ...registration, ...changes }, 'subgraph { name }');
  expect(answer.codes).toEqual([code]);
});

test('a subgraph is decided once, and not by the person who registered it', async () => {
  expect((await house.send(both, 'registerSubgraph', registration, 'subgraph { name }')).codes).toEqual([]);
  const decision = { subgraph: 'ind-other', expectedVersion: 1, approved: false };
  const decide = (token: string, changes: object = {}) =>
    house.send(token, 'decideSubgraph', { ...decision, ...changes }, 'subgraph { status reason }');
  expect((await decide(both, { reason: 'r' })).codes).toEqual(['SEPARATION_OF_DUTIES']);
  expect((await decide(admin)).codes).toEqual(['FORBIDDEN']);
  const dept = await house.tokenOfPerson('CITY_DEPT');
  expect((await decide(dept)).codes).toEqual(['BAD_USER_INPUT']);
  expect((await decide(dept, { reason: 'no', expectedVersion: 7 })).codes).toEqual(['VERSION_CONFLICT']);
  expect((await decide(dept, { reason: 'no' })).data).toEqual({ result: { subgraph: { status: 'REFUSED', reason: 'no' } } });
  expect((await decide(dept, { reason: 'no', expectedVersion: 2 })).codes).toEqual(['INVALID_TRANSITION']);
});

test('what was refused is registered anew by its owner, and its prefix is free', async () => {
  const own = { ...registration, name: 'ind-again', prefix: 'Again' };
  const register = (changes: object, token = admin) =>
    house.send(token, 'registerSubgraph', { ...own, ...changes }, 'subgraph { name status version prefix reason }');
  const decide = async (subgraph: string, expectedVersion: number, more: object) =>
    house.send(
      await house.tokenOfPerson('CITY_DEPT'),
      'decideSubgraph',
      { subgraph, expectedVersion, ...more },
      'subgraph { status }',
    );
  expect((await register({})).codes).toEqual([]);
  expect((await register({})).codes).toEqual(['DUPLICATE']);
  expect((await decide('ind-again', 1, { approved: false, reason: 'no' })).codes).toEqual([]);
  const stranger = crypto.randomUUID();
  expect((await register({ ownerUnionId: stranger }, await house.adminOf(stranger))).codes).toEqual(['DUPLICATE']);
  expect((await register({ contact: 'other@example.org' })).data).toEqual({
    result: { subgraph: { name: 'ind-again', status: 'PROPOSED', version: 3, prefix: 'Again', reason: null } },
  });
  expect((await decide('ind-again', 1, { approved: true })).codes).toEqual(['VERSION_CONFLICT']);
  expect((await decide('ind-again', 3, { approved: false, reason: 'no' })).codes).toEqual([]);
  const another = { name: 'ind-another', ownerUnionId: stranger };
  expect((await register(another, await house.adminOf(stranger))).codes).toEqual([]);
  expect((await register({})).codes).toEqual(['DUPLICATE']);
  expect((await decide('ind-another', 1, { approved: true })).codes).toEqual([]);
  expect((await register(another, await house.adminOf(stranger))).codes).toEqual(['DUPLICATE']);
});

test('a steward may approve later what was refused, and decides nothing twice', async () => {
  const person = crypto.randomUUID();
  await house.sql(`insert into registered_subgraph (name, owner_union_id) values ('organisation', $1)`, [crypto.randomUUID()]);
  await house.sql(`insert into steward values ('organisation', $1)`, [person]);
  const [reference] = await house.sql(
    `update reference_approval set decision = 'REFUSED', reason = 'not yet' where subgraph = 'ind-convoy' returning id`,
  );
  const steward = await house.tokenOfOne(person, 'CITY_DEPT');
  const decide = (expectedVersion: number, approved: boolean) =>
    house.send(
      steward,
      'approveReference',
      { referenceId: reference?.id, expectedVersion, approved, ...(approved ? {} : { reason: 'no' }) },
      'reference { decision reason }',
    );
  expect((await decide(1, false)).codes).toEqual(['INVALID_TRANSITION']);
  expect((await decide(1, true)).data).toEqual({ result: { reference: { decision: 'APPROVED', reason: null } } });
  for (const approved of [true, false]) expect((await decide(2, approved)).codes).toEqual(['INVALID_TRANSITION']);
});

test.each<[string, object, string]>([
  ['people sign in with', { clientId: 'console' }, 'VALIDATION_FAILED'],
  ['has not asked yet', { clientId: 'unseen' }, 'VALIDATION_FAILED'],
  ['has a credential', { clientId: 'convoy' }, 'DUPLICATE'],
  ['is named in another alphabet', { clientId: 'сonvoy' }, 'BAD_USER_INPUT'],
  ['shall hold it for years', { validTo: '2019-01-01T00:00:00Z' }, 'VALIDATION_FAILED'],
  ['shall hold it until yesterday', { validTo: '2013-01-01T00:00:00Z' }, 'BAD_USER_INPUT'],
])('a client that %s gets no credential', async (_, changes, code) => {
  for (const client of ['convoy', 'fresh']) await house.seen(client);
  await house.sql(`insert into seen_client values ('console', 'PEOPLE') on conflict do nothing`);
  const input = {
    idempotencyKey: crypto.randomUUID(),
    subgraph: 'ind-convoy',
    clientId: 'fresh',
    validTo: '2014-01-01T00:00:00Z',
    ...changes,
  };
  const answer = await house.gateway.ask(
    'mutation ($input: AddSubgraphCredentialInput!) { addSubgraphCredential(input: $input) { credential { id } } }',
    { token: admin, variables: { input }, headers: { 'x-test-now': '2013-10-19T10:00:00Z' } },
  );
  expect(answer.codes).toEqual([code]);
});
