import type { RequestListener } from 'node:http';
import { type OpenGateway, startOpenGateway } from './openGateway.ts';
import { federation } from './subgraph.ts';

/** A graph of two subgraphs, of which `b` answers whatever a test wants. */
const SUBGRAPHS = {
  a: {
    sdl: `${federation('"@key"')}
      scalar Big scalar Json
      type Query { hello: String list(n: Int): [P] p: P u: U i: I echo(value: Json): Json }
      union U = P | Q
      interface I { name: String }
      type P implements I @key(fields: "id") { id: ID! name: String }
      type Q implements I { name: String n: Int }
      type R { name: String }
      type X { r: R }
      extend type Query { x: X }`,
    resolvers: {
      Query: {
        hello: () => 'hello',
        list: (_: unknown, { n = 3 }: { n?: number }) =>
          Array.from({ length: n }, (__, at) => ({ id: `p${at}`, name: `P ${at}` })),
        p: () => ({ id: 'p0', name: 'P 0' }),
        echo: (_: unknown, { value }: { value: unknown }) => value,
      },
      P: { __resolveReference: (reference: object) => reference },
    },
  },
  b: {
    sdl: `${federation('"@key"')}
      scalar Big scalar Json
      enum Mood { GOOD BAD }
      type Query { n: Numbers m: Numbers! }
      type Mutation { pay: Paid }
      type Paid { seen: Int p: P! }
      type Numbers { float: Float! floats: [Float!] int: Int! string: String! id: ID! boolean: Boolean! big: Big! json: Json mood: Mood! }
      type P @key(fields: "id") { id: ID! b: Int must: Int! more: P }`,
    resolvers: {},
  },
};

/** A listener that answers each request with one body. */
export const answers =
  (body: string | Buffer, headers: Record<string, string> = {}, status = 200): RequestListener =>
  (_, response) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);

/** A gateway whose subgraph `b` gives odd answers. */
export interface OddGateway {
  readonly gateway: OpenGateway;
  /** Makes the subgraph `b` answer with a body, as text or as an object, until the test ends. */
  answerOfB(body: string | Buffer | object, headers?: Record<string, string>, status?: number): void;
  /** The text of a whole answer, because `JSON.parse` would round numbers. */
  textOf(query: string, variables?: object): Promise<string>;
}

/** Starts the gateway for a test file. Call it outside of hooks; its properties may be read in tests. */
export function useOddGateway(): OddGateway {
  let gateway: OpenGateway;
  beforeAll(async () => {
    gateway = await startOpenGateway(SUBGRAPHS);
  }, 240_000);
  afterEach(() => {
    for (const subgraph of Object.values(gateway.subgraphs)) subgraph.behave(undefined);
  });
  afterAll(() => gateway.stop());
  return {
    get gateway() {
      return gateway;
    },
    answerOfB: (body, headers, status) =>
      gateway.subgraphs.b?.behave(
        answers(typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body), headers, status),
      ),
    textOf: async (query, variables) =>
      (
        await fetch(`${gateway.url}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ query, variables }),
        })
      ).text(),
  };
}
