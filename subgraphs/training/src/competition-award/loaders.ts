import { type Batch, columns, grouped, raw, rows, sql } from '@union-graph/subgraph';
import { personScope } from '../member/scope.ts';
import { CompetitionAppeal } from './CompetitionAppeal.ts';
import { CompetitionAward } from './CompetitionAward.ts';

/** An event's published results, the champion first; there are none before. */
export const awardsOfEvent: Batch<string, CompetitionAward[]> = async ({ db }, eventIds) => {
  const found = await rows<CompetitionAward>(
    db,
    sql`select ${columns(CompetitionAward, 'a')} from competition_award a where a.event_id = any(${eventIds}::uuid[]) order by a.rank`,
  );
  return grouped(eventIds, found, ({ eventId }) => eventId);
};

/** An event's appeals that the viewer may see, the first filed first. */
export const appealsOfEvent: Batch<string, CompetitionAppeal[]> = async ({ db, viewer }, eventIds) => {
  const found = await rows<CompetitionAppeal>(
    db,
    sql`select ${columns(CompetitionAppeal, 'a')} from competition_appeal a where a.event_id = any(${eventIds}::uuid[])
      and ${personScope(viewer, raw('a.member_id'), raw('a.scope_path'))} order by a.filed_at, a.id`,
  );
  return grouped(eventIds, found, ({ eventId }) => eventId);
};
