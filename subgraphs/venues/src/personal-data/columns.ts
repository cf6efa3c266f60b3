import type { MemberColumns } from '@union-graph/subgraph';

/** Where venues names persons; these rows follow when two records are merged (C-16). Cards go by their own events. */
export const memberColumns: readonly MemberColumns[] = [
  { table: 'booking', columns: ['member_id'] },
  {
    table: 'waitlist_entry',
    columns: ['member_id'],
    // A person waits once for a time in a facility.
    unless: `r.status in ('WAITING', 'OFFERED') and exists (select from waitlist_entry own where own.member_id = $2
      and own.facility_id = r.facility_id and own.status in ('WAITING', 'OFFERED')
      and tstzrange(own.start_at, own.end_at) && tstzrange(r.start_at, r.end_at))`,
  },
  {
    table: 'registration',
    columns: ['member_id', 'registered_by'],
    // A person has each seat of an event once, whatever its kind.
    unless: `r.status <> 'CANCELLED' and exists (select from registration own where own.member_id = $2 and own.event_id = r.event_id
      and own.seat_no = r.seat_no and own.status <> 'CANCELLED')`,
  },
  {
    table: 'signed_message',
    columns: ['member_id'],
    unless: `exists (select from signed_message own where own.member_id = $2 and own.event_id = r.event_id)`,
  },
  {
    table: 'event_signer',
    key: 'event_id',
    columns: ['member_id'],
    unless: `exists (select from event_signer own where own.member_id = $2 and own.event_id = r.event_id)`,
  },
  {
    table: 'fitness_group',
    columns: ['leader_id', 'next_leader_id'],
    // Who is handed a group by a record of their own leads it as one person only.
    unless: `(r.leader_id = $2 or r.next_leader_id = $2)`,
  },
  {
    table: 'troupe_member',
    columns: ['member_id'],
    // A person is in a troupe once.
    unless: `exists (select from troupe_member own where own.member_id = $2 and own.troupe_id = r.troupe_id)`,
  },
  { table: 'outreach_request', columns: ['member_id'] },
  {
    table: 'suspension',
    columns: ['member_id'],
    // A person is suspended once at a time; what the survivor has covers it.
    unless: `r.lifted_at is null and exists (select from suspension own where own.member_id = $2 and own.lifted_at is null
      and daterange(own.from_on, own.to_on, '[]') && daterange(r.from_on, r.to_on, '[]'))`,
  },
];
