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
import type { OutreachStatus } from '../schema.gen.ts';
import { OutreachRequest } from './OutreachRequest.ts';
import { OUTREACH_READERS } from './policy.ts';

/** The rule of `seesOutreachRequest` in SQL, on `outreach_request r`. */
const scope = (viewer: Viewer): Sql =>
  sql`(r.member_id = ${viewer.personId}::uuid or ${underPaths(raw('r.scope_path'), scopePaths(viewer, ...OUTREACH_READERS))})`;

/** By id; null for one that the viewer may not see. */
export const outreachRequest: Batch<string, OutreachRequest | null> = async ({ db, viewer }, ids) => {
  const found = await rows<OutreachRequest>(
    db,
    sql`select ${columns(OutreachRequest, 'r')} from outreach_request r where r.id = any(${ids}::uuid[]) and ${scope(viewer)}`,
  );
  return inOrder(ids, found, ({ id }) => id);
};

/** One's own, and those of one's part of the tree, the latest first. */
export const outreachRequests: PageSource<OutreachRequest, { readonly status?: OutreachStatus | null }> = {
  name: 'outreachRequests',
  select: ({ status }, { viewer }) =>
    sql`select ${columns(OutreachRequest, 'r')} from outreach_request r where ${scope(viewer)} ${status ? sql`and r.status = ${status}` : empty}`,
  order: [
    { by: 'receivedAt', type: 'timestamptz', desc: true },
    { by: 'id', type: 'uuid', desc: true },
  ],
};
