import { type Batch, inOrder, rows, sql } from '@union-graph/subgraph';
import type { PublishedName } from './PublishedName.ts';

/** Names by member, of those alone who let everybody read them (purpose REPORTING, for `name`). A merged record has its survivor's. */
export const publishedName: Batch<string, PublishedName | null> = async ({ db, now }, memberIds) => {
  const found = await rows<PublishedName>(
    db,
    sql`select asked.id as "memberId", m.name_zh as "nameZh" from unnest(${memberIds}::uuid[]) as asked(id)
      left join member_merge g on g.duplicate_id = asked.id and g.state = 'MERGED'
      join member m on m.id = coalesce(g.survivor_id, asked.id)
      where exists (select from consent c where c.member_id in (m.id, asked.id) and c.purpose = 'REPORTING' and 'name' = any(c.scope)
        and c.given_at <= ${now} and (c.withdrawn_at is null or c.withdrawn_at > ${now}))`,
  );
  return inOrder(memberIds, found, ({ memberId }) => memberId);
};
