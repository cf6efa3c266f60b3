import { parse } from 'graphql';
import { createDocumentStore, sizeOf } from './documentStore.ts';

test('the text of a document counts, however little of it is a field', () => {
  const document = parse(`query WithSomeLongName { a } # ${'x'.repeat(100_000)}`);
  expect(sizeOf(document)).toBeGreaterThan(200_000);
});

test('is bounded in bytes: of long documents the last ones stay', async () => {
  const store = createDocumentStore();
  for (let at = 0; at < 1_000; at++) await store.set(String(at), parse(`{ a } # ${'x'.repeat(100_000)}`));
  expect(await store.get('0')).toBeUndefined();
  expect(await store.get('999')).toBeDefined();
});
