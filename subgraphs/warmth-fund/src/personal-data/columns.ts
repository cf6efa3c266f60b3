import type { MemberColumns } from '@union-graph/subgraph';

/** Where the fund names persons; these rows follow when two records are merged (C-16). Covers go by the events of their card. */
export const memberColumns: readonly MemberColumns[] = [
  {
    table: 'hardship_file',
    columns: ['head_member_id'],
    // One open file a household: the second one stays with the merged record until it is closed.
    unless: `r.status not in ('EXITED', 'REJECTED') and exists (select from hardship_file own where own.head_member_id = $2
      and own.status not in ('EXITED', 'REJECTED'))`,
  },
  { table: 'aid_application', columns: ['member_id'] },
  {
    table: 'disbursement',
    columns: ['member_id'],
    // Nobody stands behind a payout to themselves (FND-INV-6).
    unless: '$2::text in (r.created_by, r.approved_by, r.paid_by)',
  },
];
