import { people, places } from '../../test/city.ts';
import { federation } from '../../test/subgraph.ts';
import { CompositionError, compose } from './compose.ts';
import { conventionFaults } from './conventionFaults.ts';

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

test('imported access directives get their original names in the supergraph', () => {
  expect(compose([a, b])).toMatch(/secretPlace: Place .*@authenticated/);
});

test('an error names the subgraph at fault', () => {
  expect(reasonsOf(a, { ...b, sdl: 'type Query {' })).toMatch(/^\[places\] Syntax Error/);
  expect(reasonsOf(a, { ...b, sdl: `${federation()} type Query { hello: Int }` })).toContain('hello');
  expect(reasonsOf(a, { ...b, sdl: `${federation()} type Query { x: Nothing }` })).toContain('Nothing');
});

test('a field that requires a guarded one without its rule is refused', () => {
  const open = places.sdl.replace(/@requires\(fields: "phone"\) @onlyFor\([^)]*\)/, '@requires(fields: "phone")');
  expect(reasonsOf(a, { ...b, sdl: open })).toContain('Person.callSign');
});

test('a supergraph that composes but breaks an access rule is reported', () => {
  const sdl = `
    type Query { a: String @policy(policies: [["MEDIATOR"], ["MEDIATR"]]) }
    type Mutation {
      open: String @policy(policies: [["MEDIATOR"]])
      half: String @requiresScopes(scopes: [["write"], ["read"]])
      good: String @requiresScopes(scopes: [["write"]])
    }
  `;
  expect(conventionFaults(sdl)).toEqual([
    'Query.a asks for "MEDIATR", which is not a role.',
    'Mutation.open lacks @requiresScopes(scopes: [["write"]]).',
    'Mutation.half lacks @requiresScopes(scopes: [["write"]]).',
    expect.stringMatching(/^No fields have the tags person, /),
  ]);
});
