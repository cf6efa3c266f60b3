import DataLoader from 'dataloader';
import { isId } from '../ids.ts';
import { notFound } from '../refusal.ts';
import type { ReadContext } from './context.ts';

/** A batch function for DataLoader: fetches the rows of many keys at once, in the viewer's scope; one result for each key, in their order. */
export type Batch<Key, Value> = (ctx: ReadContext, keys: readonly Key[]) => Promise<readonly Value[]>;

// biome-ignore lint/suspicious/noExplicitAny: a record of batches with keys and values of their own
export type Batches = Readonly<Record<string, Batch<any, any>>>;

export type Loaders<B extends Batches> = {
  readonly [Name in keyof B]: B[Name] extends Batch<infer Key, infer Value> ? DataLoader<Key, Value> : never;
};

/** One DataLoader for each batch, made when first asked for; they live for one request, or until a change is made in it. */
export function makeLoaders<B extends Batches>(batches: B, ctx: ReadContext): { loaders: Loaders<B>; forget: () => void } {
  const made = new Map<string, DataLoader<unknown, unknown>>();
  const loaders = new Proxy({} as Loaders<B>, {
    get: (_, name: string) => {
      const batch = batches[name];
      if (!batch) throw new Error(`No loader "${name}"; there are: ${Object.keys(batches).join(', ')}.`);
      let loader = made.get(name);
      if (!loader) {
        loader = new DataLoader(async (keys) => batch(ctx, keys) as Promise<unknown[]>, {
          cacheKeyFn: keyText,
          maxBatchSize: 1000,
        });
        made.set(name, loader);
      }
      return loader;
    },
  });
  return { loaders, forget: () => made.clear() };
}

/** Keys that are objects (`{districtCode, from, to}`) are the same key when they read the same. */
const keyText = (key: unknown): unknown => (typeof key === 'object' && key !== null ? JSON.stringify(key) : key);

/** Puts rows in the order of the keys; a key without a row gets null. */
export function inOrder<Key, Row>(keys: readonly Key[], rows: readonly Row[], keyOf: (row: Row) => Key): (Row | null)[] {
  const byKey = new Map(rows.map((row) => [keyOf(row), row]));
  return keys.map((key) => byKey.get(key) ?? null);
}

/** Groups rows under their keys, in the order of the keys; a key without rows gets an empty list. */
export function grouped<Key, Row>(keys: readonly Key[], rows: readonly Row[], keyOf: (row: Row) => Key): Row[][] {
  const byKey = new Map<Key, Row[]>(keys.map((key) => [key, []]));
  for (const row of rows) byKey.get(keyOf(row))?.push(row);
  return keys.map((key) => byKey.get(key) ?? []);
}

/** One row for a client that named its id: `NOT_FOUND` when it does not exist or the viewer may not see it. */
export async function findVisible<Row>(what: string, id: string, loader: DataLoader<string, Row | null>): Promise<Row> {
  const row = isId(id) ? await loader.load(id) : null;
  if (row === null) throw notFound(what, id);
  return row;
}
