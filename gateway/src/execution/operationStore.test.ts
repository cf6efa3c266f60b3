import { buildSchema, parse } from 'graphql';
import { createOperationStore } from './operationStore.ts';
import type { PreparedOperation } from './prepare.ts';

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

test('an operation is prepared once, also for many who ask at the same time', async () => {
  const { get, found, planned } = storeOf();
  await Promise.all(Array.from({ length: 20 }, () => get('{ a }')));
  await get('{ a }');
  expect(planned()).toBe(1);
  expect(found.filter((known) => known === 'none')).toHaveLength(1);
});

test('operations that differ in literals share what is prepared, and each keeps its own', async () => {
  const { get, found, planned } = storeOf();
  const [one, other] = [await get('{ a(n: 1) }'), await get('{ a(n: 2) }')];
  expect(planned()).toBe(1);
  expect(found).toEqual(['none', 'shape']);
  expect(other?.run).toBe(one?.run);
  expect([one?.literals.get('literal_0'), other?.literals.get('literal_0')]).toEqual(['"literal_0":1', '"literal_0":2']);
});

test('one that cannot be planned is asked for again', async () => {
  let attempts = 0;
  const { get } = storeOf(async () => {
    attempts += 1;
    if (attempts === 1) throw new Error('No way.');
    return async () => ({ data: null });
  });
  await expect(get('{ a }')).rejects.toThrow('No way.');
  await expect(get('{ a }')).resolves.toBeDefined();
});

test('what is remembered is bounded: of very many operations the last ones stay', async () => {
  const { get, found } = storeOf();
  for (let at = 0; at < 2_500; at++) await get(`{ x${at}: a }`);
  found.length = 0;
  await get('{ x2499: a }');
  await get('{ x0: a }');
  expect(found).toEqual(['text', 'none']);
});

test('more new operations at once than can be planned are refused', async () => {
  const { get } = storeOf(() => new Promise(() => {}));
  const asked = Array.from({ length: 1_000 }, (_, at) => get(`{ x${at}: a }`));
  await expect(get('{ one: a more: b }')).rejects.toMatchObject({ extensions: { code: 'RATE_LIMITED' } });
  expect(asked).toHaveLength(1_000);
});

test('those in use are told, the most used first', async () => {
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
