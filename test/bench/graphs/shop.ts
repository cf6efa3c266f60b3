import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import type { BenchGraph, Definition } from './graph.ts';

const link = (...imports: string[]): string =>
  `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ${JSON.stringify(imports)})`;

const USERS = 6;
const REVIEWS_OF_A_USER = 4;
const SMALL_PRODUCTS = 8;
const PRODUCTS = 100;

/** Texts of a fixed length and no meaning. */
const words = (seed: number, count: number): string =>
  Array.from(
    { length: count },
    (_, index) => ['paper', 'river', 'lamp', 'quiet', 'seven', 'orchard', 'copper'][(seed * 5 + index * 3) % 7],
  ).join(' ');

const users = Array.from({ length: USERS }, (_, index) => ({
  id: `u${index}`,
  username: `reader-${index}`,
  name: `Invented Reader ${index}`,
  birthYear: 1960 + index,
}));

const products = Array.from({ length: PRODUCTS }, (_, index) => ({
  upc: `p${index}`,
  name: `Thing ${index}`,
  price: 100 + ((index * 37) % 900),
  weight: 50 + ((index * 91) % 1500),
}));

/** Each user reviews four of the first eight products, so that every one of those has three reviews. */
const reviews = Array.from({ length: USERS * REVIEWS_OF_A_USER }, (_, index) => ({
  id: `r${index}`,
  body: words(index, 9),
  author: { __typename: 'User', id: `u${Math.floor(index / REVIEWS_OF_A_USER)}` },
  product: { __typename: 'Product', upc: `p${index % SMALL_PRODUCTS}` },
}));

interface Review {
  readonly author: { readonly id: string };
  readonly product: { readonly upc: string };
}

const reviewsBy = (key: (review: Review) => string, wanted: string) => reviews.filter((review) => key(review) === wanted);

const define = (name: string, sdl: string, resolvers: object): Definition => {
  const typeDefs = parse(sdl);
  return { name, typeDefs, build: () => buildSubgraphSchema({ typeDefs, resolvers: resolvers as never }) };
};

/** Four subgraphs of a shop with invented data. */
const definitions: readonly Definition[] = [
  define(
    'users',
    `${link('@key')}
    type Query { me: User users: [User!]! }
    type User @key(fields: "id") { id: ID! name: String! username: String! birthYear: Int }`,
    {
      Query: { me: () => users[0], users: () => users },
      User: { __resolveReference: ({ id }: { id: string }) => users.find((user) => user.id === id) },
    },
  ),
  define(
    'products',
    `${link('@key')}
    type Query { products(first: Int = 5): [Product!]! product(upc: String!): Product }
    type Product @key(fields: "upc") { upc: String! name: String! price: Int weight: Int }`,
    {
      Query: {
        products: (_: unknown, { first }: { first: number }) => products.slice(0, first),
        product: (_: unknown, { upc }: { upc: string }) => products.find((product) => product.upc === upc),
      },
      Product: { __resolveReference: ({ upc }: { upc: string }) => products.find((product) => product.upc === upc) },
    },
  ),
  define(
    'reviews',
    `${link('@key')}
    type Query { review(id: ID!): Review }
    type Mutation { addReview(upc: String!, body: String!): Review }
    type Review @key(fields: "id") { id: ID! body: String! author: User! product: Product! }
    type User @key(fields: "id") { id: ID! reviews: [Review!]! reviewCount: Int! }
    type Product @key(fields: "upc") { upc: String! reviews: [Review!]! reviewCount: Int! }`,
    {
      Query: { review: (_: unknown, { id }: { id: string }) => reviews.find((review) => review.id === id) },
      Mutation: {
        addReview: (_: unknown, { upc, body }: { upc: string; body: string }) => ({
          id: 'new',
          body,
          author: { __typename: 'User', id: 'u0' },
          product: { __typename: 'Product', upc },
        }),
      },
      User: {
        reviews: ({ id }: { id: string }) => reviewsBy(({ author }) => author.id, id),
        reviewCount: ({ id }: { id: string }) => reviewsBy(({ author }) => author.id, id).length,
      },
      Product: {
        reviews: ({ upc }: { upc: string }) => reviewsBy(({ product }) => product.upc, upc),
        reviewCount: ({ upc }: { upc: string }) => reviewsBy(({ product }) => product.upc, upc).length,
      },
    },
  ),
  define(
    'inventory',
    `${link('@key', '@external', '@requires')}
    type Product @key(fields: "upc") {
      upc: String! inStock: Boolean! price: Int @external weight: Int @external
      shippingEstimate: Int @requires(fields: "price weight")
    }`,
    {
      Product: {
        inStock: ({ upc }: { upc: string }) => Number(upc.slice(1)) % 3 !== 0,
        shippingEstimate: ({ price, weight }: { price: number; weight: number }) => (price > 900 ? 0 : Math.round(weight / 2)),
      },
    },
  ),
];

const fragments = `
  fragment Person on User { id username name }
  fragment Words on Review { id body }
  fragment Thing on Product { inStock name price shippingEstimate upc weight }`;

/** Named, because the floor program knows by the name what to do. */
const operations: BenchGraph['operations'] = [
  {
    name: 'Nested',
    title: 'nested, four subgraphs',
    query: `${fragments}
      query Nested {
        users { ...Person reviews { ...Words product { ...Thing reviews { ...Words author { ...Person reviews { ...Words product { ...Thing } } } } } } }
        products { ...Thing reviews { ...Words author { ...Person reviews { ...Words product { ...Thing } } } } }
      }`,
  },
  { name: 'OneField', title: 'one field', query: 'query OneField { me { name } }' },
  {
    name: 'Page',
    title: 'a page of 100 over three subgraphs',
    query: 'query Page { products(first: 100) { upc name price inStock shippingEstimate reviewCount } }',
  },
  {
    name: 'Change',
    title: 'mutation',
    query: `mutation Change { addReview(upc: "p3", body: "Good paper.") { id body author { username } product { name inStock } } }`,
  },
];

export const shop: BenchGraph = { name: 'shop', definitions, operations };
