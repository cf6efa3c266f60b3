import { type Batch, columns, inOrder, rows, sql } from '@union-graph/subgraph';
import { Member } from './Member.ts';
import { memberScope } from './scope.ts';

/** Members by id; null for one that the viewer may not see. */
export const member: Batch<string, Member | null> = async ({ db, viewer }, ids) => {
  const found = await rows<Member>(
    db,
    sql`select ${columns(Member, 'm')} from member m
    where m.id = any(${ids}::uuid[]) and ${memberScope(viewer, 'm')}`,
  );
  return inOrder(ids, found, ({ id }) => id);
};
