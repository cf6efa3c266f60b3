import DataLoader from 'dataloader';
import type { EntityManager } from 'typeorm';
import { empty, join, raw, rows, type Sql, sql } from '../database/rows.ts';
import { Refusal } from '../refusal.ts';
import type { ReadContext } from './context.ts';
import type { CursorCodec, Cursors } from './cursors.ts';

/** The arguments of every list (Relay Cursor Connections, forward paging). */
export interface PageArgs {
  readonly first?: number | null;
  readonly after?: string | null;
}

/** A column of the order, by its name in the statement, with the SQL type to which the value in a cursor is cast. */
export interface Order {
  readonly by: string;
  readonly type: 'uuid' | 'text' | 'timestamptz' | 'date' | 'bigint' | 'int' | 'double precision';
  readonly desc?: boolean;
}

/** A paged list, for one parent or for many parents in one statement. */
export interface PageSource<Row, Args extends object = object> {
  /** The name of the list, unique within the service: a cursor is valid for this list only. */
  readonly name: string;
  /** The whole list as SQL. `parent.key` (text) is the parent's key. It must apply the scope of `ctx.viewer`. */
  readonly select: (args: Args, ctx: ReadContext) => Sql;
  /** A total order: the last column must be unique, none is ever null, and all go in the same direction. */
  readonly order: readonly Order[];
  /**
   * The arguments for which a cursor is valid; by default all but `first` and `after`. Must be given when an argument is not the client's and
   * changes with time, such as the current day.
   */
  readonly cursorArgs?: (args: Args) => object;
  readonly defaultFirst?: number;
  /**
   * A statement for the whole row of one item of `select`, by `page."id"`. With it, `select` needs only the columns of the order, so that an index
   * is sufficient, and whole rows are read for the items of the page only.
   */
  readonly whole?: Sql;
  /** A statement for the `totalCount`, if the number is stored and need not be counted; null for arguments without a stored number. */
  readonly counted?: (args: Args, ctx: ReadContext) => Sql | null;
  /** Never set: it carries the type `Row`. */
  readonly row?: Row;
}

export interface Connection<Row> {
  readonly nodes: Row[];
  /** A cursor is computed when it is selected. */
  readonly edges: { readonly node: Row; readonly cursor: () => string }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: () => string | null;
    readonly endCursor: () => string | null;
  };
  /** Counted when it is selected. */
  readonly totalCount: () => Promise<number>;
}

export const MAX_FIRST = 100;

/** Creates `page` for one request: siblings with the same list and arguments share a statement. */
export function makePager(ctx: ReadContext, cursors: Cursors) {
  const lists = new Map<PageSource<unknown, never>, Map<string, List>>();
  const page = async <Row, Args extends object>(
    source: PageSource<Row, Args>,
    parent: string | null,
    args: Args & PageArgs,
  ): Promise<Connection<Row>> => {
    const codec = cursors({ list: source.name, parent, order: source.order, args: boundArgs(source, args) });
    // A cursor is valid for one parent, so each parent checks it separately.
    const after = args.after == null ? null : codec.read(args.after);
    const key = JSON.stringify(args);
    const known = lists.get(source as never) ?? new Map<string, List>();
    lists.set(source as never, known);
    const list = known.get(key) ?? makeList(ctx, source, args, after);
    known.set(key, list);
    const fetched = (await list.page.load(parent ?? '')) as Fetched<Row>;
    return connectionOf(fetched, codec, after !== null, () => list.count.load(parent ?? ''));
  };
  return { page, forget: () => lists.clear() };
}

function boundArgs<Row, Args extends object>(source: PageSource<Row, Args>, args: Args & PageArgs): object {
  if (source.cursorArgs) return source.cursorArgs(args);
  const { first: _first, after: _after, ...others } = args;
  return others;
}

interface List {
  readonly page: DataLoader<string, Fetched<unknown>>;
  readonly count: DataLoader<string, number>;
}

interface Fetched<Row> {
  /** The rows, each with its values of the order columns. */
  readonly rows: { readonly row: Row; readonly at: (string | null)[] }[];
  readonly hasNextPage: boolean;
}

function makeList<Row, Args extends object>(
  ctx: ReadContext,
  source: PageSource<Row, Args>,
  args: Args & PageArgs,
  after: string[] | null,
): List {
  const first = checkedFirst(args.first ?? source.defaultFirst ?? 20);
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
  // The database formats the values of the cursor, so that an instant keeps its microseconds.
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
  const pages = parents.map(() => [] as { row: unknown; at: (string | null)[] }[]);
  for (const { __parent, __cursor, ...row } of found) pages[__parent - 1]?.push({ row, at: __cursor });
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

function connectionOf<Row>(
  { rows: fetched, hasNextPage }: Fetched<Row>,
  { write }: CursorCodec,
  hasPreviousPage: boolean,
  totalCount: () => Promise<number>,
): Connection<Row> {
  const cursorAt = (index: number) => () => {
    const found = fetched.at(index);
    return found ? write(found.at) : null;
  };
  return {
    nodes: fetched.map(({ row }) => row),
    edges: fetched.map(({ row, at }) => ({ node: row, cursor: () => write(at) })),
    pageInfo: { hasNextPage, hasPreviousPage, startCursor: cursorAt(0), endCursor: cursorAt(-1) },
    totalCount,
  };
}

function checkedFirst(first: number): number {
  if (first >= 0 && first <= MAX_FIRST) return first;
  throw new Refusal('BAD_USER_INPUT', `"first" must be 0 to ${MAX_FIRST}; got ${first}. Read on with "after".`, {
    field: 'first',
  });
}
