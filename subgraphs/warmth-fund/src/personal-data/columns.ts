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
  { table: 'household', columns: ['head_member_id'] },
  {
    table: 'household_member',
    columns: ['member_id'],
    // Nobody is in two open households: the double's place stays with the merged record until its file is closed.
    unless: 'r.held and exists (select from household_member own where own.member_id = $2 and own.held)',
  },
  {
    table: 'objection',
    columns: ['person_id'],
    unless:
      'r.decided_by = $2::text or exists (select from objection own where own.notice_id = r.notice_id and own.person_id = $2)',
  },
  {
    table: 'aid_application',
    columns: ['member_id'],
    unless: '$2::text in (r.approved_by, r.reviewed_by)',
  },
  {
    table: 'paid_loss',
    columns: ['member_id'],
    unless: `exists (select from paid_loss own where own.member_id = $2 and (own.kind, own.happened_on) = (r.kind, r.happened_on))`,
  },
  {
    table: 'mutual_aid_claim',
    columns: ['member_id'],
    // One event is claimed once, and nobody decides about a claim of their own.
    unless: `exists (select from mutual_aid_claim own where own.member_id = $2 and (own.event, own.event_on) = (r.event, r.event_on))
      or $2::text in (r.assessed_by, r.approved_by, r.rejected_by)`,
  },
  {
    table: 'donation',
    columns: ['member_id'],
    // Who gave the money neither receives it nor writes about it.
    unless: '$2::text in (r.received_by, r.receipted_by, r.refunded_by)',
  },
  {
    table: 'disbursement',
    columns: ['member_id'],
    // Nobody stands behind a payout to themselves (FND-INV-6).
    unless: '$2::text in (r.created_by, r.approved_by, r.paid_by)',
  },
  // A source names one payee for all its payouts, so it stays where one of them stays.
  {
    table: 'payout_source',
    key: 'merge_key',
    columns: ['member_id'],
    unless: `exists (select from disbursement d where (d.source_subgraph, d.source_type, d.source_id) = (r.subgraph, r.type, r.id)
      and $2::text in (d.created_by, d.approved_by, d.paid_by))`,
  },
];
