import { parse, print } from 'graphql';
import { heapInUse } from '../../test/heap.ts';
import { detachFromText } from './detachFromText.ts';

test('a document without its places says the same', () => {
  const document = parse('query A($n: Int = 1) { a(n: $n, o: {p: [2]}) { ...F } } fragment F on A @d { b }');
  const text = print(document);
  expect(JSON.stringify(document)).toContain('"loc"');
  detachFromText(document);
  expect(print(document)).toBe(text);
  expect(JSON.stringify(document)).not.toContain('"loc"');
});

test('what a document keeps is not the text that it was read from', () => {
  const kept: unknown[] = [];
  const before = heapInUse();
  for (let at = 0; at < 1_000; at++) {
    const document = parse(
      `query Operation${String(at).padStart(8, '0')} { aFieldOfSomeLength(an: "a value of some length") } # ${'x'.repeat(100_000)}${at}`,
    );
    detachFromText(document);
    kept.push(document);
  }
  expect(heapInUse() - before).toBeLessThan(60_000_000);
  expect(kept).toHaveLength(1_000);
});
