import { buildSchema } from 'graphql';
import { found, groupsOf, KINDS } from './groups.ts';

const schema = buildSchema(`
  type Query { venues: Venue "工会 a union" union: Union card: Card }
  type Mutation { applyCard(input: CardInput): Card }
  type Venue { id: ID! } type Union { id: ID! } "京卡 the service card" type Card { id: ID! status: Status }
  interface Node { id: ID! } union Any = Card | Venue
  enum Status { ON } input CardInput { id: ID } scalar Date
`);

test('everything has its group, each by name; no root type and none of introspection among the types', () => {
  const groups = groupsOf(schema);
  expect(KINDS.map((kind) => groups[kind].map(({ name }) => name))).toEqual([
    ['card', 'union', 'venues', 'applyCard'],
    ['Card', 'Union', 'Venue'],
    ['Any', 'Node'],
    ['Status'],
    ['CardInput'],
    ['Boolean', 'Date', 'ID', 'String'],
  ]);
});

test('a search finds names first, then descriptions, in either language', () => {
  const { entries, objects } = groupsOf(schema);
  expect(found(objects, 'card').map(({ name }) => name)).toEqual(['Card']);
  expect(found(objects, '京卡').map(({ name }) => name)).toEqual(['Card']);
  expect(found(entries, 'UNION').map(({ name }) => name)).toEqual(['union']);
  expect(found(entries, ' ')).toEqual(entries);
  expect(found(entries, 'nothing')).toEqual([]);
});
