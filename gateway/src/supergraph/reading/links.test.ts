import { readSupergraph } from './supergraph.ts';

/** A supergraph that links to a specification, with a directive on a type and on a field. */
const linkedTo = (link: string, directive: string) =>
  readSupergraph(`schema @link(url: "https://specs.apollo.dev/link/v1.0") @link(${link}) { query: Query }
    enum join__Graph { A @join__graph(name: "a", url: "http://a.invalid") }
    type Query @join__type(graph: A) { boat: Boat ${directive} }
    type Boat @join__type(graph: A) ${directive} { id: ID! }`);

test.each([
  ['under its own name', 'url: "https://specs.apollo.dev/tag/v0.3"', '@tag(name: "per")'],
  ['without a link', 'url: "https://specs.example.org/tag/v0.3", as: "mark"', '@tag(name: "per")'],
  [
    'renamed by the import',
    'url: "https://specs.apollo.dev/tag/v0.3", import: [{ name: "@tag", as: "@label" }]',
    '@label(name: "per")',
  ],
  ['renamed with its specification', 'url: "https://specs.apollo.dev/tag/v0.2", as: "label"', '@label(name: "per")'],
])('@tag is read %s, with the level that it gives', (_, link, directive) => {
  const { types } = linkedTo(link, directive);
  expect(types.get('Boat')?.tags).toEqual(['per']);
  expect(types.get('Query')?.fields.get('boat')).toMatchObject({ tags: ['per'], level: 'per' });
});

test('another directive of that name is no tag', () => {
  const { types } = linkedTo('url: "https://specs.example.org/label/v1.0", import: ["@label"]', '@label(name: "per")');
  expect(types.get('Boat')?.tags).toEqual([]);
});

test.each([
  ['url: "https://specs.apollo.dev/context/v0.1"', '@context(name: "harbour")'],
  ['url: "https://specs.apollo.dev/context/v0.1", import: [{ name: "@context", as: "@scope" }]', '@scope(name: "harbour")'],
])('@context is read, renamed or not: %s', (link, directive) => {
  expect(linkedTo(link, directive).types.get('Boat')?.contexts).toEqual(['harbour']);
});
