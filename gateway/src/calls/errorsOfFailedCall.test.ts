import { errorsOfFailedCall } from './errorsOfFailedCall.ts';
import { SubgraphFault } from './subgraphFault.ts';

const fault = new SubgraphFault('unreachable', 'secret.internal refused the connection');
const pathsOf = (query: string, variables?: Record<string, unknown>) =>
  errorsOfFailedCall('venues', fault, { query, variables: variables ?? {} }).map(({ path }) => path);

test('a call for root fields loses them, by response key', () => {
  expect(pathsOf('{ a b: c { d } }')).toEqual([['a'], ['b']]);
});

test('a call for entities loses, for each entity, the fields of its type', () => {
  const query = `query($representations: [_Any!]!) {
    _entities(representations: $representations) { __typename ... on Person { x: bookings } ... on Card { ...F } }
  } fragment F on Card { uses { id } }`;
  const representations = [{ __typename: 'Card' }, { __typename: 'Person' }];
  expect(pathsOf(query, { representations })).toEqual([
    ['_entities', 0, 'uses'],
    ['_entities', 1, 'x'],
  ]);
});

test('a call for entities under the name of an interface loses the fields of all object types', () => {
  const query = `query($representations: [_Any!]!) {
    _entities(representations: $representations) { __typename ... on Card { uses } ... on Pass { days } } }`;
  expect(pathsOf(query, { representations: [{ __typename: 'Ticket' }] })).toEqual([
    ['_entities', 0, 'uses'],
    ['_entities', 0, 'days'],
  ]);
});

test('each of hundreds of lost fields has an error, of thousands the first thousand', () => {
  const representations = Array.from({ length: 20_000 }, () => ({ __typename: 'Person' }));
  const query = 'query($representations: [_Any!]!) { _entities(representations: $representations) { ... on Person { a } } }';
  expect(pathsOf(query, { representations: representations.slice(0, 900) })).toHaveLength(900);
  const paths = pathsOf(query, { representations });
  expect(paths).toHaveLength(1_000);
  expect(paths.at(-1)).toEqual(['_entities', 999, 'a']);
});

test('the error does not contain the message of the fault', () => {
  expect(JSON.stringify(errorsOfFailedCall('venues', fault, { query: '{ a }' }))).not.toContain('secret');
});
