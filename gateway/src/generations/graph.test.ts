import { buildSchema, type GraphQLSchema } from 'graphql';
import { createGraph, type PrepareGeneration } from './graph.ts';

/** Builds executors that answer with their own SDL, because these tests are about generations and not about execution. */
const graphOf = (prepare?: PrepareGeneration) =>
  createGraph(
    async ({ sdl }) => ({
      schema: buildSchema(sdl),
      run: async () => ({ data: { answeredBy: sdl } }),
      inUse: () => [],
    }),
    prepare,
  );

const [first, second] = ['type Query { a: Int }', 'type Query { b: Int }'];

test('a request that was validated before a swap keeps the generation that it was validated against', async () => {
  const graph = graphOf();
  await graph.publish(first);
  const schema = graph.current()?.schema as GraphQLSchema;
  await graph.publish(second);
  expect(graph.current()?.supergraph.sdl).toBe(second);
  expect(graph.generationOf(schema).supergraph.sdl).toBe(first);
});

test('the same supergraph again changes nothing', async () => {
  const graph = graphOf();
  expect(await graph.publish(first)).toBe(true);
  expect(await graph.publish(first)).toBe(false);
});

test.each(['type Query {', 'type Query { a: Nothing }', 'type Other { a: Int }', 'type Query { __a: Int }'])(
  'one that cannot be loaded (%s) is refused, and the current one stays',
  async (broken) => {
    const graph = graphOf();
    await graph.publish(first);
    await expect(graph.publish(broken)).rejects.toThrow();
    expect(graph.current()?.supergraph.sdl).toBe(first);
    expect(await graph.publish(second)).toBe(true);
  },
);

test('publications wait for one another, and the last one stays', async () => {
  const graph = graphOf();
  await Promise.all([graph.publish(first), graph.publish(second)]);
  expect(graph.current()?.supergraph.sdl).toBe(second);
});

test('a generation serves no request before it is prepared; until then the generation before it does', async () => {
  let ready: () => void = () => undefined;
  const asked: string[] = [];
  const graph = graphOf(({ supergraph: { sdl } }) => {
    asked.push(sdl);
    return sdl === first ? Promise.resolve() : new Promise((resolve) => (ready = resolve));
  });
  const served: (string | undefined)[] = [];
  graph.gateway.onSchemaLoadOrUpdate(({ coreSupergraphSdl }) => served.push(coreSupergraphSdl));
  await graph.publish(first);
  const publishing = graph.publish(second);
  await new Promise(setImmediate);
  expect([asked, served, graph.current()?.supergraph.sdl]).toEqual([[first, second], [first], first]);
  ready();
  expect(await publishing).toBe(true);
  expect([served, graph.current()?.supergraph.sdl]).toEqual([[first, second], second]);
});
