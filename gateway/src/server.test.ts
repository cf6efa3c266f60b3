import { people, places } from '../test/city.ts';
import { type GatewayUnderTest, gatewayKeys, startTestGateway } from '../test/gateway.ts';
import { type FixtureIssuer, person, startIssuer } from '../test/issuer.ts';
import { type FixtureSubgraph, startSubgraph } from '../test/subgraph.ts';

let issuer: FixtureIssuer;
let subgraphs: FixtureSubgraph[];
let gateway: GatewayUnderTest;

beforeAll(async () => {
  const { serviceKey, trusted } = await gatewayKeys();
  issuer = await startIssuer();
  subgraphs = [await startSubgraph('people', people, trusted), await startSubgraph('places', places, trusted)];
  gateway = await startTestGateway({ subgraphs, serviceKey, issuer: issuer.url });
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
});
