import type { Data } from '../calls/data.ts';
import { copyOf, merge } from './merge.ts';
import type { TypeLookup } from './typeLookup.ts';

const types: TypeLookup = {
  isObject: (name) => name === 'Film',
  satisfies: (typeName, condition) => typeName === condition,
  typenameIn: (_, typeName) => typeName,
  entityIn: () => ({ keys: [], requires: new Map() }),
  subgraphsResolving: () => [],
  fieldOf: () => undefined,
  selectsExactNumbers: () => false,
};
const merged = (target: Data, source: Data): Data => {
  merge(target, source, types);
  return target;
};

test('adds new fields at every depth', () => {
  expect(merged({ a: { b: 1 }, list: [{ x: 1 }, null] }, { a: { c: 2 }, list: [{ y: 2 }, { y: 3 }] })).toEqual({
    a: { b: 1, c: 2 },
    list: [{ x: 1, y: 2 }, { y: 3 }],
  });
});

test('a null never replaces a value, and a value replaces a null', () => {
  expect(merged({ a: 1, b: null, c: { d: 1 } }, { a: null, b: 2, c: null })).toEqual({ a: 1, b: 2, c: { d: 1 } });
});

test('the name of an object type is kept, the name of an interface is replaced', () => {
  expect(merged({ __typename: 'Film' }, { __typename: 'Media' })).toEqual({ __typename: 'Film' });
  expect(merged({ __typename: 'Media' }, { __typename: 'Film' })).toEqual({ __typename: 'Film' });
});

test('names of inherited properties are ordinary keys, and no prototype is changed', () => {
  expect(merged({}, { constructor: { a: 1 }, toString: 'x' })).toEqual({ constructor: { a: 1 }, toString: 'x' });
  merge({ a: 1 }, JSON.parse('{"__proto__": {"polluted": true}}'), types);
  expect(({} as Data).polluted).toBeUndefined();
});

test('a copy shares no nested object', () => {
  const original = { list: [{ a: 1 }] };
  const copy = copyOf(original);
  expect(copy).toEqual(original);
  expect(copy.list[0]).not.toBe(original.list[0]);
});
