import { type Answer, difference, differenceOfFrail } from './compare.ts';

const failed = (...path: (string | number)[]) => ({ path, code: 'FAILS' });
const answer = (data: unknown, ...errors: Answer['errors']): Answer => ({ data, errors });
const possible = [failed('a'), failed('b', 0), failed('b', 1)];

test.each<[string, Answer, Answer]>([
  ['the same', answer({ a: null }, failed('a')), answer({ a: null }, failed('a'))],
  [
    'errors in another order',
    answer({ a: null, b: [null, null] }, ...possible),
    answer({ a: null, b: [null, null] }, ...[...possible].reverse()),
  ],
  [
    'another of the errors whose nulls propagate to one path',
    answer({ b: null }, failed('b', 0)),
    answer({ b: null }, failed('b', 1)),
  ],
])('no difference: %s', (_, expected, actual) => {
  expect(difference(expected, possible, actual)).toBeNull();
});

test.each<[string, Answer, Answer, RegExp]>([
  ['other data', answer({ a: 1 }), answer({ a: 2 }), /data differ/],
  ['fields in another order', answer({ a: 1, b: 2 }), answer({ b: 2, a: 1 }), /data differ/],
  ['no error for a null', answer({ a: null }, failed('a')), answer({ a: null }), /elsewhere/],
  ['another code', answer({ a: null }, failed('a')), answer({ a: null }, { path: ['a'], code: 'NULL' }), /cannot be/],
  ['an error at another path', answer({ b: [null] }, failed('b', 0)), answer({ b: [null] }, failed('b', 2)), /cannot be/],
  ['an error at a field with a value', answer({ a: 1 }), answer({ a: 1 }, failed('a')), /elsewhere/],
  ['two equal errors', answer({ a: null }, failed('a')), answer({ a: null }, failed('a'), failed('a')), /Two errors/],
  ['an error without a path', answer({ a: null }, failed('a')), answer({ a: null }, { path: null, code: 'FAILS' }), /cannot be/],
])('a difference: %s', (_, expected, actual, what) => {
  expect(difference(expected, possible, actual)).toMatch(what);
});

describe('when extra fields fail', () => {
  const keys = new Set(['a', 'b', 'c']);
  const wanted = { a: { b: 1 }, c: [1, 2] };
  test.each<[string, Answer]>([
    ['the same', answer(wanted)],
    ['an error at the place', answer({ a: { b: null }, c: [1, 2] }, failed('a', 'b'))],
    ['an error above it', answer({ a: { b: 2 }, c: [1, 2] }, failed('a'))],
    ['an error whose null propagated', answer({ a: null, c: [1, 2] }, failed('a', 'b'))],
    ['an error without a path', answer({ a: null, c: null }, { path: null, code: 'FAILS' })],
  ])('no fault: %s', (_, given) => {
    expect(differenceOfFrail(wanted, given, keys)).toBeNull();
  });
  test.each<[string, Answer, RegExp]>([
    ['a null without an error', answer({ a: { b: null }, c: [1, 2] }), /Without an error at .a.b/],
    ['another value without an error', answer({ a: { b: 2 }, c: [1, 2] }, failed('c')), /Without an error at .a.b/],
    ['a value with an error below it', answer({ a: { b: 1 }, c: 7 }, failed('c', 0)), /Without an error at .c/],
    ['an item less', answer({ a: { b: 1 }, c: [1] }), /Without an error at .c/],
    ['an error at a field that is not selected', answer({ a: null, c: [1, 2] }, failed('a', 'id')), /not selected/],
    ['an unexpected error', answer({ a: null, c: [1, 2] }, { path: ['a'], code: 'UNEXPECTED' }), /not selected/],
  ])('a fault: %s', (_, given, what) => {
    expect(differenceOfFrail(wanted, given, keys)).toMatch(what);
  });
});
