import { people, places } from '../../../test/city.ts';
import { type GatewayUnderTest, gatewayKeys, startTestGateway } from '../../../test/gateway.ts';
import { type FixtureIssuer, person, startIssuer } from '../../../test/issuer.ts';
import { type FixtureSubgraph, startSubgraph } from '../../../test/subgraph.ts';

let issuer: FixtureIssuer;
let subgraphs: FixtureSubgraph[];
let gateway: GatewayUnderTest;
const tokens: Record<string, string | undefined> = {};

beforeAll(async () => {
  const { serviceKey, trusted } = await gatewayKeys();
  issuer = await startIssuer();
  subgraphs = [await startSubgraph('people', people, trusted), await startSubgraph('places', places, trusted)];
  gateway = await startTestGateway({ subgraphs, serviceKey, issuer: issuer.url });
  tokens.member = await issuer.token(person('member', 'MEMBER'));
  tokens.mediator = await issuer.token(person('mediator', 'MEDIATOR'));
  tokens.lawyer = await issuer.token(person('lawyer', 'LAWYER'));
  tokens.both = await issuer.token(person('both', 'LAWYER', 'AUDITOR'));
  tokens.reader = await issuer.token({ ...person('reader', 'MEMBER'), scope: 'read' });
});
afterAll(async () => {
  await gateway.stop();
  await Promise.all([issuer, ...subgraphs].map((part) => part.stop()));
});
beforeEach(() => {
  for (const { calls } of subgraphs) calls.splice(0);
});

const callCount = () => subgraphs.reduce((total, { calls }) => total + calls.length, 0);

/** Query, who may not and what is named, who may. */
const PATHS: [title: string, query: string, refused: string[], named: string, allowed: string[]][] = [
  ['@authenticated on a field', '{ me { id } }', ['nobody'], 'Query.me', ['member']],
  ['@policy on a field, one of OR', '{ person(id: 1) { phone } }', ['nobody', 'member'], 'Person.phone', ['mediator']],
  ['@policy on a field, all of AND', '{ person(id: 1) { phone } }', ['lawyer'], 'Person.phone', ['both']],
  ['@requiresScopes on a mutation', 'mutation { rename(name: "x") { id } }', ['nobody', 'reader'], 'Mutation.rename', ['member']],
  ['behind an alias', '{ a: person(id: 1) { b: phone } }', ['member'], 'Person.phone', ['mediator']],
  [
    'in a named fragment',
    '{ persons { ...F } } fragment F on Person { ...G } fragment G on Person { phone }',
    ['member'],
    'Person.phone',
    ['mediator'],
  ],
  ['in an inline fragment without a type', '{ persons { ... { phone } } }', ['member'], 'Person.phone', ['mediator']],
  ['in an inline fragment on an interface', '{ named { ... on Person { phone } } }', ['member'], 'Person.phone', ['mediator']],
  ['through an interface, for a type behind it', '{ named { name } }', ['nobody'], 'Pet.name', ['member']],
  ['in a union, for a type of it', '{ found { __typename } }', ['member', 'nobody'], 'Safe', ['both']],
  ['on an enum that is returned', '{ person(id: 1) { mood } }', ['member'], 'Mood', ['mediator']],
  ['reached through another subgraph', '{ places { keeper { phone } } }', ['member'], 'Person.phone', ['mediator']],
  ['on what @requires it in another subgraph', '{ persons { callSign } }', ['member', 'nobody'], 'Person.callSign', ['mediator']],
  ['under a renamed directive', '{ secretPlace { title } }', ['nobody'], 'Query.secretPlace', ['member']],
  ['under @include(if: false)', '{ person(id: 1) { phone @include(if: false) } }', ['member'], 'Person.phone', ['mediator']],
];

describe.each(PATHS)('a rule %s', (_, query, refused, named, allowed) => {
  test.each(refused)('refuses %s before anything is fetched', async (who) => {
    const answer = await gateway.ask(query, { token: tokens[who] });
    expect(answer).toMatchObject({
      status: who === 'nobody' ? 401 : 403,
      codes: [who === 'nobody' ? 'UNAUTHENTICATED' : 'FORBIDDEN'],
    });
    expect(answer.data ?? null).toBeNull();
    expect(answer.errors[0]?.message).toContain(named);
    expect(answer.headers.get('www-authenticate')).toBe(who === 'nobody' ? 'Bearer realm="union-graph"' : null);
    expect(callCount()).toBe(0);
  });

  test.each(allowed)('lets %s through', async (who) => {
    const answer = await gateway.ask(query, { token: tokens[who] });
    expect(answer).toMatchObject({ status: 200, errors: [] });
    expect(callCount()).toBeGreaterThan(0);
  });
});

test('a denied field refuses the whole operation, and each denied coordinate is named', async () => {
  const answer = await gateway.ask('{ hello person(id: 1) { phone mood } }', { token: tokens.member });
  expect(answer.errors).toMatchObject([
    {
      message: expect.stringMatching(/^Not permitted: Mood, Person.phone. It takes the role .*Ask somebody who holds it/),
      extensions: {
        code: 'FORBIDDEN',
        // A mediator may read both, so that the wider entry of the phone would tell of roles that do not help.
        missing: [{ kind: 'role', anyOf: ['MEDIATOR'] }],
      },
    },
  ]);
  expect(callCount()).toBe(0);
});

test('of several operations only the one that is asked for counts', async () => {
  const query = 'query Open { hello } query Closed { me { id } }';
  expect(await gateway.ask(query, { operationName: 'Open' })).toMatchObject({ status: 200, data: { hello: 'hello' } });
  expect(await gateway.ask(query, { operationName: 'Closed' })).toMatchObject({ status: 401 });
  expect(await gateway.ask(query)).toMatchObject({ status: 400, codes: ['BAD_USER_INPUT'] });
});

test('the same document is judged for each viewer anew', async () => {
  const query = '{ person(id: 9) { phone } }';
  expect((await gateway.ask(query, { token: tokens.mediator })).status).toBe(200);
  expect((await gateway.ask(query, { token: tokens.member })).status).toBe(403);
  expect((await gateway.ask(query)).status).toBe(401);
});
