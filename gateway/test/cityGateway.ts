import { people, places } from './city.ts';
import { type Answer, type GatewayUnderTest, gatewayKeys, readAnswer, startTestGateway } from './gateway.ts';
import { type FixtureIssuer, startIssuer } from './issuer.ts';
import { type FixtureSubgraph, startSubgraph } from './subgraph.ts';

/** A gateway with sign-in over two subgraphs, `people` and `places`. */
export interface CityGateway {
  readonly gateway: GatewayUnderTest;
  readonly issuer: FixtureIssuer;
  readonly subgraphs: readonly FixtureSubgraph[];
  /** Sends an HTTP request to a path of the gateway. */
  send(path: string, init?: RequestInit): Promise<Answer>;
  /** Posts a body to `/graphql`, as JSON unless the headers say otherwise. */
  post(body: string, headers?: Record<string, string>): Promise<Answer>;
}

/** Starts the gateway for a test file. Call it outside of hooks; its properties may be read in tests. */
export function useCityGateway(): CityGateway {
  let issuer: FixtureIssuer;
  let subgraphs: FixtureSubgraph[];
  let gateway: GatewayUnderTest;
  beforeAll(async () => {
    const { serviceKey, trusted } = await gatewayKeys();
    issuer = await startIssuer();
    subgraphs = [await startSubgraph('people', people, trusted), await startSubgraph('places', places, trusted)];
    gateway = await startTestGateway({ subgraphs, serviceKey, issuer: issuer.url, origins: ['https://app.example'] });
  });
  afterAll(async () => {
    await gateway.stop();
    await Promise.all([issuer, ...subgraphs].map((part) => part.stop()));
  });
  const send: CityGateway['send'] = async (path, init = {}) => readAnswer(await fetch(gateway.url + path, init));
  return {
    get gateway() {
      return gateway;
    },
    get issuer() {
      return issuer;
    },
    get subgraphs() {
      return subgraphs;
    },
    send,
    post: (body, headers = {}) =>
      send('/graphql', { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body }),
  };
}
