import { pino } from 'pino';
import { people, places } from '../test/city.ts';
import { type GatewayUnderTest, gatewayKeys, startTestGateway } from '../test/gateway.ts';
import { type FixtureIssuer, person, startIssuer } from '../test/issuer.ts';
import { type FixtureSubgraph, startSubgraph } from '../test/subgraph.ts';

let issuer: FixtureIssuer;
let subgraphs: FixtureSubgraph[];
let gateway: GatewayUnderTest;
const logged: string[] = [];

beforeAll(async () => {
  const { serviceKey, trusted } = await gatewayKeys();
  issuer = await startIssuer();
  subgraphs = [await startSubgraph('people', people, trusted), await startSubgraph('places', places, trusted)];
  const log = pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) });
  gateway = await startTestGateway({ subgraphs, serviceKey, issuer: issuer.url, log });
});
afterAll(async () => {
  await gateway?.stop();
  await Promise.all([issuer, ...(subgraphs ?? [])].map((part) => part?.stop()));
});

describe('one operation over two subgraphs', () => {
  test('is answered with the fields of both', async () => {
    const answer = await gateway.ask('{ hello persons { id favourite { title } } places { keeper { name } } }');
    expect(answer.errors).toEqual([]);
    expect(answer.data).toMatchObject({
      hello: 'hello',
      persons: [{ id: '1', favourite: { title: 'Favourite of 1' } }, { id: '2' }, { id: '3' }],
      places: [{ keeper: { name: 'Person 1' } }, { keeper: { name: 'Person 2' } }],
    });
  });

  test('the subgraph gets a passport that says who asks', async () => {
    const token = await issuer.token(person('p-7', 'MEDIATOR'));
    const answer = await gateway.ask('{ whoAmI }', { token });
    expect(JSON.parse(String(answer.data?.whoAmI))).toMatchObject({
      subject: 'p-7',
      kind: 'person',
      personId: 'p-7',
      scopes: ['read', 'write'],
      grants: [{ role: 'MEDIATOR', scopePath: '/city/' }],
    });
  });

  test('takes as many calls for three rows as for one', async () => {
    const callsOf = async (query: string) => {
      const before = subgraphs.map(({ calls }) => calls.length);
      await gateway.ask(query);
      return subgraphs.map(({ calls }, at) => calls.length - (before[at] ?? 0));
    };
    expect(await callsOf('{ persons { favourite { title } } }')).toEqual([1, 1]);
    expect(await callsOf('{ person(id: 1) { favourite { title } } }')).toEqual([1, 1]);
  });

  test('may leave fields out by a variable that has only its default', async () => {
    const query =
      'query($with: Boolean = true, $without: Boolean = true) { hello @include(if: $with) x: hello @skip(if: $without) }';
    expect(await gateway.ask(query)).toMatchObject({ errors: [], data: { hello: 'hello' } });
    expect((await gateway.ask(query, { variables: { with: false, without: false } })).data).toEqual({ x: 'hello' });
  });

  test('leaves a line in the log that says who and what, without variables and tokens', async () => {
    const token = await issuer.token(person('p-8', 'MEMBER'));
    const query = 'query Secretly($id: ID!) { person(id: $id) { name } }';
    await gateway.ask(query, { token, variables: { id: 'secret-7' }, headers: { 'x-request-id': 'req-1' } });
    const line = logged.map((entry) => JSON.parse(entry)).find(({ operation }) => operation === 'Secretly');
    expect(line).toMatchObject({ requestId: 'req-1', subject: 'p-8', kind: 'query', calls: 1 });
    expect(logged.join('')).not.toMatch(/secret-7|eyJ/);
  });
});
