import type { MemberColumns } from '@union-graph/subgraph';

/** Where mediation names persons; these rows follow when two records are merged (C-16). */
export const memberColumns: readonly MemberColumns[] = [
  // Who would be an applicant and act for the respondent in one case stays as they are on each side.
  { table: 'mediation_case', columns: [], list: 'applicant_ids', unless: '$2 = any(r.applicant_ids || r.respondent_ids)' },
  { table: 'mediation_case', columns: [], list: 'respondent_ids', unless: '$2 = any(r.applicant_ids || r.respondent_ids)' },
  { table: 'legal_aid_grant', columns: ['member_id'] },
  { table: 'case_party', columns: ['member_id', 'representative_id'] },
  {
    table: 'round_rep',
    columns: ['person_id'],
    unless: 'exists (select from round_rep o where o.round_id = r.round_id and o.person_id = $2::uuid)',
  },
  { table: 'evidence', columns: ['submitted_by'] },
  {
    table: 'recusal',
    columns: ['mediator_person_id'],
    unless: 'exists (select from recusal o where o.case_id = r.case_id and o.mediator_person_id = $2::uuid)',
  },
  { table: 'party_relation', columns: ['person_id', 'other_person_id'], unless: '$2 in (r.person_id, r.other_person_id)' },
];
