import { type Batch, columns, grouped, rows, sql } from '@union-graph/subgraph';
import { memberScope } from '../member/scope.ts';
import { Consent } from './Consent.ts';

/** The consents of each member, the newest first; none of a member that the viewer may not see. */
export const consentsOfMember: Batch<string, Consent[]> = async (ctx, memberIds) => {
  const found = await rows<Consent>(
    ctx.db,
    sql`select ${columns(Consent, 'c')} from consent c join member m on m.id = c.member_id
    where c.member_id = any(${memberIds}::uuid[]) and ${memberScope(ctx, 'm')} order by c.given_at desc, c.id desc`,
  );
  return grouped(memberIds, found, ({ memberId }) => memberId);
};
