import { buildSchema, parse } from 'graphql';
import { createOperationStore } from './operationStore.ts';
import type { PreparedOperation } from './prepareOperation.ts';

const schema = buildSchema('type Query { a(n: Int): Int b: Int c: Int }');

function storeOf(prepare: () => Promise<PreparedOperation> = async () => async () => ({ data: null })) {
  let planned = 0;
  const found: string[] = [];
  const store = createOperationStore({
    schema,
    prepare: async () => {
      planned += 1;
      return prepare();
    },
    observe: (known) => found.push(known),
  });
  const get = async (query: string) => store.get(query, parse(query), undefined);
  return { store, get, found, planned: () => planned };
}

test('concurrent requests for one operation prepare it once', async () => {
  const { get, found, planned } = storeOf();
  await Promise.all(Array.from({ length: 20 }, () => get('{ a }')));
  await get('{ a }');
  expect(planned()).toBe(1);
  expect(found.filter((known) => known === 'none')).toHaveLength(1);
});

test('operations that differ in literals only share the prepared operation; each request has its own literals', async () => {
  const { get, found, planned } = storeOf();
  const [one, other] = [await get('{ a(n: 1) }'), await get('{ a(n: 2) }')];
  expect(planned()).toBe(1);
  expect(found).toEqual(['none', 'shape']);
  expect(other?.run).toBe(one?.run);
  expect([one?.literals.get('literal_0'), other?.literals.get('literal_0')]).toEqual(['"literal_0":1', '"literal_0":2']);
});

test('an operation that cannot be planned is not cached', async () => {
  let attempts = 0;
  const { get } = storeOf(async () => {
    attempts += 1;
    if (attempts === 1) throw new Error('No way.');
    return async () => ({ data: null });
  });
  await expect(get('{ a }')).rejects.toThrow('No way.');
  await expect(get('{ a }')).resolves.toBeDefined();
});

test('the number of cached operations is limited; the last used ones are kept', async () => {
  const { get, found } = storeOf();
  for (let at = 0; at < 2_500; at++) await get(`{ x${at}: a }`);
  found.length = 0;
  await get('{ x2499: a }');
  await get('{ x0: a }');
  expect(found).toEqual(['text', 'none']);
});

test('a new operation waits for a permit, which is released afterwards; a known one does not wait', async () => {
  const { store, get, planned } = storeOf();
  await get('{ a }');
  let released = 0;
  let admit = (): void => undefined;
  const admitted = new Promise<{ release(): void }>((resolve) => {
    admit = () =>
      resolve({
        release: () => {
          released += 1;
        },
      });
  });
  const asking = { admit: () => admitted };
  const waiting = store.get('{ b }', parse('{ b }'), undefined, asking);
  expect(store.get('{ a }', parse('{ a }'), undefined, asking)).not.toBeInstanceOf(Promise);
  expect(planned()).toBe(1);
  admit();
  await waiting;
  expect([planned(), released]).toEqual([2, 1]);
});

test('a request with a permit starts the preparation that another request still waits to start', async () => {
  const { store, planned } = storeOf();
  const released: string[] = [];
  const permit = (name: string) => ({ release: () => released.push(name) });
  const never = () => new Promise<never>(() => undefined);
  const first = store.get('{ a }', parse('{ a }'), undefined, { admit: never });
  const others = ['one', 'other'].map((name) =>
    store.get('{ a }', parse('{ a }'), undefined, { admit: never, permit: permit(name) }),
  );
  await Promise.all([first, ...others]);
  expect([planned(), released.sort()]).toEqual([1, ['one', 'other']]);
});

test('an operation that gets no permit is not cached', async () => {
  const { store, get } = storeOf();
  const admit = () => Promise.reject(new Error('Too many.'));
  await expect(store.get('{ a }', parse('{ a }'), undefined, { admit })).rejects.toThrow('Too many.');
  await expect(get('{ a }')).resolves.toBeDefined();
});

test('the cached texts are limited in bytes, even if their shapes are short', async () => {
  const { store, get } = storeOf();
  for (let at = 0; at < 800; at++) await get(`{ x${at}: a } # ${'x'.repeat(100_000)}`);
  const kept = store.inUse(2_000).reduce((sum, { source }) => sum + source.length, 0);
  expect(kept).toBeLessThan(70_000_000);
});

test('inUse lists the most used operations first', async () => {
  const { get, store } = storeOf();
  for (const [query, uses] of [
    ['{ a }', 2],
    ['{ b }', 8],
    ['{ c }', 1],
  ] as const)
    for (let at = 0; at < uses; at++) await get(query);
  expect(store.inUse(2)).toEqual([
    { source: '{ b }', operationName: undefined, uses: 4 },
    { source: '{ a }', operationName: undefined, uses: 1 },
  ]);
});
