import { normalSdl } from './normalSdl.ts';

test('SDLs of the same schema have the same normal form', () => {
  const one = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@tag"])
    type Query { b(y: Int, x: Int): Int @tag(name: "pub") a: Int }`;
  const other = `schema @link(url: "https://specs.apollo.dev/link/v1.0") @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@tag", "@key"]) { query: Query }
    directive @tag(name: String!) on FIELD_DEFINITION
    scalar _Any  union _Entity = Query  type _Service { sdl: String }
    extend type Query { "A." a: Int  b(x: Int, y: Int): Int @tag(name: "pub")  _service: _Service! }`;
  expect(normalSdl(one)).toBe(normalSdl(other));
  expect(normalSdl(one)).not.toBe(normalSdl(one.replace('a: Int', 'a: String')));
});
