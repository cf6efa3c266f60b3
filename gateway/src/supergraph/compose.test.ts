import { people, places } from '../../test/city.ts';
import { federation } from '../../test/subgraph.ts';
import { CompositionError, compose } from './compose.ts';
import { houseFaults } from './houseFaults.ts';

const a = { name: 'people', url: 'http://a/graphql', sdl: people.sdl };
const b = { name: 'places', url: 'http://b/graphql', sdl: places.sdl };

const reasonsOf = (...parts: Parameters<typeof compose>[0]): string => {
  try {
    return compose(parts);
  } catch (error) {
    return error instanceof CompositionError ? error.reasons.join('\n') : String(error);
  }
};

test('the order of the subgraphs does not matter', () => {
  expect(compose([a, b])).toBe(compose([b, a]));
});

test('renamed access directives come out under their own names', () => {
  expect(compose([a, b])).toMatch(/secretPlace: Place .*@authenticated/);
});

test('what is wrong is told with the name of the subgraph', () => {
  expect(reasonsOf(a, { ...b, sdl: 'type Query {' })).toMatch(/^\[places\] Syntax Error/);
  expect(reasonsOf(a, { ...b, sdl: `${federation()} type Query { hello: Int }` })).toContain('hello');
  expect(reasonsOf(a, { ...b, sdl: `${federation()} type Query { x: Nothing }` })).toContain('Nothing');
});

test('a field that requires a guarded one without its rule is refused', () => {
  const open = places.sdl.replace(/@requires\(fields: "phone"\) @onlyFor\([^)]*\)/, '@requires(fields: "phone")');
  expect(reasonsOf(a, { ...b, sdl: open })).toContain('Person.callSign');
});

test('what composes and still breaks a rule of the house is told', () => {
  const sdl = `
    type Query { a: String @policy(policies: [["MEDIATOR"], ["MEDIATR"]]) }
    type Mutation {
      open: String @policy(policies: [["MEDIATOR"]])
      half: String @requiresScopes(scopes: [["write"], ["read"]])
      good: String @requiresScopes(scopes: [["write"]])
    }
  `;
  expect(houseFaults(sdl)).toEqual([
    'Query.a asks for "MEDIATR", which is no role.',
    'Mutation.open lacks @requiresScopes(scopes: [["write"]]).',
    'Mutation.half lacks @requiresScopes(scopes: [["write"]]).',
  ]);
});
