import { SubgraphFault } from './answer.ts';
import { lostFields } from './lostFields.ts';

const fault = new SubgraphFault('unreachable', 'secret.internal refused the connection');
const pathsOf = (query: string, variables?: Record<string, unknown>) =>
  lostFields('venues', fault, { query, variables: variables ?? {} }).map(({ path }) => path);

test('a root call loses its root fields, by the names the client gave', () => {
  expect(pathsOf('{ a b: c { d } }')).toEqual([['a'], ['b']]);
});

test('an entity call loses for each entity the fields of its own type', () => {
  const query = `query($representations: [_Any!]!) {
    _entities(representations: $representations) { __typename ... on Person { x: bookings } ... on Card { ...F } }
  } fragment F on Card { uses { id } }`;
  const representations = [{ __typename: 'Card' }, { __typename: 'Person' }];
  expect(pathsOf(query, { representations })).toEqual([
    ['_entities', 0, 'uses'],
    ['_entities', 1, 'x'],
  ]);
});

test('a list of hundreds is told field by field, a longer one ends with an error for all others', () => {
  const representations = Array.from({ length: 20_000 }, () => ({ __typename: 'Person' }));
  const query = 'query($representations: [_Any!]!) { _entities(representations: $representations) { ... on Person { a } } }';
  expect(pathsOf(query, { representations: representations.slice(0, 900) })).toHaveLength(900);
  const paths = pathsOf(query, { representations });
  expect(paths).toHaveLength(10_001);
  expect(paths.at(-1)).toBeUndefined();
});

test('the reason stays in the log', () => {
  expect(JSON.stringify(lostFields('venues', fault, { query: '{ a }' }))).not.toContain('secret');
});
