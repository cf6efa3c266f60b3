import { createSharedObjects, currentObject, replaceIfEqual } from './sharedObjects.ts';

const place = () => ({ __typename: 'Place', id: '1', rooms: [{ name: 'a', tags: ['x', null] }] });

test('one object replaces another that has equal fields', () => {
  const sharedObjects = createSharedObjects();
  const [first, second] = [place(), place()];
  expect(replaceIfEqual(second, first, sharedObjects)).toBe(true);
  expect(sharedObjects.objects.has(first)).toBe(true);
  expect(sharedObjects.objects.has(second)).toBe(false);
});

test.each([
  ['a value', { __typename: 'Place', id: '2' }],
  ['a field less', { __typename: 'Place' }],
  ['a field more', { __typename: 'Place', id: '1', name: 'x' }],
  ['a null', { __typename: 'Place', id: null }],
])('an object that differs in %s is not replaced', (_, other) => {
  const sharedObjects = createSharedObjects();
  expect(replaceIfEqual(other, { __typename: 'Place', id: '1' }, sharedObjects)).toBe(false);
  expect(sharedObjects.objects.size).toBe(0);
});

test.each([
  ['a list', { id: '1', rooms: ['a'] }, { id: '1', rooms: ['a', 'b'] }],
  ['an item', { id: '1', rooms: ['a'] }, { id: '1', rooms: ['b'] }],
  ['a list and an object', { id: '1', rooms: [] }, { id: '1', rooms: {} }],
  ['a nested null', { id: '1', at: { x: null } }, { id: '1', at: { x: 1 } }],
])('objects that differ in %s are not replaced', (_, one, other) => {
  expect(replaceIfEqual(one, other, createSharedObjects())).toBe(false);
});

test('while a call is pending, nested objects are not replaced, and replaced objects can be found', () => {
  const sharedObjects = createSharedObjects();
  sharedObjects.pendingPaths = 1;
  expect(replaceIfEqual(place(), place(), sharedObjects)).toBe(false);
  const [first, second, third] = [{ id: '1' }, { id: '1' }, { id: '1' }];
  expect(replaceIfEqual(third, second, sharedObjects)).toBe(true);
  expect(replaceIfEqual(second, first, sharedObjects)).toBe(true);
  expect(currentObject(sharedObjects, third)).toBe(first);
  expect(currentObject(sharedObjects, first)).toBe(first);
});
