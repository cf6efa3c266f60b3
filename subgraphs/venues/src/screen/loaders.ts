import { type Batch, checkedNumber, rows, sql } from '@union-graph/subgraph';
import type { Faulty } from './readFile.ts';

interface FaultsKey {
  readonly fileId: string;
  readonly first: number;
  readonly afterLine: number;
}

const MOST_FAULTS = 1_000;

/** Which faulty rows of a file to tell of. `BAD_USER_INPUT` for more than a thousand at once. */
export const faultsKey = (fileId: string, first: number, afterLine: number): FaultsKey => ({
  fileId,
  first: checkedNumber(first, 'first', [1, MOST_FAULTS]),
  afterLine,
});

/** The faulty rows of files, in the order of their lines. */
export const faultsOfFile: Batch<FaultsKey, Faulty[]> = async ({ db }, keys) => {
  const found = await rows<Faulty & { at: number }>(
    db,
    sql`select key.at::int as at, f.line, f.screen_no as "screenNo", f.code
    from unnest(${keys.map(({ fileId }) => fileId)}::uuid[], ${keys.map(({ first }) => first)}::int[],
      ${keys.map(({ afterLine }) => afterLine)}::int[]) with ordinality as key(file_id, first, after_line, at)
    cross join lateral (select * from screen_file_fault f where f.file_id = key.file_id and f.line > key.after_line
      order by f.line limit key.first) f
    order by key.at, f.line`,
  );
  return keys.map((_, at) => found.filter((fault) => fault.at === at + 1));
};
