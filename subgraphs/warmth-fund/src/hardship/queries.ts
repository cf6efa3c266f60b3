import { scopePaths, type Viewer } from '@union-graph/identity';
import {
  type Batch,
  civilDay,
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
import { PublicNotice } from './PublicNotice.ts';
import { DETAIL_READERS, FILE_READERS } from './policy.ts';

/** Rows of `hardship_file f` that the viewer may see: of their own household, and of their part of the tree, as in `seesFile`. */
export const fileScope = (viewer: Viewer): Sql =>
  sql`(f.head_member_id = ${viewer.personId}::uuid or ${underPaths(raw('f.scope_path'), scopePaths(viewer, ...FILE_READERS))})`;

/** Those of them whose household the viewer may see, as in `seesDetail`. */
export const detailScope = (viewer: Viewer): Sql =>
  sql`(f.head_member_id = ${viewer.personId}::uuid or ${underPaths(raw('f.scope_path'), scopePaths(viewer, ...DETAIL_READERS))})`;

/** Files by id; null for one that the viewer may not see. */
export const hardshipFile: Batch<string, HardshipFile | null> = async ({ db, viewer }, ids) => {
  const found = await rows<HardshipFile>(
    db,
    sql`select ${columns(HardshipFile, 'f')} from hardship_file f where f.id = any(${ids}::uuid[]) and ${fileScope(viewer)}`,
  );
  return inOrder(ids, found, ({ id }) => id);
};

/** The latest file of the household of which somebody is the head, by their id. */
export const fileOfMember: Batch<string, HardshipFile | null> = async ({ db, viewer }, memberIds) => {
  const found = await rows<HardshipFile>(
    db,
    sql`select distinct on (f.head_member_id) ${columns(HardshipFile, 'f')} from hardship_file f
      where f.head_member_id = any(${memberIds}::uuid[]) and ${fileScope(viewer)}
      order by f.head_member_id, f.status not in ('EXITED', 'REJECTED') desc, f.opened_on desc, f.id desc`,
  );
  return inOrder(memberIds, found, ({ headMemberId }) => headMemberId);
};

/** Where a file is today, as `fileStatusOn` has it. */
const statusIs = (status: HardshipStatus, today: string): Sql => {
  if (status === 'REVIEW_DUE') return sql`and f.status = 'ACTIVE' and f.review_due_on <= ${today}`;
  if (status === 'ACTIVE') return sql`and f.status = 'ACTIVE' and f.review_due_on > ${today}`;
  return sql`and f.status = ${status}`;
};

/** The files that the viewer may see, the latest first. */
export const hardshipFiles: PageSource<
  HardshipFile,
  { readonly status?: HardshipStatus | null; readonly hasDouble?: boolean | null }
> = {
  name: 'hardshipFiles',
  select: ({ status, hasDouble }, { viewer, now }) =>
    sql`select ${columns(HardshipFile, 'f')} from hardship_file f where ${fileScope(viewer)}
      ${status ? statusIs(status, civilDay(now)) : empty}
      ${hasDouble == null ? empty : sql`and exists (select from files_with_person_of(f.id)) = ${hasDouble}`}`,
  order: [
    { by: 'openedOn', type: 'date', desc: true },
    { by: 'id', type: 'uuid', desc: true },
  ],
};

/** What is on public notice today. */
export const publicNotices: PageSource<PublicNotice> = {
  name: 'publicNotices',
  select: (_, { now }) =>
    sql`select ${columns(PublicNotice, 'n')} from public_notice n join hardship_file f on f.id = n.file_id
      where n.to_day >= ${civilDay(now)} and f.status in ('PUBLIC_NOTICE', 'SUSPENDED')`,
  order: [
    { by: 'to', type: 'date', desc: true },
    { by: 'id', type: 'uuid', desc: true },
  ],
};
