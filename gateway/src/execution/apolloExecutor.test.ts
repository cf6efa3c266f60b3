import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ANONYMOUS } from '@union-graph/identity';
import { parse } from 'graphql';
import { pino } from 'pino';
import { type OpenGateway, startOpenGateway } from '../../test/openGateway.ts';
import { federation } from '../../test/subgraph.ts';
import { resolveOperation } from '../operation/resolveOperation.ts';
import { executionContext } from '../request/context.ts';
import { createDeadline } from '../request/deadline.ts';
import { readSupergraph } from '../supergraph/reading/supergraph.ts';
import { createApolloExecutorBuilder } from './apolloExecutor.ts';

const STARTING_MS = 300_000;
const LINK = federation('"@key"');

describe('a gateway with ENGINE=apollo', () => {
  let gateway: OpenGateway;
  beforeAll(async () => {
    gateway = await startOpenGateway(
      {
        goods: {
          sdl: `${LINK} type Query { good: Good } type Mutation { pay: Int } type Good @key(fields: "id") { id: ID! name: String }`,
          resolvers: { Query: { good: () => ({ id: '1', name: 'Ink' }) }, Mutation: { pay: () => 1 } },
        },
        prices: {
          sdl: `${LINK} type Good @key(fields: "id") { id: ID! price: Int sum(of: Int): Int }`,
          resolvers: { Good: { price: () => 7, sum: (_: unknown, { of }: { of: number }) => of } },
        },
      },
      { ENGINE: 'apollo', MAX_COST: '9' },
    );
  }, STARTING_MS);
  afterAll(() => gateway.stop());

  test('answers by the vendor’s planner and executor', async () => {
    const answer = await gateway.ask('query Mine($of: Int) { good { name price sum(of: $of) } }', { variables: { of: 3 } });
    expect([answer.status, answer.data, answer.errors]).toEqual([200, { good: { name: 'Ink', price: 7, sum: 3 } }, []]);
    // Only its planner names the calls after the operation.
    expect(JSON.stringify(gateway.subgraphs.prices?.calls)).toContain('Mine__prices__1');
  });

  test('the same checks come before it', async () => {
    const unresolved = await gateway.ask('mutation A { pay } mutation B { pay }');
    expect([unresolved.status, unresolved.codes]).toEqual([400, ['BAD_USER_INPUT']]);
    const dear = await gateway.ask('mutation { a: pay b: pay c: pay }');
    expect([dear.status, dear.codes]).toEqual([429, ['RATE_LIMITED']]);
  });

  test('an unavailable subgraph has the same form of error', async () => {
    await gateway.subgraphs.prices?.stop();
    const { data, errors } = await gateway.ask('{ good { name price } }');
    expect(data).toEqual({ good: { name: 'Ink', price: null } });
    expect(errors).toMatchObject([{ extensions: { code: 'DEPENDENCY_UNAVAILABLE', service: 'prices' } }]);
  });
});

/** The README says that these go wrong; once they do not, it is to be changed. */
describe('what is known to go wrong with ENGINE=apollo', () => {
  let gateway: OpenGateway;
  const told: string[] = [];
  beforeAll(async () => {
    gateway = await startOpenGateway(
      {
        a: {
          sdl: `${LINK} type Query { good: Good } type Mutation { pay(n: Int): Paid } type Paid @key(fields: "id") { id: ID! n: Int }
            type Good @key(fields: "id") { id: ID! z(n: Int): Int }`,
          resolvers: {
            Query: { good: () => ({ id: '1' }) },
            Mutation: { pay: (_: unknown, { n }: { n: number }) => told.push(`pay ${n}`) && { id: `${n}`, n } },
            Good: { z: (_: unknown, { n }: { n: number }) => n },
          },
        },
        b: {
          sdl: `${LINK} type Good @key(fields: "id") { id: ID! sum(of: Int): Int } type Paid @key(fields: "id") { id: ID! seen: Int }`,
          resolvers: { Good: { sum: (_: unknown, { of }: { of: number }) => of }, Paid: { seen: () => told.push('seen') } },
        },
      },
      { ENGINE: 'apollo' },
    );
  }, STARTING_MS);
  afterAll(() => gateway.stop());

  test('a field under the response key of a key of its entity is null, without an error', async () => {
    const { data, errors } = await gateway.ask('{ good { id__as0: z(n: 1) id: z(n: 5) sum(of: 2) } }');
    expect([data, errors]).toEqual([{ good: { id__as0: 1, id: null, sum: 2 } }, []]);
  });

  test('a variable named “representations” fails', async () => {
    const { data, codes } = await gateway.ask('query ($representations: Int) { good { sum(of: $representations) } }', {
      variables: { representations: 3 },
    });
    expect([data, codes]).toEqual([{ good: { sum: null } }, ['INTERNAL_SERVER_ERROR']]);
  });

  test('mutations of one subgraph are called together, and read from other subgraphs afterwards', async () => {
    await gateway.ask('mutation { first: pay(n: 1) { seen } second: pay(n: 2) { n } }');
    expect(told).toEqual(['pay 1', 'pay 2', 'seen']);
  });
});

describe('ENGINE=apollo refuses requests that need our own execution', () => {
  const supergraph = readSupergraph(readFileSync(path.join(import.meta.dirname, '../../supergraph.graphql'), 'utf8'));
  const called: string[] = [];
  const execute = async (query: string, more: object = {}) => {
    const executor = await createApolloExecutorBuilder({
      clientFor: (name) => ({
        call: async () => {
          called.push(name);
          return { data: { venue: null, me: null } };
        },
        reportFailure: () => [],
      }),
      foreign: false,
      isLogged: true,
      log: pino({ level: 'silent' }),
    })(supergraph);
    const log = pino({ level: 'silent' });
    const given = {
      requestId: 'test',
      viewer: ANONYMOUS,
      testNow: undefined,
      deadline: createDeadline(STARTING_MS),
      masks: null,
      log,
    };
    const document = parse(query);
    return executor.run(
      { document, text: query, operation: resolveOperation(executor.schema, document, null), variables: {} },
      executionContext({ ...given, ...more }),
    );
  };

  test.each([
    ['requests of partners', '{ venue(id: "1") { id } }', { viewer: { ...ANONYMOUS, agreement: {} } }, 'applies masks'],
    ['requests that the access log must record', '{ me { id cases(first: 1) { nodes { id } } } }', {}, 'finds data subjects'],
  ])(
    '%s',
    async (_, query, context, message) => {
      await expect(execute(query, context)).rejects.toMatchObject({
        message: expect.stringContaining(message),
        extensions: { code: 'DEPENDENCY_UNAVAILABLE', http: { status: 503 } },
      });
      expect(called).toEqual([]);
    },
    STARTING_MS,
  );

  test(
    'other requests are executed',
    async () => {
      expect((await execute('{ venue(id: "1") { id } }')).data).toEqual({ venue: null });
      expect(called).toEqual(['venues']);
    },
    STARTING_MS,
  );
});
