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

test('characters that cannot be seen, and texts without an end, are refused also at the start', () => {
  const described = (text: string) => ({ ...b, sdl: `${b.sdl} "${text}" scalar Odd` });
  expect(reasonsOf(a, described('a\u202eb'))).toMatch(/^\[places\] Line \d+ has the character U\+202E/);
  expect(reasonsOf(a, described('a\\u0007b'))).toMatch(/^\[places\] The string "a�b…" has the character U\+0007/);
  expect(reasonsOf(a, described('x'.repeat(10_001)))).toMatch(/^\[places\] The description .* has 10,001 bytes/);
  expect(reasonsOf(a, described('x'))).toContain('scalar Odd');
});

test('a field that requires a guarded one without its rule is refused', () => {
  const open = places.sdl.replace(/@requires\(fields: "phone"\) @onlyFor\([^)]*\)/, '@requires(fields: "phone")');
  expect(reasonsOf(a, { ...b, sdl: open })).toContain('Person.callSign');
});

describe('a field with an object type in one subgraph, and with its interface or union in another', () => {
  const shareable = federation('"@key"', '"@shareable"', '"@external"', '"@requires"');
  const media = `type Book implements Titled @shareable { title: String } type Film implements Titled { title: String }
    interface Titled { title: String } union Media = Book | Film`;
  const withField = (name: string, field: string, types: string) => ({
    name,
    url: `http://${name}/graphql`,
    sdl: `${shareable} type Query { ${field} @shareable } ${types}`,
  });
  const book = 'type Book @shareable { title: String }';

  test.each(['Media', 'Titled'])('is composed as %s when the subgraph that has it comes first by name', (type) => {
    expect(reasonsOf(withField('a', `best: ${type}`, media), withField('b', 'best: Book', book))).toContain(`best: ${type}`);
  });

  test.each(['Media', 'Titled', '[Media!]', '[Titled]!'])('is refused as %s when the composer takes the object type', (type) => {
    const [wide, narrow] = [type, type.replace(/Media|Titled/, 'Book')];
    const name = wide.replace(/\W/g, '');
    expect(reasonsOf(withField('b', `best: ${wide}`, media), withField('a', `best: ${narrow}`, book))).toBe(
      `The field "Query.best" has the type "${name}" in the subgraph "b", and "Book" in "a", which is composed as "Book": objects of the other types would be lost. Declare it as "${name}" in "a".`,
    );
  });

  test('is composed when the narrower one is external', () => {
    const shelf = (field: string, more = '') => `type Shelf @key(fields: "id") { id: ID! ${field} ${more} }`;
    const composed = reasonsOf(
      withField('b', 'shelf: Shelf', `${shelf('best: Media')} ${media}`),
      withField(
        'a',
        'other: Shelf',
        `${shelf('best: Book @external', 'label: String @requires(fields: "best { title }")')} ${book}`,
      ),
    );
    expect(composed).not.toContain('would be lost');
  });
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
