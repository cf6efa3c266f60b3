import { type Batch, columns, grouped, inOrder, rows, sql } from '@union-graph/subgraph';
import { Member } from './Member.ts';
import { MemberCorrection } from './MemberCorrection.ts';
import { MemberMerge } from './MemberMerge.ts';
import { memberScope, nameScope } from './scope.ts';

/** Members by id; null for one that the viewer may not see, and marked where only the name is theirs to read. The id of a record that was merged gives the survivor. */
export const member: Batch<string, Member | null> = async (ctx, ids) => {
  const found = await rows<Member & { readonly askedId: string }>(
    ctx.db,
    sql`select asked.id as "askedId", ${columns(Member, 'm')}, not ${memberScope(ctx, 'm')} as "isNameAlone" from unnest(${ids}::uuid[]) as asked(id)
    left join member_merge g on g.duplicate_id = asked.id and g.state = 'MERGED'
    join member m on m.id = coalesce(g.survivor_id, asked.id)
    where ${memberScope(ctx, 'm')} or ${nameScope(ctx, 'm')}`,
  );
  return inOrder(ids, found, ({ askedId }) => askedId);
};

/** Merges by id; null for one whose survivor the viewer may not see. */
export const memberMerge: Batch<string, MemberMerge | null> = async (ctx, ids) =>
  inOrder(
    ids,
    await rows<MemberMerge>(
      ctx.db,
      sql`select ${columns(MemberMerge, 'g')} from merged_record g join member m on m.id = g.survivor_id
      where g.id = any(${ids}::uuid[]) and ${memberScope(ctx, 'm')}`,
    ),
    ({ id }) => id,
  );

/** The merges into each record, the latest first. The records were read in scope before. */
export const mergesOfMember: Batch<string, MemberMerge[]> = async ({ db }, memberIds) =>
  grouped(
    memberIds,
    await rows<MemberMerge>(
      db,
      sql`select ${columns(MemberMerge, 'g')} from merged_record g where g.survivor_id = any(${memberIds}::uuid[])
      order by g.merged_at desc, g.id desc`,
    ),
    ({ survivorId }) => survivorId,
  );

/** The corrections of each record, the latest first. The records were read in scope before. */
export const correctionsOfMember: Batch<string, MemberCorrection[]> = async ({ db }, memberIds) =>
  grouped(
    memberIds,
    await rows<MemberCorrection>(
      db,
      sql`select ${columns(MemberCorrection, 'c')} from member_correction c where c.member_id = any(${memberIds}::uuid[])
      order by c.corrected_at desc, c.id desc`,
    ),
    ({ memberId }) => memberId,
  );
