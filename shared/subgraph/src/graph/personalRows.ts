import { type Role, scopePaths, type Viewer } from '@union-graph/identity';
import type { ObjectLiteral } from 'typeorm';
import { columns, empty, raw, rows, type Sql, sql } from '../database/rows.ts';
import { underPaths } from '../database/scope.ts';
import { type Batch, inOrder } from './loaders.ts';
import type { Order, PageSource } from './pages.ts';

/** Rows that belong to a member, and who reads them. */
export interface PersonalRows<Row extends ObjectLiteral> {
  readonly entity: new () => Row;
  readonly table: string;
  /** The column with the id of the member; `member_id` unless told. */
  readonly member?: string;
  /** The roles that read the rows of their part of the tree. */
  readonly readers: readonly Role[];
  /** The list's name, its own within the service. */
  readonly list: string;
  readonly order: readonly Order[];
}

/**
 * Reads rows by id, and lists them by status: a member's own, and those of the viewer's part of the tree, by `scope_path`. A row that the
 * viewer may not see is null, and in no list.
 */
export function personalRows<Row extends ObjectLiteral & { readonly id: string }, Status extends string>({
  entity,
  table,
  member = 'member_id',
  readers,
  list,
  order,
}: PersonalRows<Row>): {
  readonly byId: Batch<string, Row | null>;
  readonly all: PageSource<Row, { readonly status?: Status | null }>;
} {
  const scope = (viewer: Viewer): Sql =>
    sql`(r.${raw(member)} = ${viewer.personId}::uuid or ${underPaths(raw('r.scope_path'), scopePaths(viewer, ...readers))})`;
  const from = (viewer: Viewer): Sql => sql`select ${columns(entity, 'r')} from ${raw(table)} r where ${scope(viewer)}`;
  return {
    byId: async ({ db, viewer }, ids) =>
      inOrder(ids, await rows<Row>(db, sql`${from(viewer)} and r.id = any(${ids}::uuid[])`), ({ id }) => id),
    all: {
      name: list,
      select: ({ status }, { viewer }) => sql`${from(viewer)} ${status ? sql`and r.status = ${status}` : empty}`,
      order,
    },
  };
}
