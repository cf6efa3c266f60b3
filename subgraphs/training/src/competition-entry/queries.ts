import { columns, type PageSource, raw, sql } from '@union-graph/subgraph';
import { personScope } from '../member/scope.ts';
import { CompetitionEntry } from './CompetitionEntry.ts';

/** An event's entries that the viewer may see: their own, and those of their part of the tree; the first to enter first. */
export const entriesOfEvent: PageSource<CompetitionEntry> = {
  name: 'entriesOfEvent',
  select: (_, { viewer }) => sql`select ${columns(CompetitionEntry, 'n')} from competition_entry n
    where n.event_id = parent.key::uuid and ${personScope(viewer, raw('n.member_id'), raw('n.scope_path'))}`,
  order: [
    { by: 'enteredAt', type: 'timestamptz' },
    { by: 'id', type: 'uuid' },
  ],
};
