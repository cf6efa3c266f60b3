import { createSharing, replace, standing } from './sharing.ts';

const place = () => ({ __typename: 'Place', id: '1', rooms: [{ name: 'a', tags: ['x', null] }] });

test('one object stands for another that knows the same', () => {
  const sharing = createSharing();
  const [first, second] = [place(), place()];
  expect(replace(second, first, sharing)).toBe(true);
  expect(sharing.shared.has(first)).toBe(true);
  expect(sharing.shared.has(second)).toBe(false);
});

test.each([
  ['a value', { __typename: 'Place', id: '2' }],
  ['a field less', { __typename: 'Place' }],
  ['a field more', { __typename: 'Place', id: '1', name: 'x' }],
  ['a null', { __typename: 'Place', id: null }],
])('an object that differs in %s stands for itself', (_, other) => {
  const sharing = createSharing();
  expect(replace(other, { __typename: 'Place', id: '1' }, sharing)).toBe(false);
  expect(sharing.shared.size).toBe(0);
});

test.each([
  ['a list', { id: '1', rooms: ['a'] }, { id: '1', rooms: ['a', 'b'] }],
  ['an item', { id: '1', rooms: ['a'] }, { id: '1', rooms: ['b'] }],
  ['a list and an object', { id: '1', rooms: [] }, { id: '1', rooms: {} }],
  ['a null further in', { id: '1', at: { x: null } }, { id: '1', at: { x: 1 } }],
])('objects that differ in %s stay two', (_, one, other) => {
  expect(replace(one, other, createSharing())).toBe(false);
});

test('while an answer is awaited, nothing further in is taken away, and what stood there is found again', () => {
  const sharing = createSharing();
  sharing.waiting = 1;
  expect(replace(place(), place(), sharing)).toBe(false);
  const [first, second, third] = [{ id: '1' }, { id: '1' }, { id: '1' }];
  expect(replace(third, second, sharing)).toBe(true);
  expect(replace(second, first, sharing)).toBe(true);
  expect(standing(sharing, third)).toBe(first);
  expect(standing(sharing, first)).toBe(first);
});
