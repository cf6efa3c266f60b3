import { type Batch, columns, grouped, raw, rows, sql } from '@union-graph/subgraph';
import { personScope } from '../member/scope.ts';
import { CompetitionEntry } from './CompetitionEntry.ts';

/** A member's entries that the viewer may see, the newest first. */
export const entriesOfMember: Batch<string, CompetitionEntry[]> = async ({ db, viewer }, memberIds) => {
  const found = await rows<CompetitionEntry>(
    db,
    sql`select ${columns(CompetitionEntry, 'n')} from competition_entry n where n.member_id = any(${memberIds}::uuid[])
      and ${personScope(viewer, raw('n.member_id'), raw('n.scope_path'))} order by n.entered_at desc, n.id desc`,
  );
  return grouped(memberIds, found, ({ memberId }) => memberId as string);
};
