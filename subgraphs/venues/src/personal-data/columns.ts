import type { MemberColumns } from '@union-graph/subgraph';

/** Where venues names persons; these rows follow when two records are merged (C-16). Cards go by their own events. */
export const memberColumns: readonly MemberColumns[] = [
  { table: 'booking', columns: ['member_id'] },
  { table: 'outreach_request', columns: ['member_id'] },
  {
    table: 'suspension',
    columns: ['member_id'],
    // A person is suspended once at a time; what the survivor has covers it.
    unless: `r.lifted_at is null and exists (select from suspension own where own.member_id = $2 and own.lifted_at is null
      and daterange(own.from_on, own.to_on, '[]') && daterange(r.from_on, r.to_on, '[]'))`,
  },
];
