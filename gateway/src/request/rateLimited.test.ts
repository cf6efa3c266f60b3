import { GraphQLError } from 'graphql';
import { type GatewayUnderTest, gatewayKeys, startTestGateway } from '../../test/gateway.ts';
import { type FixtureIssuer, startIssuer } from '../../test/issuer.ts';
import { type FixtureSubgraph, federation, startSubgraph } from '../../test/subgraph.ts';

const limited = (retryAfterMs: unknown) => () => {
  throw new GraphQLError('Too often.', { extensions: { code: 'RATE_LIMITED', retryAfterMs } });
};
const busy = {
  sdl: `${federation()} type Query { soon: Int later: Int odd: Int never: Int fine: Int }`,
  resolvers: {
    Query: { soon: limited(900), later: limited(2_100), odd: limited('<b>'), never: limited(undefined), fine: () => 1 },
  },
};

let issuer: FixtureIssuer;
let subgraph: FixtureSubgraph;
let gateway: GatewayUnderTest;
beforeAll(async () => {
  const keys = await gatewayKeys();
  issuer = await startIssuer();
  subgraph = await startSubgraph('busy', busy, keys.trusted);
  gateway = await startTestGateway({ subgraphs: [subgraph], serviceKey: keys.serviceKey, issuer: issuer.url });
});
afterAll(async () => {
  await gateway.stop();
  await subgraph.stop();
  await issuer.stop();
});

test.each([
  ['{ soon fine }', [900], '1'],
  ['{ soon later }', [900, 2_100], '3'],
  ['{ odd never fine }', [undefined, undefined], null],
  ['{ fine }', [], null],
])('when a subgraph may be asked again is told by the error and by the header: %s', async (query, waits, header) => {
  const { errors, headers } = await gateway.ask(query);
  expect(errors.map(({ extensions }) => extensions.retryAfterMs)).toEqual(waits);
  expect(headers.get('retry-after')).toBe(header);
});
