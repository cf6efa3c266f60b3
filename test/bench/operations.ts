export interface BenchOperation {
  readonly name: string;
  readonly title: string;
  readonly query: string;
}

const fragments = `
  fragment Person on User { id username name }
  fragment Words on Review { id body }
  fragment Thing on Product { inStock name price shippingEstimate upc weight }`;

/** Named, because the floor program knows by the name what to do. */
export const operations: readonly BenchOperation[] = [
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
