import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Supergraph as ApolloSupergraph, ROUTER_SUPPORTED_SUPERGRAPH_FEATURES } from '@apollo/federation-internals';
import { buildASTSchema, type GraphQLSchema, Kind, printSchema } from 'graphql';
import { readSupergraph } from './supergraph.ts';

/** The schema that the composition library gives to clients. */
const apiSchema = (sdl: string): GraphQLSchema =>
  ApolloSupergraph.build(sdl, { supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, validateSupergraph: false })
    .apiSchema()
    .toGraphQLJSSchema({ includeDefer: false });

const printed = (schema: GraphQLSchema): string =>
  printSchema(schema)
    .split('\n\n')
    .filter((definition) => !definition.startsWith('directive '))
    .join('\n\n');

const committed = readFileSync(path.join(import.meta.dirname, '../../../supergraph.graphql'), 'utf8');

const hiding = `schema @link(url: "https://specs.apollo.dev/link/v1.0") @link(url: "https://specs.apollo.dev/join/v0.5", for: EXECUTION)
    @link(url: "https://specs.apollo.dev/inaccessible/v0.2", for: SECURITY) { query: Query }
  directive @link(url: String, as: String, for: link__Purpose, import: [link__Import]) repeatable on SCHEMA
  directive @inaccessible on FIELD_DEFINITION | OBJECT | INTERFACE | UNION | ARGUMENT_DEFINITION | SCALAR | ENUM | ENUM_VALUE | INPUT_OBJECT | INPUT_FIELD_DEFINITION
  directive @join__graph(name: String!, url: String!) on ENUM_VALUE
  directive @join__type(graph: join__Graph!, key: join__FieldSet, extension: Boolean! = false, resolvable: Boolean! = true, isInterfaceObject: Boolean! = false) repeatable on OBJECT | INTERFACE | UNION | ENUM | INPUT_OBJECT | SCALAR
  directive @join__implements(graph: join__Graph!, interface: String!) repeatable on OBJECT | INTERFACE
  directive @join__unionMember(graph: join__Graph!, member: String!) repeatable on UNION
  directive @join__enumValue(graph: join__Graph!) repeatable on ENUM_VALUE
  scalar join__FieldSet
  scalar link__Import
  enum link__Purpose { SECURITY EXECUTION }
  enum join__Graph { A @join__graph(name: "a", url: "") }
  type Query @join__type(graph: A) {
    "Things."
    things(open: Filter, hidden: Int @inaccessible): [Thing] @deprecated(reason: "old")
    found: Found
    secret: Int @inaccessible
  }
  interface Thing @join__type(graph: A) { id: ID! }
  interface Hidden @join__type(graph: A) @inaccessible { id: ID! }
  type Book implements Thing & Hidden @join__type(graph: A) @join__implements(graph: A, interface: "Thing") @join__implements(graph: A, interface: "Hidden") { id: ID!  kind: Kind  at: Moment }
  type Ghost implements Thing @join__type(graph: A) @join__implements(graph: A, interface: "Thing") @inaccessible { id: ID! }
  union Found @join__type(graph: A) @join__unionMember(graph: A, member: "Book") @join__unionMember(graph: A, member: "Ghost") = Book | Ghost
  enum Kind @join__type(graph: A) { OPEN @join__enumValue(graph: A)  SHUT @join__enumValue(graph: A) @inaccessible }
  scalar Moment @join__type(graph: A) @specifiedBy(url: "https://moment.example")
  input Filter @join__type(graph: A) { name: String = "x"  secret: String @inaccessible }`;

const renamed = hiding
  .replace('inaccessible/v0.2", for', 'inaccessible/v0.2", as: "hidden", for')
  .replaceAll('@inaccessible', '@hidden');

test.each([
  ['the committed supergraph', committed],
  ['a supergraph with inaccessible types, fields, arguments, members and values', hiding],
  ['a supergraph that names @inaccessible otherwise', renamed],
])('the definitions of %s are those of the clients’ schema', (_, sdl) => {
  const schema = apiSchema(sdl);
  const definitions = [...readSupergraph(sdl).clientDefinitions.values()];
  const built = buildASTSchema({ kind: Kind.DOCUMENT, definitions }, { assumeValid: true, assumeValidSDL: true });
  expect(printed(built)).toBe(printed(schema));
});

test.each([
  'url: "https://specs.example.org/"',
  'url: "https://specs.example.org/boats"',
  'url: "https://specs.example.org/boats/v1.0", as: ""',
])('a link without a name hides no type of the supergraph: %s', (link) => {
  const linked = hiding.replace(' { query: Query }', ` @link(${link}) { query: Query }`);
  const names = (sdl: string) => [...readSupergraph(sdl).clientDefinitions.keys()];
  expect(names(linked)).toEqual(names(hiding));
});
