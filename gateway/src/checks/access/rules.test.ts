import type { AccessRule } from '../../supergraph/reading/accessDirectives.ts';
import { accessRules } from '../../supergraph/reading/accessRules.ts';
import { readSupergraph } from '../../supergraph/reading/supergraph.ts';

const policy = (...anyOf: string[][]): AccessRule => ({ kind: 'policy', anyOf });

const schema = (links: string) => `schema @link(url: "https://specs.apollo.dev/link/v1.0") ${links} { query: Query }`;

const rulesOf = (sdl: string): Record<string, readonly AccessRule[]> => Object.fromEntries(accessRules(readSupergraph(sdl)));

describe('access directives under every name that a @link may give them', () => {
  test.each([
    ['the plain name', '@link(url: "https://specs.apollo.dev/authenticated/v0.1", for: SECURITY)', 'authenticated'],
    ['link(as:)', '@link(url: "https://specs.apollo.dev/authenticated/v0.1", as: "signedIn")', 'signedIn'],
    [
      'an import',
      '@link(url: "https://specs.apollo.dev/authenticated/v0.1", import: [{ name: "@authenticated", as: "@signedIn" }])',
      'signedIn',
    ],
    ['a renamed @link', '@is(url: "https://specs.apollo.dev/authenticated/v0.1", as: "signedIn")', 'signedIn'],
    ['the older @core', '@core(feature: "https://specs.apollo.dev/authenticated/v0.1", as: "signedIn")', 'signedIn'],
  ])('%s', (_, link, name) => {
    expect(rulesOf(`${schema(link)} type Query { me: String @${name} open: String }`)).toEqual({
      'Query.me': [{ kind: 'authenticated', anyOf: [[]] }],
    });
  });

  test('a directive of another specification is no access directive', () => {
    const link = '@link(url: "https://elsewhere.example/authenticated/v0.1", as: "signedIn")';
    expect(rulesOf(`${schema(link)} type Query { me: String @signedIn }`)).toEqual({});
  });
});

test('types, interfaces, unions, scalars and enums may have rules, and several rules apply together', () => {
  expect(
    rulesOf(`
    type Query @authenticated { a: String }
    interface I @policy(policies: [["A"]]) { b: String @requiresScopes(scopes: [["x", "y"], ["z"]]) }
    union U @policy(policies: [["B"]]) = Query
    scalar S @policy(policies: [["C"]])
    enum E @policy(policies: [["D"]]) @authenticated { V }
  `),
  ).toEqual({
    Query: [{ kind: 'authenticated', anyOf: [[]] }],
    I: [policy(['A'])],
    'I.b': [{ kind: 'requiresScopes', anyOf: [['x', 'y'], ['z']] }],
    U: [policy(['B'])],
    S: [policy(['C'])],
    E: [policy(['D']), { kind: 'authenticated', anyOf: [[]] }],
  });
});

test('a field inherits the rules of its required fields, transitively (GHSA-m8jr-fxqx-8xx6)', () => {
  const rules = rulesOf(`
    type Query { p: Person }
    type Person @join__type(graph: A, key: "id") @join__type(graph: B, key: "id") {
      id: ID!
      home: Home @join__field(graph: A)
      sign: String @join__field(graph: B, requires: "home { street { ... on Street { name } } }")
      badge: String @join__field(graph: B, requires: "sign") @policy(policies: [["B"]])
      free: String @join__field(graph: B)
    }
    type Home { street: Street }
    type Street { name: String @policy(policies: [["A"]]) }
  `);
  expect(rules['Person.sign']).toEqual([policy(['A'])]);
  expect(rules['Person.badge']).toEqual([policy(['B']), policy(['A'])]);
  expect(rules).not.toHaveProperty(['Person.free']);
});

test('a field inherits the rule of the type of a required field', () => {
  const rules = rulesOf(`
    type Query { p: Person }
    type Person { secret: Secret  sign: String @join__field(graph: B, requires: "secret { code }") }
    type Secret @policy(policies: [["A"]]) { code: String }
  `);
  expect(rules['Person.sign']).toEqual([policy(['A'])]);
});

test('a field inherits the rules of the fields that @fromContext reads', () => {
  const rules = rulesOf(`
    type Query { p: Parent }
    type Parent @context(name: "b__parent") { secret: String @policy(policies: [["A"]])  child: Child }
    type Child {
      view: String @join__field(graph: B, contextArguments: [{ context: "b__parent", name: "s", type: "String", selection: " { secret }" }])
    }
  `);
  expect(rules['Child.view']).toEqual([policy(['A'])]);
});

test('a field that is reachable only by a guarded key inherits the rule of the key', () => {
  const rules = rulesOf(`
    type Query { p: Person }
    type Person @join__type(graph: A, key: "id") @join__type(graph: A, key: "ssn") @join__type(graph: B, key: "ssn") {
      id: ID! @join__field(graph: A)
      ssn: String @policy(policies: [["A"]])
      name: String @join__field(graph: A)
      credit: String @join__field(graph: B)
    }
  `);
  expect(rules['Person.credit']).toEqual([policy(['A'])]);
  expect(rules).not.toHaveProperty(['Person.name']);
});

test('a field that an @interfaceObject adds is guarded on every object type of the interface', () => {
  const rules = rulesOf(`
    type Query { n: Node }
    interface Node @join__type(graph: A, key: "id") @join__type(graph: B, key: "id", isInterfaceObject: true) {
      id: ID!
      score: Int @join__field(graph: B) @policy(policies: [["A"]])
    }
    type User implements Node { id: ID!  score: Int @join__field }
  `);
  expect(rules['User.score']).toEqual([policy(['A'])]);
});
