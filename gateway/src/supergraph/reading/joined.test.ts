import { readJoined } from './joined.ts';
import { readSupergraph } from './supergraph.ts';

const joined = readJoined(
  readSupergraph(`
    enum join__Graph { A @join__graph(name: "a") B @join__graph(name: "b") }
    interface Thing @join__type(graph: A) @join__type(graph: B) { id: ID! }
    type Book implements Thing @join__type(graph: A) @join__type(graph: B) @join__implements(graph: A, interface: "Thing") {
      id: ID!
      title: String @join__field(graph: A) @join__field(graph: B, external: true)
      price: Int @join__field(graph: B, requires: "title")
      page: Int @join__field(graph: A, usedOverridden: true) @join__field(graph: B, override: "a")
      found: Found @join__field(graph: A, type: "Book") @join__field(graph: B, type: "Found")
    }
    union Found @join__type(graph: A) @join__type(graph: B) @join__unionMember(graph: A, member: "Book") @join__unionMember(graph: B, member: "Book") = Book
  `),
);

test.each([
  ['id', true, true],
  ['title', true, false],
  ['price', false, false],
  ['page', false, true],
])('a field that is shared, external, computed or overridden: %s', (field, inA, inB) => {
  expect([joined.answers('a', 'Book', field), joined.answers('b', 'Book', field)]).toEqual([inA, inB]);
});

test('what stands behind an interface or a union is told by subgraph', () => {
  expect([...joined.members('a', 'Thing')]).toEqual(['Book']);
  expect([...joined.members('b', 'Thing')]).toEqual([]);
  expect([...joined.partial]).toEqual(['Thing']);
});

test('a field that leads to one member of a union in a subgraph is known', () => {
  expect([joined.leadsElsewhere('a', 'Book', 'found'), joined.leadsElsewhere('b', 'Book', 'found')]).toEqual([true, false]);
});
