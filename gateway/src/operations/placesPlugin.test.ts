import { parse, print } from 'graphql';
import { forgetPlaces } from './placesPlugin.ts';

test('a document without its places says the same', () => {
  const document = parse('query A($n: Int = 1) { a(n: $n, o: {p: [2]}) { ...F } } fragment F on A @d { b }');
  const text = print(document);
  expect(JSON.stringify(document)).toContain('"loc"');
  forgetPlaces(document);
  expect(print(document)).toBe(text);
  expect(JSON.stringify(document)).not.toContain('"loc"');
});
