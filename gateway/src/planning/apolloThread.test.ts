import { parse } from 'graphql';
import { federation } from '../../test/subgraph.ts';
import { compose } from '../supergraph/compose.ts';
import { createApolloThreadPlan } from './apolloThread.ts';
import { fetchesOf } from './plan.ts';

const supergraphOf = (field: string) =>
  compose([
    {
      name: 'a',
      url: 'http://127.0.0.1:1/',
      sdl: `${federation('"@key"')} type Query { t: T } type T @key(fields: "id") { id: ID! }`,
    },
    { name: 'b', url: 'http://127.0.0.1:1/', sdl: `${federation('"@key"')} type T @key(fields: "id") { id: ID! ${field}: Int }` },
  ]);

test('graphs are planned beside one another, each for itself', async () => {
  const [one, other] = [createApolloThreadPlan(supergraphOf('x')), createApolloThreadPlan(supergraphOf('y'))];
  const [first, second] = await Promise.all([one(parse('{ t { x } }')), other(parse('{ t { y } }'))]);
  expect(fetchesOf(first).map(({ service }) => service)).toEqual(['a', 'b']);
  expect(fetchesOf(second)[1]?.operation).toContain('y');
  await expect(one(parse('{ t { y } }'))).rejects.toThrow('y');
});

test('planning does not keep the event loop waiting', async () => {
  const plan = createApolloThreadPlan(supergraphOf('x'));
  await plan(parse('{ t { x } }'));
  let rounds = 0;
  let planning = true;
  const count = (): void => {
    rounds += 1;
    if (planning) setImmediate(count);
  };
  count();
  const wide = Array.from({ length: 300 }, (_, at) => `t${at}: t { x }`).join(' ');
  await plan(parse(`{ ${wide} }`));
  planning = false;
  expect(rounds).toBeGreaterThan(100);
});

test('a graph that cannot be read rejects what is asked of it, and others go on', async () => {
  const [bad, good] = [createApolloThreadPlan('type Query {'), createApolloThreadPlan(supergraphOf('x'))];
  await expect(bad(parse('{ a }'))).rejects.toThrow();
  expect(fetchesOf(await good(parse('{ t { x } }')))).toHaveLength(2);
});
