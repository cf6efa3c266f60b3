import { type Batch, consented, inOrder, raw, rows, sql } from '@union-graph/subgraph';

/** Whose name may be told to everybody: those who have agreed to it (purpose REPORTING, for `name`); null for all others. */
export const publishedName: Batch<string, { readonly memberId: string } | null> = async ({ db, now }, memberIds) => {
  const found = await rows<{ memberId: string }>(
    db,
    sql`select asked.id as "memberId" from unnest(${memberIds}::uuid[]) as asked(id) where ${consented(raw('asked.id'), 'REPORTING', now, 'name')}`,
  );
  return inOrder(memberIds, found, ({ memberId }) => memberId);
};
