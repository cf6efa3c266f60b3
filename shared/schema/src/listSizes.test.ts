import { withListSizes } from './listSizes.ts';

const SIZE =
  '@listSize(assumedSize: 20, slicingArguments: ["first"], sizedFields: ["edges", "nodes"], requireOneSlicingArgument: false)';

test.each([
  [
    'type Query { a(first: Int): AConnection @tag(name: "pub") }',
    `type Query { a(first: Int): AConnection ${SIZE} @tag(name: "pub") }`,
  ],
  [
    'extend type B { a(first: Int): AConnection! b(first: Int): BConnection }',
    `extend type B { a(first: Int): AConnection! ${SIZE} b(first: Int): BConnection ${SIZE} }`,
  ],
  ['type Query { "城" a(first: Int): AConnection }', `type Query { "城" a(first: Int): AConnection ${SIZE} }`],
])('a field that returns a connection says how long it is: %s', (sdl, expected) => {
  expect(withListSizes(sdl)).toBe(expected);
});

test.each([
  'type Query { a(first: Int): AConnection @listSize(assumedSize: 3) }',
  'type Query { a: AConnection }',
  'type Query { a(first: Int): [A] }',
  'input A { first: Int }',
])('others are left as they are: %s', (sdl) => {
  expect(withListSizes(sdl)).toBe(sdl);
});
