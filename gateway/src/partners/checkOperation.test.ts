import { buildSchema, type OperationDefinitionNode, parse } from 'graphql';
import { checkAgainstPartnerSchema, checkVariables, selectsIntrospection, selectsOnlyIntrospection } from './checkOperation.ts';

const schema = buildSchema(`
  type Query { points(filter: Filter, any: [Filter!]): [Point] }
  type Point { name: String  next: Point }
  input Filter { name: String  color: Color  and: [Filter!] }
  enum Color { RED }
`);
const depth = (levels: number) => `{ points { ${'next { '.repeat(levels - 2)} name ${'} '.repeat(levels - 2)} } }`;

test.each([
  ['an enum value of another schema', '{ points(filter: { color: GREEN }) { name } }', 'GRAPHQL_VALIDATION_FAILED'],
  ['a field of an input, deep inside', '{ points(any: [{ and: [{ phone: "1" }] }]) { name } }', 'FIELD_NOT_ALLOWED'],
  ['a variable of an unknown type', 'query ($v: Secret) { points { name } }', 'FIELD_NOT_ALLOWED'],
  ['a ninth level', depth(9), 'BAD_USER_INPUT'],
  ['an argument of a directive', '{ points @include(if: true, secret: 1) { name } }', 'GRAPHQL_VALIDATION_FAILED'],
  ['an unknown directive', '{ points @secret { name } }', 'GRAPHQL_VALIDATION_FAILED'],
])('%s is refused', (_, query, code) => {
  expect(checkAgainstPartnerSchema(schema, parse(query))?.code).toBe(code);
});

test('eight levels are allowed', () => {
  expect(checkAgainstPartnerSchema(schema, parse(depth(8)))).toBeNull();
});

test.each<[string, Record<string, unknown>, string | null]>([
  ['permitted input fields', { f: { name: 'x', and: [{ color: 'RED' }] }, l: [{ name: 'x' }] }, null],
  ['nothing', {}, null],
  ['a hidden field', { f: { phone: '1' } }, 'Filter.phone'],
  ['a hidden field with null', { f: { phone: null } }, 'Filter.phone'],
  ['a hidden field inside', { f: { and: [{ name: 'x' }, { phone: '1' }] } }, 'Filter.phone'],
  ['a hidden field in a list', { l: [{ phone: '1' }] }, 'Filter.phone'],
  ['a hidden field in one that stands for a list', { l: { phone: '1' } }, 'Filter.phone'],
])('variables with %s', (_, variables, outside) => {
  const document = parse('query ($f: Filter, $l: [Filter!]) { points(filter: $f, any: $l) { name } }');
  const refusal = checkVariables(schema, document.definitions[0] as OperationDefinitionNode, variables);
  expect(refusal).toEqual(
    outside && { code: 'FIELD_NOT_ALLOWED', message: `Your agreement does not list "${outside}".`, coordinate: outside },
  );
});

test.each([
  ['{ __schema { queryType { name } } }', true, true],
  ['{ ...f } fragment f on Query { __type(name: "A") { name } }', true, true],
  ['{ a: __schema { queryType { name } } points { name } }', true, false],
  ['{ __typename }', false, false],
  ['{ points { __typename } }', false, false],
])('%s asks for the schema: %s, for nothing else: %s', (query, any, alone) => {
  expect([selectsIntrospection(schema, parse(query)), selectsOnlyIntrospection(schema, parse(query))]).toEqual([any, alone]);
});
