import { type Batch, civilDay, columns, inOrder, rows, sql } from '@union-graph/subgraph';
import { personalScope } from '../booking/scope.ts';
import { Suspension } from './Suspension.ts';

/** The suspensions of members that hold today; null for none and for one that the viewer may not see. */
export const suspensionOfMember: Batch<string, Suspension | null> = async ({ db, viewer, now }, members) => {
  const found = await rows<Suspension>(
    db,
    sql`select ${columns(Suspension, 's')} from suspension s
    where s.member_id = any(${members}::uuid[]) and s.lifted_at is null and ${civilDay(now)}::date between s.from_on and s.to_on
      and ${personalScope(viewer, 's')}`,
  );
  return inOrder(members, found, ({ memberId }) => memberId);
};
