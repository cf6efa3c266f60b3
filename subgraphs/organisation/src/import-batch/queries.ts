import { scopePaths } from '@union-graph/identity';
import {
  type Batch,
  columns,
  empty,
  inOrder,
  isId,
  type PageSource,
  Refusal,
  raw,
  rows,
  sql,
  underPaths,
} from '@union-graph/subgraph';
import type { QueryImportBatchesArgs, RowError } from '../schema.gen.ts';
import { faultOf } from './faults.ts';
import { ImportBatch } from './ImportBatch.ts';
import { BATCH_READERS } from './policy.ts';

/** Imports by id; null for one outside the viewer's part of the tree. */
export const importBatch: Batch<string, ImportBatch | null> = async ({ db, viewer }, ids) => {
  const found = await rows<ImportBatch>(
    db,
    sql`select ${columns(ImportBatch, 'b')} from import_batch b
    where b.id = any(${ids}::uuid[]) and ${underPaths(raw('b.scope_path'), scopePaths(viewer, ...BATCH_READERS))}`,
  );
  return inOrder(ids, found, ({ id }) => id);
};

/** The imports of the viewer's part of the tree, the latest first. */
export const importBatches: PageSource<ImportBatch, Pick<QueryImportBatchesArgs, 'unionId'>> = {
  name: 'importBatches',
  select: ({ unionId }, { viewer }) => sql`select ${columns(ImportBatch, 'b')} from import_batch b
    where ${underPaths(raw('b.scope_path'), scopePaths(viewer, ...BATCH_READERS))}
    ${unionId ? (isId(unionId) ? sql`and b.union_id = ${unionId}` : raw('and false')) : empty}`,
  order: [
    { by: 'submittedAt', type: 'timestamptz', desc: true },
    { by: 'id', type: 'uuid', desc: true },
  ],
};

interface ErrorsKey {
  readonly batchId: string;
  readonly first: number;
  readonly afterRow: number;
}

const MOST_ERRORS = 1_000;

/** Which rows of an import to tell of. `BAD_USER_INPUT` for more than a thousand at once. */
export function errorsKey(batchId: string, first: number, afterRow: number): ErrorsKey {
  if (first >= 1 && first <= MOST_ERRORS) return { batchId, first, afterRow };
  throw new Refusal('BAD_USER_INPUT', `"first" must be 1 to ${MOST_ERRORS}; got ${first}. Read on with "afterRow".`, {
    field: 'first',
  });
}

/** The rows that imports refused, in the order of their files. Their imports were read in scope before. */
export const importErrors: Batch<ErrorsKey, RowError[]> = async ({ db }, keys) => {
  const found = await rows<{ at: number; row: number; line: number; fault: string }>(
    db,
    sql`select key.at::int as at, r.row_no as row, coalesce(r.line_no, r.row_no + 1) as line, r.fault
    from unnest(${keys.map(({ batchId }) => batchId)}::uuid[], ${keys.map(({ first }) => first)}::int[],
      ${keys.map(({ afterRow }) => afterRow)}::int[]) with ordinality as key(batch_id, first, after_row, at)
    cross join lateral (select * from import_row r where r.batch_id = key.batch_id and r.fault is not null and r.row_no > key.after_row
      order by r.row_no limit key.first) r
    order by key.at, r.row_no`,
  );
  return keys.map((_, at) =>
    found.filter((error) => error.at === at + 1).map(({ row, line, fault }) => ({ row, line, ...faultOf(fault) })),
  );
};
