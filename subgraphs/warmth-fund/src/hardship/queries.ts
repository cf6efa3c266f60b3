import { scopePaths, type Viewer } from '@union-graph/identity';
import {
  type Batch,
  columns,
  empty,
  inOrder,
  type PageSource,
  raw,
  rows,
  type Sql,
  sql,
  underPaths,
} from '@union-graph/subgraph';
import type { HardshipStatus } from '../schema.gen.ts';
import { HardshipFile } from './HardshipFile.ts';
import { FILE_READERS } from './policy.ts';

/** The rule of `seesFile` in SQL, on `hardship_file f`. */
const scope = (viewer: Viewer): Sql =>
  sql`(f.head_member_id = ${viewer.personId}::uuid or ${underPaths(raw('f.scope_path'), scopePaths(viewer, ...FILE_READERS))})`;

/** Files by id; null for one that the viewer may not see. */
export const hardshipFile: Batch<string, HardshipFile | null> = async ({ db, viewer }, ids) => {
  const found = await rows<HardshipFile>(
    db,
    sql`select ${columns(HardshipFile, 'f')} from hardship_file f where f.id = any(${ids}::uuid[]) and ${scope(viewer)}`,
  );
  return inOrder(ids, found, ({ id }) => id);
};

/** The files that the viewer may see, the latest first. */
export const hardshipFiles: PageSource<HardshipFile, { readonly status?: HardshipStatus | null }> = {
  name: 'hardshipFiles',
  select: ({ status }, { viewer }) =>
    sql`select ${columns(HardshipFile, 'f')} from hardship_file f where ${scope(viewer)} ${status ? sql`and f.status = ${status}` : empty}`,
  order: [
    { by: 'openedOn', type: 'date', desc: true },
    { by: 'id', type: 'uuid', desc: true },
  ],
};
