import { type Batch, columns, inOrder, raw, rows, sql } from '@union-graph/subgraph';
import { Member } from './Member.ts';
import { personScope } from './scope.ts';

/** Members by id; null for one that the viewer may not see. */
export const member: Batch<string, Member | null> = async ({ db, viewer }, ids) => {
  const found = await rows<Member>(db, sql`select ${columns(Member, 'm')} from member m
    where m.id = any(${ids}::uuid[]) and ${personScope(viewer, raw('m.id'), raw('m.scope_path'))}`);
  return inOrder(ids, found, ({ id }) => id);
};
