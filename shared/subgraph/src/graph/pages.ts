import DataLoader from 'dataloader';
import type { EntityManager } from 'typeorm';
import { empty, join, raw, rows, type Sql, sql } from '../database/rows.ts';
import { Refusal } from '../refusal.ts';
import type { ReadContext } from './context.ts';

/** The arguments of every list (Relay Cursor Connections, forward paging). */
export interface PageArgs {
  readonly first?: number | null;
  readonly after?: string | null;
}

/** A column to order by, under the name the statement gives it, with its SQL type for reading a cursor back. */
export interface Order {
  readonly by: string;
  readonly type: 'uuid' | 'text' | 'timestamptz' | 'date' | 'bigint' | 'int' | 'double precision';
  readonly desc?: boolean;
}

/** A list that can be read page by page, for one parent or for many in one statement. */
export interface PageSource<Row, Args extends object = object> {
  /** The whole list as SQL; `parent.key` (text) is the parent's key. Scope belongs in here, by `ctx.viewer`. */
  readonly select: (args: Args, ctx: ReadContext) => Sql;
  /** A total order: the last column must be unique, and all go in the same direction. */
  readonly order: readonly Order[];
  readonly defaultFirst?: number;
  /**
   * The whole row to one of `select`, by `page."id"` and the like. Where it is given, `select` need only have what the list is
   * ordered by, so that an index alone can answer it, and rows are fetched for the page alone.
   */
  readonly whole?: Sql;
  /** The list's `totalCount` as a statement of one number, where it is kept and need not be counted; null for arguments where it is not. */
  readonly counted?: (args: Args, ctx: ReadContext) => Sql | null;
  /** Only a type carrier. */
  readonly row?: Row;
}

export interface Connection<Row> {
  readonly nodes: Row[];
  readonly edges: { readonly node: Row; readonly cursor: string }[];
  readonly pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null };
  /** Counted only when asked for. */
  readonly totalCount: () => Promise<number>;
}

export const MAX_FIRST = 100;

/** Makes the `page` of one request: siblings that ask the same list with the same arguments share a statement. */
export function makePager(ctx: ReadContext) {
  const lists = new Map<PageSource<unknown, never>, Map<string, List>>();
  const page = <Row, Args extends object>(source: PageSource<Row, Args>, parent: string | null, args: Args & PageArgs) => {
    const key = JSON.stringify(args);
    const known = lists.get(source as never) ?? new Map<string, List>();
    lists.set(source as never, known);
    const list = known.get(key) ?? makeList(ctx, source, args);
    known.set(key, list);
    const count = () => list.count.load(parent ?? '');
    return list.page.load(parent ?? '').then((fetched) => connectionOf(fetched as Fetched<Row>, args, count));
  };
  return { page, forget: () => lists.clear() };
}

interface List {
  readonly page: DataLoader<string, Fetched<unknown>>;
  readonly count: DataLoader<string, number>;
}

interface Fetched<Row> {
  readonly rows: { readonly row: Row; readonly cursor: string }[];
  readonly hasNextPage: boolean;
}

function makeList<Row, Args extends object>(ctx: ReadContext, source: PageSource<Row, Args>, args: Args & PageArgs): List {
  const first = checkedFirst(args.first ?? source.defaultFirst ?? 20);
  const after = args.after ? readCursor(args.after, source.order) : null;
  return {
    page: new DataLoader(async (parents) => fetchPages(ctx.db, source, source.select(args, ctx), parents, first, after)),
    count: new DataLoader(async (parents) => fetchCounts(ctx.db, countOf(source, args, ctx), parents)),
  };
}

async function fetchPages(
  db: EntityManager,
  source: PageSource<unknown, never>,
  list: Sql,
  parents: readonly string[],
  first: number,
  after: string[] | null,
): Promise<Fetched<unknown>[]> {
  const { order, whole } = source;
  const direction = order[0]?.desc ? 'desc' : 'asc';
  const names = raw(order.map(({ by }) => `item."${by}"`).join(', '));
  const start = after
    ? sql`where (${names}) ${raw(direction === 'desc' ? '<' : '>')} (${join(after.map((value, at) => sql`${value}::text::${raw((order[at] as Order).type)}`))})`
    : empty;
  const sorted = raw(order.map(({ by }) => `item."${by}" ${direction}`).join(', '));
  // The cursor is made by the database, so that an instant keeps its microseconds.
  const found = await rows<Record<string, unknown> & { __parent: number; __cursor: (string | null)[] }>(
    db,
    sql`select parent.at::int as "__parent", ${raw(whole ? 'whole.*, page."__cursor"' : 'page.*')}
        from unnest(${parents}::text[]) with ordinality as parent(key, at)
        cross join lateral (
          select item.*, array[${raw(order.map(({ by }) => `item."${by}"::text`).join(', '))}] as "__cursor"
          from (${list}) as item ${start} order by ${sorted} limit ${first + 1}
        ) as page ${whole ? sql`cross join lateral (${whole}) as whole` : empty}
        order by parent.at, ${raw(order.map(({ by }) => `page."${by}" ${direction}`).join(', '))}`,
  );
  const pages = parents.map(() => [] as { row: unknown; cursor: string }[]);
  for (const { __parent, __cursor, ...row } of found) pages[__parent - 1]?.push({ row, cursor: writeCursor(__cursor) });
  return pages.map((page) => ({ rows: page.slice(0, first), hasNextPage: page.length > first }));
}

const countOf = <Row, Args extends object>(source: PageSource<Row, Args>, args: Args, ctx: ReadContext): Sql =>
  source.counted?.(args, ctx) ?? sql`select count(*) from (${source.select(args, ctx)}) as item`;

async function fetchCounts(db: EntityManager, count: Sql, parents: readonly string[]): Promise<number[]> {
  const counts = await rows<{ count: number }>(
    db,
    sql`select counted.count::int as count from unnest(${parents}::text[]) with ordinality as parent(key, at)
        cross join lateral (${count}) as counted(count) order by parent.at`,
  );
  return counts.map(({ count }) => count);
}

function connectionOf<Row>(page: Fetched<Row>, args: PageArgs, totalCount: () => Promise<number>): Connection<Row> {
  return {
    nodes: page.rows.map(({ row }) => row),
    edges: page.rows.map(({ row, cursor }) => ({ node: row, cursor })),
    pageInfo: {
      hasNextPage: page.hasNextPage,
      hasPreviousPage: args.after != null,
      startCursor: page.rows[0]?.cursor ?? null,
      endCursor: page.rows.at(-1)?.cursor ?? null,
    },
    totalCount,
  };
}

function checkedFirst(first: number): number {
  if (first >= 0 && first <= MAX_FIRST) return first;
  throw new Refusal('BAD_USER_INPUT', `"first" must be 0 to ${MAX_FIRST}; got ${first}. Read on with "after".`, {
    field: 'first',
  });
}

const writeCursor = (values: readonly unknown[]): string => Buffer.from(JSON.stringify(values)).toString('base64url');

/** What a cursor's values must look like before PostgreSQL is asked to read them. */
const READABLE: Readonly<Record<Order['type'], RegExp>> = {
  uuid: /^[0-9a-f-]{36}$/i,
  text: /^[^\0]*$/,
  timestamptz: /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?[+-]\d\d(:\d\d)?$/,
  date: /^\d{4}-\d\d-\d\d$/,
  bigint: /^-?\d{1,19}$/,
  int: /^-?\d{1,10}$/,
  'double precision': /^-?\d+(\.\d+)?(e[+-]?\d+)?$/,
};

function readCursor(cursor: string, order: readonly Order[]): string[] {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(values) && values.length === order.length && order.every(({ type }, at) => READABLE[type].test(values[at])))
      return values;
  } catch {
    // Told below, like every other cursor that is not ours.
  }
  throw new Refusal('BAD_USER_INPUT', `"${cursor}" is not a cursor of this list. Use an "endCursor" that it gave.`, {
    field: 'after',
  });
}
