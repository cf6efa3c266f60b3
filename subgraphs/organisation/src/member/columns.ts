import type { MemberColumns } from '@union-graph/subgraph';

/** Where organisation names workers; these rows follow when two records are merged (C-16). */
export const memberColumns: readonly MemberColumns[] = [
  { table: 'card', columns: ['member_id'] },
  { table: 'consent', columns: ['member_id'] },
  {
    table: 'case_worker',
    columns: ['member_id'],
    unless:
      'exists (select from case_worker own where own.case_id = r.case_id and own.person_id = r.person_id and own.member_id = $2)',
  },
  { table: 'served_person', columns: ['member_id'] },
  {
    table: 'membership_application',
    columns: ['member_id', 'submitted_by_id'],
    // Who decided on the other record's application cannot have decided on their own.
    unless: 'r.decided_by_id = $2',
  },
  { table: 'membership_transfer', columns: ['member_id', 'requested_by_id'] },
  { table: 'service_request', columns: ['requester_id'] },
  {
    table: 'cadre_link',
    columns: ['member_id'],
    unless: `r.ended_on is null and exists (select from cadre_link own where own.member_id = $2 and own.cadre_id = r.cadre_id and own.ended_on is null)`,
  },
  { table: 'personal_data_request', columns: ['member_id', 'requested_by_id'], unless: 'r.verified_by_id = $2' },
  { table: 'member_correction', columns: ['member_id'], unless: 'r.corrected_by_id = $2' },
];
