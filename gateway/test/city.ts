import { GraphQLError } from 'graphql';
import { type Definition, federation } from './subgraph.ts';

const AUTH = ['"@key"', '"@shareable"', '"@external"', '"@requires"', '"@policy"', '"@requiresScopes"'];

/** Two invented subgraphs with every kind of access rule; `places` imports its directives under other names. */
export const people: Definition = {
  sdl: `
    ${federation(...AUTH, '"@authenticated"')}
    scalar Fen
    type Query {
      hello: String
      me: Person @authenticated
      person(id: ID!): Person
      persons: [Person!]!
      named: [Named!]!
      found: [Found!]!
      pay(amount: Fen): String
      fails(code: String!): String
      crashes: String
      whoAmI: String
      clock: String
    }
    type Mutation { rename(name: String!): Person @requiresScopes(scopes: [["write"]]) }
    interface Named { name: String }
    union Found = Person | Safe
    type Person implements Named @key(fields: "id") {
      id: ID!
      name: String
      phone: String @policy(policies: [["MEDIATOR"], ["LAWYER", "AUDITOR"]])
      mood: Mood
      born: Int!
    }
    type Pet implements Named { name: String @authenticated }
    type Safe @policy(policies: [["AUDITOR"]]) { content: String }
    enum Mood @policy(policies: [["MEDIATOR"]]) { GOOD BAD }
  `,
  resolvers: {
    Query: {
      hello: () => 'hello',
      me: (_: unknown, __: unknown, { viewer }: { viewer: { personId: string } }) => ({ id: viewer.personId, name: 'I' }),
      person: (_: unknown, { id }: { id: string }) => ({ id, name: `Person ${id}`, phone: '010' }),
      persons: () => ['1', '2', '3'].map((id) => ({ id, name: `Person ${id}`, phone: '010' })),
      named: () => [{ __typename: 'Person', id: '1', name: 'Person 1' }],
      found: () => [{ __typename: 'Person', id: '1', name: 'Person 1' }],
      pay: (_: unknown, { amount }: { amount: unknown }) => String(amount),
      fails: (_: unknown, { code }: { code: string }) => {
        throw new GraphQLError('Said no.', {
          extensions: { code, rule: 'ORG-INV-1', field: 'code', url: 'http://secret.internal' },
        });
      },
      crashes: () => {
        throw new Error('connect postgres://user:secret@10.0.0.1');
      },
      whoAmI: (_: unknown, __: unknown, { viewer }: { viewer: unknown }) => JSON.stringify(viewer),
      clock: (_: unknown, __: unknown, { headers }: { headers: Record<string, string> }) => headers['x-test-now'] ?? 'real',
    },
    Mutation: { rename: (_: unknown, { name }: { name: string }) => ({ id: '1', name }) },
    Person: {
      born: () => 1970,
      __resolveReference: ({ id }: { id: string }) => (id === 'gone' ? null : { id, name: `Person ${id}`, phone: '010' }),
    },
  },
};

export const places: Definition = {
  sdl: `
    ${federation('"@key"', '"@external"', '"@requires"', '{name: "@policy", as: "@onlyFor"}', '{name: "@authenticated", as: "@signedIn"}')}
    type Query { places: [Place!]!  secretPlace: Place @signedIn  placeOf(person: ID!): Place }
    type Place @key(fields: "id") { id: ID!  title: String  keeper: Person }
    type Person @key(fields: "id") {
      id: ID!
      phone: String @external
      callSign: String @requires(fields: "phone") @onlyFor(policies: [["MEDIATOR"], ["LAWYER", "AUDITOR"]])
      favourite: Place
    }
  `,
  resolvers: {
    Query: {
      places: () => [
        { id: 'p1', title: 'Palace', keeper: { id: '1' } },
        { id: 'p2', title: 'Hall', keeper: { id: '2' } },
      ],
      secretPlace: () => ({ id: 'p3', title: 'Cellar' }),
      placeOf: () => ({ id: 'p1', title: 'Palace' }),
    },
    Person: {
      __resolveReference: (reference: object) => reference,
      callSign: ({ phone }: { phone: string }) => `sign ${phone}`,
      favourite: ({ id }: { id: string }) => ({ id: `p${id}`, title: `Favourite of ${id}` }),
    },
  },
};
