import { type Batch, civilDay, columns, inOrder, rows, sql } from '@union-graph/subgraph';
import { personalScope, seesPersonal } from '../booking/scope.ts';
import { readSuspensionsDue } from './queries.ts';
import { holds } from './rules.ts';
import { Suspension } from './Suspension.ts';

/** The suspensions of members that hold today, written or not; null for none and for one that the viewer may not see. */
export const suspensionOfMember: Batch<string, Suspension | null> = async (ctx, members) => {
  const { db, viewer, now } = ctx;
  const written = await rows<Suspension>(
    db,
    sql`select ${columns(Suspension, 's')} from suspension s
    where s.member_id = any(${members}::uuid[]) and s.lifted_at is null and ${civilDay(now)}::date between s.from_on and s.to_on
      and ${personalScope(viewer, 's')}`,
  );
  const due = (await readSuspensionsDue(ctx, members)).filter((ban) => holds(ban, civilDay(now)) && seesPersonal(viewer, ban));
  return inOrder(members, [...written, ...due], ({ memberId }) => memberId);
};
